#include "data/drawing/path.h"

#include <algorithm>
#include <cmath>

#include "base/math.h"

namespace hunch::data::drawing {
namespace {

constexpr double kPiece = 0.15;  // longest straight piece, in units of the box

int pieces(double length) { return std::max(1, static_cast<int>(std::ceil(length / kPiece))); }

double distance(Vec a, Vec b) {
  const double x = a.x - b.x, y = a.y - b.y;
  return std::sqrt(x * x + y * y);
}

}  // namespace

Path& Path::move(double x, double y) {
  strokes_.push_back({{x, y}});
  down_ = true;
  return *this;
}

Path& Path::lift() {
  down_ = false;
  return *this;
}

Path& Path::line(double x, double y) {
  if (!down_) return move(x, y);
  Stroke& stroke = strokes_.back();
  const Vec from = stroke.back();
  const int count = pieces(distance(from, {x, y}));
  for (int i = 1; i <= count; ++i) {
    const double t = static_cast<double>(i) / count;
    stroke.push_back({from.x + t * (x - from.x), from.y + t * (y - from.y)});
  }
  return *this;
}

Path& Path::curve(double x1, double y1, double x2, double y2, double x, double y) {
  Stroke& stroke = strokes_.back();
  const Vec from = stroke.back();
  const int count =
      pieces(distance(from, {x1, y1}) + distance({x1, y1}, {x2, y2}) + distance({x2, y2}, {x, y}));
  for (int i = 1; i <= count; ++i) {
    const double t = static_cast<double>(i) / count, s = 1 - t;
    const double a = s * s * s, b = 3 * s * s * t, c = 3 * s * t * t, d = t * t * t;
    stroke.push_back({a * from.x + b * x1 + c * x2 + d * x, a * from.y + b * y1 + c * y2 + d * y});
  }
  return *this;
}

Path& Path::arc(double x, double y, double radius_x, double radius_y, double from, double to) {
  const auto at = [&](double degrees) {
    const double angle = degrees * math::kPi / 180;
    return Vec{x + radius_x * math::cos(angle), y + radius_y * math::sin(angle)};
  };
  const Vec begin = at(from);
  line(begin.x, begin.y);
  Stroke& stroke = strokes_.back();
  const int count =
      pieces(std::max(radius_x, radius_y) * std::fabs(to - from) * math::kPi / 180) + 2;
  for (int i = 1; i <= count; ++i) stroke.push_back(at(from + (to - from) * i / count));
  return *this;
}

}  // namespace hunch::data::drawing
