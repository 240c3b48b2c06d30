#include "data/sets/spiral.h"

#include "base/math.h"

namespace hunch::data::sets {

Example spiral(const spec::DataSpec& data, Draw& draw) {
  constexpr double kBetweenArms = 0.36;
  const int label = draw.class_of(data.arms);
  const double radius = draw.place.uniform(0.06, 1);
  const double turns = radius / (kBetweenArms * data.arms);
  const double angle = 2 * math::kPi * (turns + double(label) / data.arms);
  Example example{radius * math::sin(angle), radius * math::cos(angle), double(label)};
  draw.blur(example, kBetweenArms * data.noise);
  return example;
}

}  // namespace hunch::data::sets
