#include "ops/add.h"

#include <algorithm>

namespace hunch::ops {

Shape Add::infer_shape(std::span<const Shape> inputs) { return need_same_shape(name(), inputs); }

void Add::forward(const Context& context, const Buffers& /*buffers*/,
                  std::span<const std::span<const float>> xs, std::span<float> y) const {
  std::copy(xs[0].begin(), xs[0].end(), y.begin());
  for (const std::span<const float>& x : xs.subspan(1)) {
    context.kernels->axpy(y.size(), 1.0f, x.data(), y.data());
  }
}

void Add::backward(const Context& /*context*/, const Buffers& /*buffers*/,
                   std::span<const std::span<const float>> /*xs*/, std::span<const float> dy,
                   std::span<const std::span<float>> dxs, std::span<float> /*dparameters*/) const {
  for (const std::span<float>& dx : dxs) {
    if (!dx.empty()) std::copy(dy.begin(), dy.end(), dx.begin());
  }
}

}  // namespace hunch::ops
