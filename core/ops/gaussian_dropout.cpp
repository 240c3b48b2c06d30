#include "ops/gaussian_dropout.h"

#include <algorithm>
#include <cmath>

#include "ops/copy.h"

namespace hunch::ops {
namespace {

/// (B,H)
float* factors_of(const Buffers& buffers) { return reinterpret_cast<float*>(buffers.saved.data()); }

}  // namespace

Shape GaussianDropout::infer_shape(const Shape& input) {
  check_rate(name());
  units_ = input.size();
  return input;
}

std::size_t GaussianDropout::saved_bytes(int rows) const {
  return static_cast<std::size_t>(rows) * units_ * sizeof(float);
}

void GaussianDropout::forward(const Context& context, const Buffers& buffers,
                              std::span<const float> x, std::span<float> y) const {
  if (!active(context)) return copy(x, y);
  const bool per_row = context.masks == MaskScope::kPerRow;
  const std::span<float> m(factors_of(buffers), x.size());
  const std::span<float> drawn = m.first(per_row ? m.size() : units_);
  context.kernels->random_normal(context.random, per_row ? context.first_row * units_ : 0,
                                 drawn.size(), drawn.data());
  const float deviation = std::sqrt(rate_ * scale());
  for (float& v : drawn) v = 1.0f + deviation * v;
  for (std::size_t at = drawn.size(); at < m.size(); at += units_) {
    std::copy_n(m.data(), units_, m.data() + at);
  }
  context.kernels->multiply(x.size(), x.data(), m.data(), y.data());
}

void GaussianDropout::backward(const Context& context, const Buffers& buffers,
                               std::span<const float> /*x*/, std::span<const float> /*y*/,
                               std::span<const float> dy, std::span<float> dx,
                               std::span<float> /*dparameters*/) const {
  if (dx.empty()) return;
  if (!active(context)) return copy(dy, dx);
  context.kernels->multiply(dy.size(), dy.data(), factors_of(buffers), dx.data());
}

}  // namespace hunch::ops
