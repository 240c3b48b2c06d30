#pragma once

#include "ops/join.h"

namespace hunch::ops {

/// y = x_1 x_2 ..., element by element: a gate.
class Multiply final : public Join {
 public:
  std::string name() const override { return "multiply"; }
  /// Two or more of one shape -> the same. Errors: fewer, or shapes that differ.
  Shape infer_shape(std::span<const Shape> inputs) override;
  void forward(const Context& context, const Buffers& buffers,
               std::span<const std::span<const float>> xs, std::span<float> y) const override;
  /// dx_i = dy times all x_j but x_i: multiplied out, for a quotient y / x_i would fail at 0.
  void backward(const Context& context, const Buffers& buffers,
                std::span<const std::span<const float>> xs, std::span<const float> dy,
                std::span<const std::span<float>> dxs, std::span<float> dparameters) const override;
};

}  // namespace hunch::ops
