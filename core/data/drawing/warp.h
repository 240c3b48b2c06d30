#pragma once

#include <array>
#include <cstddef>

#include "base/random.h"
#include "data/drawing/path.h"
#include "spec/spec.h"

namespace hunch::data::drawing {

/// How one writer's hand differs from another's: box -> pixels by a random affine map, a smooth
/// random displacement, and at last a turn that is the same for all images.
///
/// The displacement is that of Simard, Steinkraus, Platt, "Best Practices for Convolutional Neural
/// Networks Applied to Visual Document Analysis", ICDAR 2003: random vectors smoothed by a
/// Gaussian of deviation 4 pixels. Here cubic B-splines smooth them, over nodes 7 pixels apart:
/// such a spline's deviation is 7 / sqrt(3), which is 4.
class Warp {
 public:
  /// affine, elastic and rotation of `data`; the draws are the same whatever these are. `lean`: how
  /// far hands lean to the right on the whole, where `affine` is 1.
  Warp(const spec::DataSpec& data, Random& random, double lean = 0);

  Vec to_pixels(Vec box) const;
  Stroke to_pixels(const Stroke& box) const;
  /// The other way, for patterns that have a value everywhere. The displacement is taken where
  /// the pixel is, not where it came from.
  Vec to_box(Vec pixel) const;

 private:
  static constexpr std::size_t kNodes = 7;  // four spans of 7 pixels, and a node beyond either end

  Vec displacement(Vec pixel) const;

  double xx_, xy_, yx_, yy_;  // box -> pixels from the middle
  Vec shift_;
  double elastic_;
  std::array<Vec, kNodes * kNodes> nodes_;  // standard normal
  double cos_, sin_;                        // of the turn
};

}  // namespace hunch::data::drawing
