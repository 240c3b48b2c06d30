#pragma once

#include <array>
#include <string_view>

#include "base/random.h"
#include "data/drawing/path.h"

namespace hunch::data::sets {

inline constexpr std::array<std::string_view, 8> kTextures = {"horizontal stripes",
                                                              "vertical stripes",
                                                              "falling stripes",
                                                              "rising stripes",
                                                              "checks",
                                                              "dots",
                                                              "rings",
                                                              "clouds"};

/// An endless pattern. Its period, phase and the share of ink are drawn.
class Texture {
 public:
  Texture(int which, Random& random);
  /// From 0 to 1, at a place of the box of drawing::Path.
  double ink(drawing::Vec box) const;

 private:
  static constexpr int kWaves = 7;
  double height(drawing::Vec box) const;  // between -1 and 1, about

  int which_;
  double frequency_;  // radians a unit of the box
  double level_;      // heights above it are ink
  drawing::Vec from_;
  std::array<drawing::Vec, kWaves> waves_;  // direction and phase of the clouds' waves
};

}  // namespace hunch::data::sets
