#include "ops/normalize.h"

#include <algorithm>
#include <cmath>

namespace hunch::ops {

void RowNormalizer::forward(const float* x, float* z, float* inverse) const {
  const float n = static_cast<float>(columns);
  std::copy_n(x, rows * columns, z);
  for (std::size_t row = 0; row < rows; ++row, z += columns) {
    if (center) k.axpy(columns, -k.sum(columns, z) / n, ones, z);
    inverse[row] = 1.0f / std::sqrt(k.sum_squares(columns, z) / n + epsilon);
    k.scale(columns, inverse[row], z);
  }
}

void RowNormalizer::backward(const float* z, const float* inverse, float* d) const {
  const float n = static_cast<float>(columns);
  for (std::size_t row = 0; row < rows; ++row, z += columns, d += columns) {
    const float along = k.dot(columns, d, z) / n;
    if (center) k.axpy(columns, -k.sum(columns, d) / n, ones, d);
    k.axpy(columns, -along, z, d);
    k.scale(columns, inverse[row], d);
  }
}

void GroupNormalizer::skip_padding(std::span<const int> lengths, std::size_t stride,
                                   std::size_t step) {
  lengths_ = lengths;
  stride_ = stride;
  step_ = step;
}

/// Calls f(offset of the first number, positions) for the runs of positions that count.
template <class Function>
void GroupNormalizer::each_part(Function f) const {
  if (lengths_.empty()) return f(std::size_t{0}, positions_);
  for (std::size_t i = 0; i < lengths_.size(); ++i) {
    f(i * stride_ * channels_, static_cast<std::size_t>(lengths_[i]) * step_);
  }
}

std::size_t GroupNormalizer::counted() const {
  std::size_t count = 0;
  each_part([&](std::size_t /*at*/, std::size_t positions) { count += positions; });
  return count;
}

void GroupNormalizer::clear_padding(float* x) const {
  if (lengths_.empty()) return;
  each_part([&](std::size_t at, std::size_t positions) {
    std::fill_n(x + at + positions * channels_, (stride_ - positions) * channels_, 0.0f);
  });
}

void GroupNormalizer::to_group_means(const float* weight, float* sums) const {
  const std::size_t size = channels_ / groups_;
  const double count = static_cast<double>(counted() * size);
  for (std::size_t from = 0; from < channels_; from += size) {
    double sum = 0;
    for (std::size_t c = from; c < from + size; ++c) {
      sum += static_cast<double>(sums[c]) * (weight != nullptr ? weight[c] : 1.0f);
    }
    std::fill_n(sums + from, size, static_cast<float>(sum / count));
  }
}

void GroupNormalizer::forward(const float* x, float epsilon, float* scratch, float* z, float* mean,
                              float* variance, float* inverse) const {
  const Channels channels(k_, positions_, channels_);
  float* tile = scratch;
  float* spare = tile + Channels::tile_floats(channels_);       // two tiles
  float* minus = spare + 2 * Channels::tile_floats(channels_);  // (C)
  std::fill_n(mean, channels_, 0.0f);
  each_part([&](std::size_t at, std::size_t n) { channels.sum(n, x + at, spare, mean); });
  to_group_means(nullptr, mean);
  for (std::size_t c = 0; c < channels_; ++c) minus[c] = -mean[c];
  channels.repeat(minus, tile);
  std::copy_n(x, positions_ * channels_, z);
  clear_padding(z);
  std::fill_n(variance, channels_, 0.0f);
  each_part([&](std::size_t at, std::size_t n) {
    channels.add(n, tile, z + at);
    channels.sum_product(n, z + at, z + at, spare, variance);
  });
  to_group_means(nullptr, variance);
  for (std::size_t c = 0; c < channels_; ++c) {
    inverse[c] = 1.0f / std::sqrt(variance[c] + epsilon);
  }
  channels.repeat(inverse, tile);
  each_part([&](std::size_t at, std::size_t n) { channels.multiply(n, z + at, tile, z + at); });
}

void GroupNormalizer::affine(const float* z, const float* gain, const float* bias, float* scratch,
                             float* y) const {
  const Channels channels(k_, positions_, channels_);
  float* gains = scratch;                                    // a tile
  float* biases = gains + Channels::tile_floats(channels_);  // a tile
  channels.repeat(gain, gains);
  channels.repeat(bias, biases);
  clear_padding(y);
  each_part([&](std::size_t at, std::size_t n) {
    channels.multiply(n, z + at, gains, y + at);
    channels.add(n, biases, y + at);
  });
}

void GroupNormalizer::backward(const float* z, const float* inverse, const float* gain,
                               const float* dy, float* scratch, float* dgain, float* dbias,
                               float* dx) const {
  const Channels channels(k_, positions_, channels_);
  float* tile = scratch;
  float* spare = tile + Channels::tile_floats(channels_);      // two tiles
  float* flat = spare + 2 * Channels::tile_floats(channels_);  // (C) sums of dy, then by group
  float* along = flat + channels_;                             // (C) sums of dy z, then by group
  float* direct = along + channels_;                           // (C)
  std::fill_n(flat, 2 * channels_, 0.0f);
  each_part([&](std::size_t at, std::size_t n) {
    channels.sum(n, dy + at, spare, flat);
    channels.sum_product(n, dy + at, z + at, spare, along);
  });
  k_.axpy(channels_, 1.0f, flat, dbias);
  k_.axpy(channels_, 1.0f, along, dgain);
  if (dx == nullptr) return;

  // dx = inverse (gain dy - mean(gain dy) - z mean(gain dy z)), the means over the group.
  to_group_means(gain, flat);
  to_group_means(gain, along);
  for (std::size_t c = 0; c < channels_; ++c) {
    direct[c] = inverse[c] * gain[c];
    flat[c] *= -inverse[c];
    along[c] *= -inverse[c];
  }
  clear_padding(dx);
  channels.repeat(direct, tile);
  each_part([&](std::size_t at, std::size_t n) { channels.multiply(n, dy + at, tile, dx + at); });
  channels.repeat(along, tile);
  each_part([&](std::size_t at, std::size_t n) {
    channels.add_product(n, z + at, tile, spare, dx + at);
  });
  channels.repeat(flat, tile);
  each_part([&](std::size_t at, std::size_t n) { channels.add(n, tile, dx + at); });
}

}  // namespace hunch::ops
