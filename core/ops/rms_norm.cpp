#include "ops/rms_norm.h"

#include <algorithm>

#include "ops/normalize.h"

namespace hunch::ops {

Shape RmsNorm::infer_shape(const Shape& input) {
  if (input.rank() < 1) throw Error("[rms_norm] input " + input.text() + ": needs (...,D)");
  if (!(epsilon_ > 0)) {
    throw Error("[rms_norm] epsilon " + std::to_string(epsilon_) + ": needs more than 0");
  }
  features_ = static_cast<std::size_t>(input[input.rank() - 1]);
  size_ = input.size();
  return input;
}

std::vector<Parameter> RmsNorm::parameters() const {
  return {{.name = "gain",
           .cols = static_cast<int>(features_),
           .start = Start::kOne,
           .is_weight = false}};
}

std::size_t RmsNorm::saved_bytes(int rows) const {
  return static_cast<std::size_t>(rows) * (size_ + size_ / features_) * sizeof(float);
}

std::size_t RmsNorm::scratch_floats(int /*rows*/, const kernels::Kernels& /*kernels*/) const {
  return 2 * Channels::tile_floats(features_);
}

void RmsNorm::forward(const Context& context, const Buffers& buffers, std::span<const float> x,
                      std::span<float> y) const {
  const std::size_t rows = x.size() / features_;
  float* z = reinterpret_cast<float*>(buffers.saved.data());  // (B,...,D)
  float* inverse = z + x.size();                              // (B,...)
  float* tile = buffers.scratch.data();
  RowNormalizer{*context.kernels, rows, features_, false, epsilon_, nullptr}.forward(x.data(), z,
                                                                                     inverse);
  const Channels channels(*context.kernels, rows, features_);
  channels.repeat(buffers.parameters.data(), tile);
  channels.multiply(rows, z, tile, y.data());
}

void RmsNorm::backward(const Context& context, const Buffers& buffers, std::span<const float> /*x*/,
                       std::span<const float> /*y*/, std::span<const float> dy, std::span<float> dx,
                       std::span<float> dparameters) const {
  const std::size_t rows = dy.size() / features_;
  const float* z = reinterpret_cast<const float*>(buffers.saved.data());  // (B,...,D)
  const float* inverse = z + dy.size();                                   // (B,...)
  float* scratch = buffers.scratch.data();                                // two tiles
  const Channels channels(*context.kernels, rows, features_);
  if (buffers.overwrite) std::ranges::fill(dparameters, 0.0f);
  channels.sum_product(rows, dy.data(), z, scratch, dparameters.data());
  if (dx.empty()) return;
  channels.repeat(buffers.parameters.data(), scratch);
  channels.multiply(rows, dy.data(), scratch, dx.data());
  RowNormalizer{*context.kernels, rows, features_, false, epsilon_, nullptr}.backward(z, inverse,
                                                                                      dx.data());
}

}  // namespace hunch::ops
