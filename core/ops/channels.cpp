#include "ops/channels.h"

#include <algorithm>

namespace hunch::ops {
namespace {

constexpr std::size_t kTile = 512;  // floats: long beside the cost of a call, small beside a cache

}  // namespace

Channels::Channels(const kernels::Kernels& k, std::size_t positions, std::size_t channels)
    : k_(k), channels_(channels) {
  tile_ =
      channels * std::clamp<std::size_t>(kTile / channels, 1, std::max<std::size_t>(positions, 1));
}

std::size_t Channels::tile_floats(std::size_t channels) { return std::max(channels, kTile); }

void Channels::repeat(const float* values, float* tile) const {
  std::copy_n(values, channels_, tile);
  for (std::size_t filled = channels_; filled < tile_; filled *= 2) {
    std::copy_n(tile, std::min(filled, tile_ - filled), tile + filled);
  }
}

void Channels::multiply(std::size_t positions, const float* x, const float* tile, float* y) const {
  each_piece(positions, [=, this](std::size_t at, std::size_t count) {
    k_.multiply(count, x + at, tile, y + at);
  });
}

void Channels::add(std::size_t positions, const float* tile, float* y) const {
  each_piece(positions,
             [=, this](std::size_t at, std::size_t count) { k_.axpy(count, 1.0f, tile, y + at); });
}

void Channels::add_product(std::size_t positions, const float* x, const float* tile, float* spare,
                           float* y) const {
  each_piece(positions, [=, this](std::size_t at, std::size_t count) {
    k_.multiply(count, x + at, tile, spare);
    k_.axpy(count, 1.0f, spare, y + at);
  });
}

void Channels::sum(std::size_t positions, const float* x, float* spare, float* total) const {
  const int channels = static_cast<int>(channels_), tile = static_cast<int>(tile_);
  const std::size_t pieces = positions * channels_ / tile_;
  std::fill_n(spare, tile_, 0.0f);
  k_.col_sum(static_cast<int>(pieces), tile, x, spare);
  k_.col_sum(tile / channels, channels, spare, total);
  const std::size_t rest = positions - pieces * tile_ / channels_;
  k_.col_sum(static_cast<int>(rest), channels, x + pieces * tile_, total);
}

void Channels::sum_product(std::size_t positions, const float* x, const float* y, float* spare,
                           float* total) const {
  float* product = spare;       // a tile
  float* sums = spare + tile_;  // a tile
  std::fill_n(sums, tile_, 0.0f);
  each_piece(positions, [=, this](std::size_t at, std::size_t count) {
    k_.multiply(count, x + at, y + at, product);
    k_.axpy(count, 1.0f, product, sums);
  });
  k_.col_sum(static_cast<int>(tile_ / channels_), static_cast<int>(channels_), sums, total);
}

}  // namespace hunch::ops
