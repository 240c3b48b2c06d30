#include "ops/multiply.h"

namespace hunch::ops {

Shape Multiply::infer_shape(std::span<const Shape> inputs) {
  return need_same_shape(name(), inputs);
}

void Multiply::forward(const Context& context, const Buffers& /*buffers*/,
                       std::span<const std::span<const float>> xs, std::span<float> y) const {
  const kernels::Kernels& k = *context.kernels;
  k.multiply(y.size(), xs[0].data(), xs[1].data(), y.data());
  for (const std::span<const float>& x : xs.subspan(2)) {
    k.multiply(y.size(), x.data(), y.data(), y.data());
  }
}

void Multiply::backward(const Context& context, const Buffers& /*buffers*/,
                        std::span<const std::span<const float>> xs, std::span<const float> dy,
                        std::span<const std::span<float>> dxs,
                        std::span<float> /*dparameters*/) const {
  for (std::size_t i = 0; i < xs.size(); ++i) {
    if (dxs[i].empty()) continue;
    const float* product = dy.data();
    for (std::size_t j = 0; j < xs.size(); ++j) {
      if (j == i) continue;
      context.kernels->multiply(dy.size(), product, xs[j].data(), dxs[i].data());
      product = dxs[i].data();
    }
  }
}

}  // namespace hunch::ops
