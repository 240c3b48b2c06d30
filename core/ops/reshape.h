#pragma once

#include "ops/op.h"

namespace hunch::ops {

/// The same numbers in another shape: y = x, the last axis running fastest before and after.
class Reshape final : public Op {
 public:
  explicit Reshape(const Shape& shape) : shape_(shape) {}
  std::string name() const override { return "reshape"; }
  /// Any shape of as many numbers -> the shape given. Errors: another count.
  Shape infer_shape(const Shape& input) override;
  bool elementwise() const override { return true; }
  void forward(const Context& context, const Buffers& buffers, std::span<const float> x,
               std::span<float> y) const override;
  /// dx = dy.
  void backward(const Context& context, const Buffers& buffers, std::span<const float> x,
                std::span<const float> y, std::span<const float> dy, std::span<float> dx,
                std::span<float> dparameters) const override;

 private:
  Shape shape_;
};

}  // namespace hunch::ops
