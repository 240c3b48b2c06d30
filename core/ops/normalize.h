#pragma once

#include <cstddef>
#include <span>

#include "kernels/kernels.h"
#include "ops/channels.h"

/// What the normalizing ops share: z = (x - mean) / sqrt(variance + epsilon) and the way back. Mean
/// first, then the variance of what is left, so that a large mean does not swallow a small
/// variance.
namespace hunch::ops {

/// Standardizes R rows of D numbers that lie together, each by itself.
struct RowNormalizer {
  const kernels::Kernels& k;
  std::size_t rows, columns;  // R, D
  bool center;                // false: the mean is taken to be 0 (RmsNorm)
  float epsilon;
  const float* ones;  // (D) of 1, where centered

  /// z (R,D) and inverse (R) = 1 / sqrt(variance + epsilon) from x (R,D).
  void forward(const float* x, float* z, float* inverse) const;
  /// d (R,D): the gradient by z becomes the gradient by x,
  /// dx = inverse (dz - mean(dz) - z mean(dz z)).
  void backward(const float* z, const float* inverse, float* d) const;
};

/// Standardizes N positions of C channels by statistics over all positions and the channels of each
/// of G groups. G = C: channel by channel.
class GroupNormalizer {
 public:
  GroupNormalizer(const kernels::Kernels& k, std::size_t positions, std::size_t channels,
                  std::size_t groups)
      : k_(k), positions_(positions), channels_(channels), groups_(groups) {}
  /// Positions come in parts of `stride`, of which the first lengths[i] * step count (padding).
  void skip_padding(std::span<const int> lengths, std::size_t stride, std::size_t step);
  std::size_t counted() const;  ///< positions that count
  static std::size_t scratch_floats(std::size_t channels) {
    return 3 * Channels::tile_floats(channels) + 3 * channels;
  }

  /// z (N,C) and, for each channel, what its group has: mean, variance (divided by the number of
  /// elements), inverse, all (C). z is 0 on padding.
  void forward(const float* x, float epsilon, float* scratch, float* z, float* mean,
               float* variance, float* inverse) const;
  /// y (N,C) = gain z + bias; 0 on padding.
  void affine(const float* z, const float* gain, const float* bias, float* scratch, float* y) const;
  /// dgain, dbias (C) are added to; dx (N,C) is written unless null; 0 on padding.
  void backward(const float* z, const float* inverse, const float* gain, const float* dy,
                float* scratch, float* dgain, float* dbias, float* dx) const;

 private:
  template <class Function>
  void each_part(Function f) const;
  /// Each of `sums` (C) becomes the mean over its group, weighted by `weight` (C) unless null.
  void to_group_means(const float* weight, float* sums) const;
  /// Zeros of (N,C) on padding.
  void clear_padding(float* x) const;

  const kernels::Kernels& k_;
  std::size_t positions_, channels_, groups_;  // N, C, G
  std::span<const int> lengths_;
  std::size_t stride_ = 0, step_ = 0;
};

}  // namespace hunch::ops
