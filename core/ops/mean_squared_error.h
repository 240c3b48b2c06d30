#pragma once

#include "ops/loss.h"

namespace hunch::ops {

/// Mean over the rows of (y - t)^2, O = 1. No factor 1/2: with a decay of l2/2 |w|^2 beside it,
/// Gal's relation between precision and decay needs the 2 (docs/UNCERTAINTY.md).
class MeanSquaredError final : public Loss {
 public:
  double forward(const LossInput& in) const override;
  void backward(const LossInput& in, std::span<float> dy) const override;
};

}  // namespace hunch::ops
