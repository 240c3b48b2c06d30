#pragma once

#include "ops/loss.h"

namespace hunch::ops {

/// Mean over the rows of |y - t|, O = 1. The gradient at y = t is 0.
class MeanAbsoluteError final : public Loss {
 public:
  double forward(const LossInput& in) const override;
  void backward(const LossInput& in, std::span<float> dy) const override;
};

}  // namespace hunch::ops
