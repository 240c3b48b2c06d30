#include "ops/reshape.h"

#include "ops/copy.h"

namespace hunch::ops {

Shape Reshape::infer_shape(const Shape& input) {
  if (input.size() != shape_.size()) {
    throw Error("[reshape] input " + input.text() + ": has " + std::to_string(input.size()) +
                " numbers, but " + shape_.text() + " needs " + std::to_string(shape_.size()));
  }
  return shape_;
}

void Reshape::forward(const Context& /*context*/, const Buffers& /*buffers*/,
                      std::span<const float> x, std::span<float> y) const {
  copy(x, y);
}

void Reshape::backward(const Context& /*context*/, const Buffers& /*buffers*/,
                       std::span<const float> /*x*/, std::span<const float> /*y*/,
                       std::span<const float> dy, std::span<float> dx,
                       std::span<float> /*dparameters*/) const {
  if (!dx.empty()) copy(dy, dx);
}

}  // namespace hunch::ops
