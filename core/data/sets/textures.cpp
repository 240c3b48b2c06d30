#include "data/sets/textures.h"

#include <algorithm>
#include <cmath>

#include "base/math.h"

namespace hunch::data::sets {
namespace {

enum Kind { kHorizontal, kVertical, kFalling, kRising, kChecks, kDots, kRings, kClouds };

}  // namespace

Texture::Texture(int which, Random& random) : which_(which) {
  const double period = random.uniform(0.45, 0.85);  // 4 to 8 pixels
  frequency_ = 2 * math::kPi / period;
  level_ = random.uniform(-0.3, 0.3);
  from_ = {random.uniform(-0.5, 0.5), random.uniform(-0.5, 0.5)};
  for (int i = 0; i < kWaves; ++i) {  // evenly around, or they might make stripes
    waves_[static_cast<std::size_t>(i)] = {math::kPi * (i + random.uniform()) / kWaves,
                                           random.uniform(0, 2 * math::kPi)};
  }
}

double Texture::height(drawing::Vec box) const {
  const double x = frequency_ * (box.x - from_.x), y = frequency_ * (box.y - from_.y);
  const double slope = std::sqrt(0.5);
  switch (which_) {
    case kHorizontal:
      return math::sin(y);
    case kVertical:
      return math::sin(x);
    case kFalling:
      return math::sin(slope * (x - y));
    case kRising:
      return math::sin(slope * (x + y));
    case kChecks:  // twice as wide as stripes: a square is half a period
      return 2 * math::sin(x / 1.6) * math::sin(y / 1.6);
    case kDots:
      return math::sin(x / 1.2) + math::sin(y / 1.2) - 0.7;
    case kRings:
      return math::sin(std::sqrt(x * x + y * y));
    default: {
      // Many waves of one length in all directions: a smooth Gaussian random field.
      double sum = 0;
      for (const drawing::Vec& wave : waves_) {
        sum += math::sin(0.8 * (math::cos(wave.x) * x + math::sin(wave.x) * y) + wave.y);
      }
      return sum / std::sqrt(kWaves / 2.0);
    }
  }
}

double Texture::ink(drawing::Vec box) const {
  const double t = std::clamp((height(box) - level_) / 0.9 + 0.5, 0.0, 1.0);
  return t * t * (3 - 2 * t);
}

}  // namespace hunch::data::sets
