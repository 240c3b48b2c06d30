#include "data/sets/circle.h"

#include <cmath>

#include "base/math.h"

namespace hunch::data::sets {

Example circle(const spec::DataSpec& data, Draw& draw) {
  const int label = draw.class_of(2);
  const double inner = label == 0 ? 0.0 : 0.65, outer = label == 0 ? 0.45 : 0.95;
  // Uniform over the area: the square of the radius is uniform.
  const double radius = std::sqrt(draw.place.uniform(inner * inner, outer * outer));
  const double angle = draw.place.uniform(0, 2 * math::kPi);
  Example example{radius * math::cos(angle), radius * math::sin(angle), double(label)};
  draw.blur(example, 0.5 * data.noise);
  return example;
}

}  // namespace hunch::data::sets
