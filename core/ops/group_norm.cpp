#include "ops/group_norm.h"

#include <algorithm>

#include "ops/normalize.h"

namespace hunch::ops {

Shape GroupNorm::infer_shape(const Shape& input) {
  if (input.rank() != 1 && input.rank() != 3) {
    throw Error("[group_norm] input " + input.text() + ": needs (C) or (Y,X,C)");
  }
  const int channels = input[input.rank() - 1];
  if (groups_ < 1 || channels % groups_ != 0) {
    throw Error("[group_norm] input " + input.text() + ": " + std::to_string(groups_) +
                " groups do not divide " + std::to_string(channels) + " channels");
  }
  if (input.rank() == 1 && channels == groups_) {
    throw Error("[group_norm] input " + input.text() + ": " + std::to_string(groups_) +
                " groups have one value each, which its own mean takes away: needs fewer groups");
  }
  if (!(epsilon_ > 0)) {
    throw Error("[group_norm] epsilon " + std::to_string(epsilon_) + ": needs more than 0");
  }
  channels_ = static_cast<std::size_t>(channels);
  positions_ = input.size() / channels_;
  return input;
}

std::vector<Parameter> GroupNorm::parameters() const {
  const int channels = static_cast<int>(channels_);
  return {{.name = "gain", .cols = channels, .start = Start::kOne, .is_weight = false},
          {.name = "bias", .cols = channels, .start = Start::kZero, .is_weight = false}};
}

std::size_t GroupNorm::saved_bytes(int rows) const {
  return static_cast<std::size_t>(rows) * (positions_ + 1) * channels_ * sizeof(float);
}

std::size_t GroupNorm::scratch_floats(int /*rows*/, const kernels::Kernels& /*kernels*/) const {
  return 2 * channels_ + GroupNormalizer::scratch_floats(channels_);
}

void GroupNorm::forward(const Context& context, const Buffers& buffers, std::span<const float> x,
                        std::span<float> y) const {
  const std::size_t size = positions_ * channels_;
  float* z = reinterpret_cast<float*>(buffers.saved.data());  // (B,Y,X,C)
  float* inverse = z + x.size();                              // (B,C)
  float* mean = buffers.scratch.data();                       // (C)
  float* variance = mean + channels_;                         // (C)
  float* scratch = variance + channels_;
  const GroupNormalizer one(*context.kernels, positions_, channels_,
                            static_cast<std::size_t>(groups_));
  for (std::size_t at = 0; at < x.size(); at += size, inverse += channels_) {
    one.forward(x.data() + at, epsilon_, scratch, z + at, mean, variance, inverse);
  }
  const float* gain = buffers.parameters.data();  // (C), then bias (C)
  const std::size_t rows = static_cast<std::size_t>(buffers.rows);
  GroupNormalizer(*context.kernels, rows * positions_, channels_, channels_)
      .affine(z, gain, gain + channels_, scratch, y.data());
}

void GroupNorm::backward(const Context& context, const Buffers& buffers,
                         std::span<const float> /*x*/, std::span<const float> /*y*/,
                         std::span<const float> dy, std::span<float> dx,
                         std::span<float> dparameters) const {
  const std::size_t size = positions_ * channels_;
  const float* z = reinterpret_cast<const float*>(buffers.saved.data());  // (B,Y,X,C)
  const float* inverse = z + dy.size();                                   // (B,C)
  float* dgain = dparameters.data();                                      // (C), then dbias (C)
  if (buffers.overwrite) std::ranges::fill(dparameters, 0.0f);
  const GroupNormalizer one(*context.kernels, positions_, channels_,
                            static_cast<std::size_t>(groups_));
  for (std::size_t at = 0; at < dy.size(); at += size, inverse += channels_) {
    one.backward(z + at, inverse, buffers.parameters.data(), dy.data() + at, buffers.scratch.data(),
                 dgain, dgain + channels_, dx.empty() ? nullptr : dx.data() + at);
  }
}

}  // namespace hunch::ops
