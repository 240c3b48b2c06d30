#include "ops/repeat.h"

#include <algorithm>

namespace hunch::ops {

Shape Repeat::infer_shape(const Shape& input) {
  if (input.rank() != 1) throw Error("[repeat] input " + input.text() + ": needs (D)");
  width_ = input[0];
  return {steps_, width_};
}

void Repeat::forward(const Context& /*context*/, const Buffers& buffers, std::span<const float> x,
                     std::span<float> y) const {
  const auto width = static_cast<std::size_t>(width_);
  float* to = y.data();
  for (int r = 0; r < buffers.rows; ++r) {
    const float* from = x.data() + static_cast<std::size_t>(r) * width;
    for (int t = 0; t < steps_; ++t, to += width) std::copy_n(from, width, to);
  }
}

void Repeat::backward(const Context& context, const Buffers& buffers, std::span<const float> /*x*/,
                      std::span<const float> /*y*/, std::span<const float> dy, std::span<float> dx,
                      std::span<float> /*dparameters*/) const {
  if (dx.empty()) return;
  std::fill(dx.begin(), dx.end(), 0.0f);
  const std::size_t line = static_cast<std::size_t>(steps_) * static_cast<std::size_t>(width_);
  for (std::size_t r = 0; r < static_cast<std::size_t>(buffers.rows); ++r) {
    context.kernels->col_sum(steps_, width_, dy.data() + r * line,
                             dx.data() + r * static_cast<std::size_t>(width_));
  }
}

}  // namespace hunch::ops
