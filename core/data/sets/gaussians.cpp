#include "data/sets/gaussians.h"

#include <cmath>

#include "base/math.h"

namespace hunch::data::sets {
namespace {

Example cloud(double x, double y, int label, double width, double noise, Draw& draw) {
  Example example{x + width * draw.place.normal(), y + width * draw.place.normal(), double(label)};
  draw.blur(example, noise);
  return example;
}

}  // namespace

Example blobs(const spec::DataSpec& data, Draw& draw) {
  const int label = draw.class_of(data.classes);
  const double angle = math::kPi * (2.0 * label / data.classes + 0.75);
  return cloud(0.65 * math::cos(angle), 0.65 * math::sin(angle), label, 0.08, 0.5 * data.noise,
               draw);
}

Example multi_gaussian(const spec::DataSpec& data, Draw& draw) {
  const int label = draw.class_of(data.classes);
  const int clouds = 3 * data.classes;
  const int which = label + data.classes * static_cast<int>(draw.place.below(3));
  // Vogel's spiral: seed k at radius sqrt(k) and k times the golden angle.
  const double golden = math::kPi * (3 - std::sqrt(5.0));
  const double radius = 0.9 * std::sqrt((which + 0.5) / clouds);
  return cloud(radius * math::cos(golden * which), radius * math::sin(golden * which), label, 0.05,
               0.3 * data.noise, draw);
}

Example regress_gaussian(const spec::DataSpec& data, Draw& draw) {
  struct Hill {
    double x, y, height;
  };
  constexpr Hill kHills[] = {{-0.5, 0.5, 1}, {0.55, -0.45, 1}, {-0.5, -0.55, -1}, {0.5, 0.5, -1}};
  constexpr double kWidth = 0.35;
  Example example{draw.place.uniform(-1, 1), draw.place.uniform(-1, 1), 0};
  for (const Hill& hill : kHills) {
    const double dx = example.x - hill.x, dy = example.y - hill.y;
    example.target += hill.height * math::exp(-(dx * dx + dy * dy) / (2 * kWidth * kWidth));
  }
  example.target += data.noise * draw.noise.normal();
  return example;
}

}  // namespace hunch::data::sets
