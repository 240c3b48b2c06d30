#include "data/drawing/canvas.h"

#include <algorithm>
#include <cmath>

namespace hunch::data::drawing {
namespace {

constexpr double kSoft = 1.4;  // pixels over which an edge fades

/// Ink at a distance (in pixels) inside the edge: 0.5 on it.
double edge(double inside) {
  const double t = std::clamp(inside / kSoft + 0.5, 0.0, 1.0);
  return t * t * (3 - 2 * t);
}

/// From p to the line a-b, squared.
double squared_distance(Vec p, Vec a, Vec b) {
  const double dx = b.x - a.x, dy = b.y - a.y;
  const double length = dx * dx + dy * dy;
  const double along = length > 0 ? ((p.x - a.x) * dx + (p.y - a.y) * dy) / length : 0;
  const double t = std::clamp(along, 0.0, 1.0);
  const double x = p.x - a.x - t * dx, y = p.y - a.y - t * dy;
  return x * x + y * y;
}

/// Whether a ray to the right from p crosses the edge a-b.
bool crosses(Vec p, Vec a, Vec b) {
  return (a.y > p.y) != (b.y > p.y) && p.x < a.x + (p.y - a.y) / (b.y - a.y) * (b.x - a.x);
}

}  // namespace

/// The row or column in which a place lies, or the nearest.
int Canvas::pixel(double value) const {
  return static_cast<int>(std::clamp(std::floor(value), 0.0, side_ - 1.0));
}

void Canvas::put(int y, int x, double ink) {
  double& there = ink_[static_cast<std::size_t>(y) * static_cast<std::size_t>(side_) +
                       static_cast<std::size_t>(x)];
  there = std::max(there, ink);
}

void Canvas::draw(const Stroke& stroke, double thickness) {
  const double radius = thickness / 2, reach = radius + kSoft;
  for (std::size_t i = 0; i + 1 < stroke.size(); ++i) {
    const Vec a = stroke[i], b = stroke[i + 1];
    const int bottom = pixel(std::max(a.y, b.y) + reach), right = pixel(std::max(a.x, b.x) + reach);
    for (int y = pixel(std::min(a.y, b.y) - reach); y <= bottom; ++y) {
      for (int x = pixel(std::min(a.x, b.x) - reach); x <= right; ++x) {
        put(y, x, edge(radius - std::sqrt(squared_distance({x + 0.5, y + 0.5}, a, b))));
      }
    }
  }
}

void Canvas::fill(const Stroke& stroke) {
  for (int y = 0; y < side_; ++y) {
    for (int x = 0; x < side_; ++x) {
      const Vec p{x + 0.5, y + 0.5};
      bool inside = false;
      double nearest = side_ * side_;
      for (std::size_t i = 0; i < stroke.size(); ++i) {
        const Vec a = stroke[i], b = stroke[(i + 1) % stroke.size()];
        if (crosses(p, a, b)) inside = !inside;
        nearest = std::min(nearest, squared_distance(p, a, b));
      }
      const double border = std::sqrt(nearest);
      put(y, x, edge(inside ? border : -border));
    }
  }
}

void Canvas::print(double noise, Random& random, std::vector<std::uint8_t>& pixels) const {
  // The sum of a word's four bytes is close enough to a Gaussian, and ten times as fast.
  constexpr double kMean = 4 * 127.5, kDeviation = 147.8;
  for (const double ink : ink_) {
    const std::uint32_t word = random.bits();
    const std::uint32_t sum = (word & 255) + (word >> 8 & 255) + (word >> 16 & 255) + (word >> 24);
    const double value = ink + noise * (sum - kMean) / kDeviation;
    pixels.push_back(static_cast<std::uint8_t>(std::clamp(255 * value + 0.5, 0.0, 255.0)));
  }
}

}  // namespace hunch::data::drawing
