#include "data/sets/moons.h"

#include "base/math.h"

namespace hunch::data::sets {

Example moons(const spec::DataSpec& data, Draw& draw) {
  constexpr double kRadius = 0.6;
  const int label = draw.class_of(2);
  const double angle = math::kPi * draw.place.uniform();
  // The upper moon's middle is half a radius left, the lower one is the upper turned by half a
  // turn.
  const double side = label == 0 ? 1 : -1;
  Example example{side * kRadius * (math::cos(angle) - 0.5),
                  side * kRadius * (math::sin(angle) - 0.25), double(label)};
  draw.blur(example, kRadius * data.noise);
  return example;
}

}  // namespace hunch::data::sets
