#include "ops/sinusoidal_position.h"

#include <algorithm>

#include "base/math.h"

namespace hunch::ops {

Shape SinusoidalPosition::infer_shape(const Shape& input) {
  if (input.rank() != 2)
    throw Error("[sinusoidal_position] input " + input.text() + ": needs (T,D)");
  table_.clear();
  table_.reserve(input.size());
  for (int t = 0; t < input[0]; ++t) {
    for (int i = 0; i < input[1]; ++i) {
      const int pair = i / 2;
      const double angle = t / math::pow(10000.0, 2.0 * pair / input[1]);
      table_.push_back(static_cast<float>(i % 2 == 0 ? math::sin(angle) : math::cos(angle)));
    }
  }
  return input;
}

void SinusoidalPosition::forward(const Context& context, const Buffers& buffers,
                                 std::span<const float> x, std::span<float> y) const {
  if (x.data() != y.data()) std::copy(x.begin(), x.end(), y.begin());
  float* row = y.data();
  for (int r = 0; r < buffers.rows; ++r, row += table_.size()) {
    context.kernels->axpy(table_.size(), 1, table_.data(), row);
  }
}

void SinusoidalPosition::backward(const Context& /*context*/, const Buffers& /*buffers*/,
                                  std::span<const float> /*x*/, std::span<const float> /*y*/,
                                  std::span<const float> dy, std::span<float> dx,
                                  std::span<float> /*dparameters*/) const {
  if (!dx.empty() && dx.data() != dy.data()) std::copy(dy.begin(), dy.end(), dx.begin());
}

}  // namespace hunch::ops
