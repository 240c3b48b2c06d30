#include "data/sets/planes.h"

#include <cmath>

namespace hunch::data::sets {

Example plane(const spec::DataSpec& data, Draw& draw) {
  constexpr double kMargin = 0.05;
  const int label = draw.class_of(2);
  double x = draw.place.uniform(-1, 1), y = draw.place.uniform(-1, 1);
  if ((x + y > 0) != (label == 1)) x = -x, y = -y;  // to the side of its class
  const double push = (label == 1 ? kMargin : -kMargin) / std::sqrt(2.0);
  Example example{x + push, y + push, double(label)};
  draw.blur(example, 0.5 * data.noise);
  return example;
}

Example regress_plane(const spec::DataSpec& data, Draw& draw) {
  Example example{draw.place.uniform(-1, 1), draw.place.uniform(-1, 1), 0};
  example.target = (example.x + example.y) / 2 + data.noise * draw.noise.normal();
  return example;
}

}  // namespace hunch::data::sets
