#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/random.h"
#include "data/drawing/path.h"

namespace hunch::data::drawing {

/// Side of a made image, in pixels: that of the well-known sets of digits.
inline constexpr int kSide = 28;

/// Ink on a square sheet of `side` pixels, from 0 (none) to 1. Pixel (y,x) lies around (x + 0.5, y
/// + 0.5).
class Canvas {
 public:
  explicit Canvas(int side = kSide)
      : side_(side), ink_(static_cast<std::size_t>(side) * static_cast<std::size_t>(side), 0.0) {}

  /// A round pen of this diameter along `stroke` (in pixels), soft at its edge over about a pixel.
  void draw(const Stroke& stroke, double thickness);
  /// The inside of the closed `stroke` (even-odd rule).
  void fill(const Stroke& stroke);
  /// Ink of one pixel that was worked out elsewhere.
  void put(int y, int x, double ink);

  /// Appends the pixels (Y,X), 0 to 255, with noise of this deviation (1: the whole range).
  void print(double noise, Random& random, std::vector<std::uint8_t>& pixels) const;

 private:
  int pixel(double value) const;

  int side_;
  std::vector<double> ink_;  // (Y,X)
};

}  // namespace hunch::data::drawing
