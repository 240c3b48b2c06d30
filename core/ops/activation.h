#pragma once

#include "ops/op.h"

namespace hunch::ops {

/// y = f(x), element by element. Which f may change between steps: no buffer depends on it.
class Activation final : public Op {
 public:
  explicit Activation(kernels::Activation function) : function_(function) {}
  std::string name() const override { return "activation"; }
  Shape infer_shape(const Shape& input) override { return input; }
  bool elementwise() const override { return true; }
  void forward(const Context& context, const Buffers& buffers, std::span<const float> x,
               std::span<float> y) const override;
  /// dx = dy f'(x).
  void backward(const Context& context, const Buffers& buffers, std::span<const float> x,
                std::span<const float> y, std::span<const float> dy, std::span<float> dx,
                std::span<float> dparameters) const override;
  void set_function(kernels::Activation function) { function_ = function; }

 private:
  kernels::Activation function_;
};

}  // namespace hunch::ops
