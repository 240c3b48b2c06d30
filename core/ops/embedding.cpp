#include "ops/embedding.h"

#include <algorithm>

#include "ops/sequence.h"

namespace hunch::ops {

Shape Embedding::infer_shape(const Shape& input) {
  if (input.rank() != 1) throw Error("[embedding] input " + input.text() + ": needs (T)");
  if (vocabulary_ < 2) {
    throw Error("[embedding] vocabulary of " + std::to_string(vocabulary_) +
                ": needs at least 2, padding and a token");
  }
  if (width_ < 1) throw Error("[embedding] width " + std::to_string(width_) + ": needs at least 1");
  steps_ = input[0];
  return {steps_, width_};
}

std::size_t Embedding::parameter_count() const {
  return static_cast<std::size_t>(vocabulary_) * static_cast<std::size_t>(width_);
}

std::vector<Parameter> Embedding::parameters() const {
  return {{.name = "weight",
           .rows = vocabulary_,
           .cols = width_,
           .start = Start::kEmbedding,
           .fan_in = vocabulary_,
           .fan_out = width_}};
}

void Embedding::forward(const Context& context, const Buffers& buffers, std::span<const float> x,
                        std::span<float> y) const {
  const auto width = static_cast<std::size_t>(width_);
  float* to = y.data();
  for_each_token(context, buffers.rows, steps_, vocabulary_, x, [&](std::size_t, std::size_t id) {
    if (id == 0) {
      std::fill_n(to, width, 0.0f);
    } else {
      std::copy_n(buffers.parameters.data() + id * width, width, to);
    }
    to += width;
  });
}

void Embedding::backward(const Context& context, const Buffers& buffers, std::span<const float> x,
                         std::span<const float> /*y*/, std::span<const float> dy,
                         std::span<float> dx, std::span<float> dparameters) const {
  const auto width = static_cast<std::size_t>(width_);
  if (buffers.overwrite) std::fill(dparameters.begin(), dparameters.end(), 0.0f);
  for_each_token(
      context, buffers.rows, steps_, vocabulary_, x, [&](std::size_t at, std::size_t id) {
        if (id == 0) return;
        context.kernels->axpy(width, 1, dy.data() + at * width, dparameters.data() + id * width);
      });
  std::fill(dx.begin(), dx.end(), 0.0f);
}

}  // namespace hunch::ops
