#pragma once

#include <span>

#include "nn/workspace.h"

namespace hunch::nn {

/// Every unit's output over n points with dropout off, for the little pictures inside the network.
/// features (n,D); fields[l] (H,n) for each of network.layers(): unit by unit, so that one picture
/// is one piece; the output layer's field holds raw outputs (logits, scaled values). A field may be
/// empty: not wanted. `workspace` is a kForward one of any number of rows; points go in its chunks.
void unit_fields(const Network& network, std::span<const float> parameters,
                 const kernels::Kernels& kernels, Workspace& workspace,
                 std::span<const float> features, std::size_t n,
                 std::span<const std::span<float>> fields);

}  // namespace hunch::nn
