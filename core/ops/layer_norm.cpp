#include "ops/layer_norm.h"

#include <algorithm>

#include "ops/normalize.h"

namespace hunch::ops {

Shape LayerNorm::infer_shape(const Shape& input) {
  if (input.rank() < 1) throw Error("[layer_norm] input " + input.text() + ": needs (...,D)");
  if (!(epsilon_ > 0)) {
    throw Error("[layer_norm] epsilon " + std::to_string(epsilon_) + ": needs more than 0");
  }
  features_ = static_cast<std::size_t>(input[input.rank() - 1]);
  size_ = input.size();
  return input;
}

std::vector<Parameter> LayerNorm::parameters() const {
  const int features = static_cast<int>(features_);
  return {{.name = "gain", .cols = features, .start = Start::kOne, .is_weight = false},
          {.name = "bias", .cols = features, .start = Start::kZero, .is_weight = false}};
}

std::size_t LayerNorm::saved_bytes(int rows) const {
  return static_cast<std::size_t>(rows) * (size_ + size_ / features_) * sizeof(float);
}

std::size_t LayerNorm::scratch_floats(int /*rows*/, const kernels::Kernels& /*kernels*/) const {
  return features_ + 3 * Channels::tile_floats(features_);
}

void LayerNorm::forward(const Context& context, const Buffers& buffers, std::span<const float> x,
                        std::span<float> y) const {
  const std::size_t rows = x.size() / features_;
  float* z = reinterpret_cast<float*>(buffers.saved.data());  // (B,...,D)
  float* inverse = z + x.size();                              // (B,...)
  float* ones = buffers.scratch.data();                       // (D)
  float* tile = ones + features_;
  std::fill_n(ones, features_, 1.0f);
  RowNormalizer{*context.kernels, rows, features_, true, epsilon_, ones}.forward(x.data(), z,
                                                                                 inverse);
  const Channels channels(*context.kernels, rows, features_);
  channels.repeat(buffers.parameters.data(), tile);
  channels.multiply(rows, z, tile, y.data());
  channels.repeat(buffers.parameters.data() + features_, tile);
  channels.add(rows, tile, y.data());
}

void LayerNorm::backward(const Context& context, const Buffers& buffers,
                         std::span<const float> /*x*/, std::span<const float> /*y*/,
                         std::span<const float> dy, std::span<float> dx,
                         std::span<float> dparameters) const {
  const std::size_t rows = dy.size() / features_;
  const float* z = reinterpret_cast<const float*>(buffers.saved.data());  // (B,...,D)
  const float* inverse = z + dy.size();                                   // (B,...)
  float* ones = buffers.scratch.data();                                   // (D)
  float* tile = ones + features_;
  float* spare = tile + Channels::tile_floats(features_);  // two tiles
  const Channels channels(*context.kernels, rows, features_);
  if (buffers.overwrite) std::ranges::fill(dparameters, 0.0f);
  channels.sum_product(rows, dy.data(), z, spare, dparameters.data());
  channels.sum(rows, dy.data(), spare, dparameters.data() + features_);
  if (dx.empty()) return;
  channels.repeat(buffers.parameters.data(), tile);
  channels.multiply(rows, dy.data(), tile, dx.data());
  std::fill_n(ones, features_, 1.0f);
  RowNormalizer{*context.kernels, rows, features_, true, epsilon_, ones}.backward(z, inverse,
                                                                                  dx.data());
}

}  // namespace hunch::ops
