#pragma once

#include <span>
#include <vector>

#include "onnx/node.h"

namespace hunch::onnx {

/// The newest version of the standard whose operators were read for the adapters.
inline constexpr std::int64_t kNewestOpset = 27;

/// Throws Unsupported for what can be told without inputs: an operator or its opset, values that
/// are no tensors (sequences, optionals), parts of a model that are not read.
void check_supported(const io::OnnxModel& model);

/// The graph's outputs for these inputs, which are in the order of the graph's own. Nodes are run
/// in the order of the file, which the standard wants sorted.
/// Throws Unsupported for an operator, attribute, type or opset that is not run here, or that
/// Hunch's ops refuse; Error for a model that contradicts itself.
std::vector<Tensor> run_model(const io::OnnxModel& model, std::span<const Tensor> inputs,
                              const kernels::Kernels& kernels);

}  // namespace hunch::onnx
