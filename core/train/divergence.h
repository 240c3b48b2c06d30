#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "nn/workspace.h"

namespace hunch::train {

/// A gradient beyond this norm is taken for a divergence too: its square still fits a float, and an
/// update by it at the largest rate keeps the parameters finite.
inline constexpr double kLargestGradientNorm = 1e15;

/// Where a run went wrong and how, in words for a person.
struct Blame {
  std::string layer;  ///< "Hidden 2", "Output"
  std::string cause;  ///< "a gradient is infinite"
};

/// After a forward whose loss is not finite: the first layer whose outputs are not.
Blame blame_loss(const nn::Network& network, const nn::Workspace& workspace, std::size_t rows,
                 double loss);

/// After a backward whose gradient norm is not finite or too large: the last layer (the first on
/// the way back) with a gradient that is not finite, else the one with the largest.
Blame blame_gradient(const nn::Network& network, std::span<const float> gradients);

}  // namespace hunch::train
