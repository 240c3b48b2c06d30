#include "ops/one_hot.h"

#include <algorithm>

#include "ops/sequence.h"

namespace hunch::ops {

Shape OneHot::infer_shape(const Shape& input) {
  if (input.rank() != 1) throw Error("[one_hot] input " + input.text() + ": needs (T)");
  if (vocabulary_ < 2) {
    throw Error("[one_hot] vocabulary of " + std::to_string(vocabulary_) +
                ": needs at least 2, padding and a token");
  }
  steps_ = input[0];
  return {steps_, vocabulary_};
}

void OneHot::forward(const Context& context, const Buffers& buffers, std::span<const float> x,
                     std::span<float> y) const {
  std::fill(y.begin(), y.end(), 0.0f);
  for_each_token(context, buffers.rows, steps_, vocabulary_, x,
                 [&](std::size_t at, std::size_t id) {
                   if (id > 0) y[at * static_cast<std::size_t>(vocabulary_) + id] = 1;
                 });
}

void OneHot::backward(const Context& /*context*/, const Buffers& /*buffers*/,
                      std::span<const float> /*x*/, std::span<const float> /*y*/,
                      std::span<const float> /*dy*/, std::span<float> dx,
                      std::span<float> /*dparameters*/) const {
  std::fill(dx.begin(), dx.end(), 0.0f);
}

}  // namespace hunch::ops
