#pragma once

#include <cstddef>

#include "kernels/kernels.h"

namespace hunch::ops {

/// Kernels on N positions of C channels (the last axis) with one number a channel. Those numbers
/// lie in a tile, repeated for several positions, so that a kernel call is long even where channels
/// are few.
class Channels {
 public:
  Channels(const kernels::Kernels& k, std::size_t positions, std::size_t channels);
  /// Room for one tile, whatever the positions.
  static std::size_t tile_floats(std::size_t channels);

  void repeat(const float* values, float* tile) const;  ///< tile = values (C), again and again
  /// y (N,C) = x times the tile; y may be x.
  void multiply(std::size_t positions, const float* x, const float* tile, float* y) const;
  void add(std::size_t positions, const float* tile, float* y) const;  ///< y (N,C) += the tile
  /// y (N,C) += x times the tile. spare: one tile.
  void add_product(std::size_t positions, const float* x, const float* tile, float* spare,
                   float* y) const;
  /// total (C) += the sum over the positions of x (N,C). spare: one tile.
  void sum(std::size_t positions, const float* x, float* spare, float* total) const;
  /// total (C) += the sum over the positions of x y, both (N,C). spare: two tiles.
  void sum_product(std::size_t positions, const float* x, const float* y, float* spare,
                   float* total) const;

 private:
  /// Calls f(offset, count) for the pieces of (N,C) that a tile serves at once.
  template <class Function>
  void each_piece(std::size_t positions, Function f) const {
    const std::size_t all = positions * channels_;
    for (std::size_t at = 0; at < all; at += tile_) f(at, all - at < tile_ ? all - at : tile_);
  }
  const kernels::Kernels& k_;
  std::size_t channels_;  // C
  std::size_t tile_;      // floats of a tile: a multiple of C
};

}  // namespace hunch::ops
