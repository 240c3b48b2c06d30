#pragma once

#include "ops/op.h"

namespace hunch::ops {

/// The same numbers as one row: y = x, rows of images (Y,X,C) one after another and channels
/// within.
class Flatten final : public Op {
 public:
  std::string name() const override { return "flatten"; }
  /// Any shape -> (size). Errors: more numbers than a dimension can have.
  Shape infer_shape(const Shape& input) override;
  bool elementwise() const override { return true; }
  void forward(const Context& context, const Buffers& buffers, std::span<const float> x,
               std::span<float> y) const override;
  /// dx = dy.
  void backward(const Context& context, const Buffers& buffers, std::span<const float> x,
                std::span<const float> y, std::span<const float> dy, std::span<float> dx,
                std::span<float> dparameters) const override;
};

}  // namespace hunch::ops
