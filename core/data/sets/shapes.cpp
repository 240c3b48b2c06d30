#include "data/sets/shapes.h"

#include "base/math.h"

namespace hunch::data::sets {
namespace {

using drawing::Path;

Path circle() { return Path().arc(0, 0, 0.9, 0.9, -90, 270); }

Path square() {
  return Path()
      .move(-0.78, -0.78)
      .line(0.78, -0.78)
      .line(0.78, 0.78)
      .line(-0.78, 0.78)
      .line(-0.78, -0.78);
}

Path triangle() { return Path().move(0, -0.95).line(0.98, 0.75).line(-0.98, 0.75).line(0, -0.95); }

/// Five points; the inner corners lie where the sides of a pentagram meet.
Path star() {
  constexpr double kInner = 0.382;
  Path path;
  for (int corner = 0; corner <= 10; ++corner) {
    const double angle = math::kPi * (corner - 2.5) / 5;
    const double radius = corner % 2 == 0 ? 1.05 : 1.05 * kInner;
    path.line(radius * math::cos(angle), 0.08 + radius * math::sin(angle));
  }
  return path;
}

Path cross() {
  constexpr double kArm = 0.95, kHalf = 0.3;
  return Path()
      .move(-kHalf, -kArm)
      .line(kHalf, -kArm)
      .line(kHalf, -kHalf)
      .line(kArm, -kHalf)
      .line(kArm, kHalf)
      .line(kHalf, kHalf)
      .line(kHalf, kArm)
      .line(-kHalf, kArm)
      .line(-kHalf, kHalf)
      .line(-kArm, kHalf)
      .line(-kArm, -kHalf)
      .line(-kHalf, -kHalf)
      .line(-kHalf, -kArm);
}

Path heart() {
  return Path()
      .move(0, 0.95)
      .curve(-0.5, 0.5, -1.05, 0.1, -1, -0.4)
      .curve(-0.95, -1, -0.2, -1, 0, -0.4)
      .curve(0.2, -1, 0.95, -1, 1, -0.4)
      .curve(1.05, 0.1, 0.5, 0.5, 0, 0.95);
}

/// A disc of which another one has taken a bite.
Path crescent() {
  return Path().arc(0.2, 0, 0.95, 0.95, -60, -300).arc(0.74, 0, 0.8256, 0.8256, 94.5, 265.5);
}

Path arrow() {
  return Path()
      .move(-0.95, -0.28)
      .line(0.1, -0.28)
      .line(0.1, -0.8)
      .line(1, 0)
      .line(0.1, 0.8)
      .line(0.1, 0.28)
      .line(-0.95, 0.28)
      .line(-0.95, -0.28);
}

}  // namespace

Path shape(int which) {
  using Outline = Path (*)();
  static constexpr std::array<Outline, kShapes.size()> kOutlines = {
      circle, square, triangle, star, cross, heart, crescent, arrow};
  return kOutlines[static_cast<std::size_t>(which)]();
}

}  // namespace hunch::data::sets
