#include "ops/activation.h"

namespace hunch::ops {

void Activation::forward(const Context& context, const Buffers& /*buffers*/,
                         std::span<const float> x, std::span<float> y) const {
  context.kernels->activate(function_, x.size(), x.data(), y.data());
}

void Activation::backward(const Context& context, const Buffers& /*buffers*/,
                          std::span<const float> x, std::span<const float> y,
                          std::span<const float> dy, std::span<float> dx,
                          std::span<float> /*dparameters*/) const {
  if (dx.empty()) return;
  context.kernels->activate_grad(function_, x.size(), x.data(), y.data(), dy.data(), dx.data());
}

}  // namespace hunch::ops
