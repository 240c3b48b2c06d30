#include "ops/flatten.h"

#include <limits>

#include "ops/copy.h"

namespace hunch::ops {

Shape Flatten::infer_shape(const Shape& input) {
  if (input.size() > static_cast<std::size_t>(std::numeric_limits<int>::max())) {
    throw Error("[flatten] input " + input.text() + ": has more than 2147483647 numbers");
  }
  return {static_cast<int>(input.size())};
}

void Flatten::forward(const Context& /*context*/, const Buffers& /*buffers*/,
                      std::span<const float> x, std::span<float> y) const {
  copy(x, y);
}

void Flatten::backward(const Context& /*context*/, const Buffers& /*buffers*/,
                       std::span<const float> /*x*/, std::span<const float> /*y*/,
                       std::span<const float> dy, std::span<float> dx,
                       std::span<float> /*dparameters*/) const {
  if (!dx.empty()) copy(dy, dx);
}

}  // namespace hunch::ops
