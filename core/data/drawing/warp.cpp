#include "data/drawing/warp.h"

#include <algorithm>
#include <cmath>

#include "base/math.h"
#include "data/drawing/canvas.h"

namespace hunch::data::drawing {
namespace {

constexpr double kMiddle = kSide / 2.0;
constexpr double kUnit = 9.5;      // pixels of the box's unit: writing fills 19 of 28 pixels
constexpr double kSpacing = 7;     // pixels from node to node
constexpr double kSplineGain = 2;  // brings a sum of B-splines back to deviation 1, within 8 %

constexpr double radians(double degrees) { return degrees * math::kPi / 180; }

/// The four cubic B-splines that reach a place `t` of a span.
std::array<double, 4> splines(double t) {
  const double s = 1 - t;
  return {s * s * s / 6, (3 * t * t * t - 6 * t * t + 4) / 6, (3 * s * s * s - 6 * s * s + 4) / 6,
          t * t * t / 6};
}

}  // namespace

Warp::Warp(const spec::DataSpec& data, Random& random, double lean) : elastic_(data.elastic) {
  const auto swing = [&](double most) { return data.affine * most * random.uniform(-1, 1); };
  const double angle = radians(swing(24));
  const double shear = data.affine * lean + swing(0.5);
  const double width = kUnit * (1 + swing(0.35)), height = kUnit * (1 + swing(0.25));
  shift_ = {kMiddle + swing(3), kMiddle + swing(3)};
  // Size, then slant, then the turn of the sheet.
  const double c = math::cos(angle), s = math::sin(angle);
  xx_ = c * width;
  xy_ = (-c * shear - s) * height;
  yx_ = s * width;
  yy_ = (-s * shear + c) * height;
  for (Vec& node : nodes_) node = {random.normal(), random.normal()};
  cos_ = math::cos(radians(data.rotation));
  sin_ = math::sin(radians(data.rotation));
}

Vec Warp::displacement(Vec pixel) const {
  constexpr double kLast = kNodes - 3 - 1e-9;  // what leaves the sheet moves like its edge
  const double x = std::clamp(pixel.x / kSpacing, 0.0, kLast);
  const double y = std::clamp(pixel.y / kSpacing, 0.0, kLast);
  const auto left = static_cast<std::size_t>(x), top = static_cast<std::size_t>(y);
  const auto across = splines(x - static_cast<double>(left));
  const auto down = splines(y - static_cast<double>(top));
  Vec sum;
  for (std::size_t i = 0; i < 4; ++i) {
    for (std::size_t j = 0; j < 4; ++j) {
      const Vec& node = nodes_[(top + i) * kNodes + left + j];
      sum.x += down[i] * across[j] * node.x;
      sum.y += down[i] * across[j] * node.y;
    }
  }
  return {kSplineGain * elastic_ * sum.x, kSplineGain * elastic_ * sum.y};
}

Vec Warp::to_pixels(Vec box) const {
  const Vec plain{xx_ * box.x + xy_ * box.y + shift_.x, yx_ * box.x + yy_ * box.y + shift_.y};
  const Vec moved = displacement(plain);
  const double x = plain.x + moved.x - kMiddle, y = plain.y + moved.y - kMiddle;
  return {kMiddle + cos_ * x - sin_ * y, kMiddle + sin_ * x + cos_ * y};
}

Vec Warp::to_box(Vec pixel) const {
  const double dx = pixel.x - kMiddle, dy = pixel.y - kMiddle;
  const Vec level{kMiddle + cos_ * dx + sin_ * dy, kMiddle - sin_ * dx + cos_ * dy};
  const Vec moved = displacement(level);
  const double x = level.x - moved.x - shift_.x, y = level.y - moved.y - shift_.y;
  const double area = xx_ * yy_ - xy_ * yx_;
  return {(yy_ * x - xy_ * y) / area, (xx_ * y - yx_ * x) / area};
}

Stroke Warp::to_pixels(const Stroke& box) const {
  Stroke pixels(box.size());
  std::transform(box.begin(), box.end(), pixels.begin(), [this](Vec v) { return to_pixels(v); });
  return pixels;
}

}  // namespace hunch::data::drawing
