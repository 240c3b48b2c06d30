#include "ops/learned_position.h"

#include <algorithm>

#include "ops/sequence.h"

namespace hunch::ops {

Shape LearnedPosition::infer_shape(const Shape& input) {
  if (input.rank() != 2) throw Error("[learned_position] input " + input.text() + ": needs (T,D)");
  steps_ = input[0];
  features_ = input[1];
  return input;
}

std::size_t LearnedPosition::parameter_count() const {
  return static_cast<std::size_t>(steps_) * static_cast<std::size_t>(features_);
}

std::vector<Parameter> LearnedPosition::parameters() const {
  return {{.name = "position",
           .rows = steps_,
           .cols = features_,
           .start = Start::kEmbedding,
           .is_weight = false}};
}

void LearnedPosition::forward(const Context& context, const Buffers& buffers,
                              std::span<const float> x, std::span<float> y) const {
  if (x.data() != y.data()) std::copy(x.begin(), x.end(), y.begin());
  const std::size_t size = parameter_count();
  for (std::size_t at = 0; at < y.size(); at += size) {
    context.kernels->axpy(size, 1, buffers.parameters.data(), y.data() + at);
  }
}

void LearnedPosition::backward(const Context& context, const Buffers& buffers,
                               std::span<const float> /*x*/, std::span<const float> /*y*/,
                               std::span<const float> dy, std::span<float> dx,
                               std::span<float> dparameters) const {
  if (buffers.overwrite) std::fill(dparameters.begin(), dparameters.end(), 0.0f);
  const float* row = dy.data();
  for (int r = 0; r < buffers.rows; ++r, row += parameter_count()) {
    const auto steps = static_cast<std::size_t>(length_of(context, r, steps_));
    context.kernels->axpy(steps * static_cast<std::size_t>(features_), 1, row, dparameters.data());
  }
  if (!dx.empty() && dx.data() != dy.data()) std::copy(dy.begin(), dy.end(), dx.begin());
}

}  // namespace hunch::ops
