#include "data/sets/squares.h"

namespace hunch::data::sets {

Example exclusive_or(const spec::DataSpec& data, Draw& draw) {
  constexpr double kMargin = 0.05;
  const int label = draw.class_of(2);
  const double x = draw.place.uniform(kMargin, 1), y = draw.place.uniform(kMargin, 1);
  const bool left = draw.place.uniform() < 0.5;
  const bool below = left != (label == 1);  // class 0: equal signs
  Example example{left ? -x : x, below ? -y : y, double(label)};
  draw.blur(example, 0.5 * data.noise);
  return example;
}

Example checkerboard(const spec::DataSpec& data, Draw& draw) {
  constexpr double kCell = 0.5;
  const int label = draw.class_of(2);
  const std::uint32_t row = draw.place.below(4);
  // Of the four cells in a row, two have this class: columns of equal parity.
  const std::uint32_t column =
      2 * draw.place.below(2) + ((row + static_cast<std::uint32_t>(label)) & 1U);
  Example example{-1 + kCell * (column + draw.place.uniform()),
                  -1 + kCell * (row + draw.place.uniform()), double(label)};
  draw.blur(example, 0.25 * data.noise);
  return example;
}

}  // namespace hunch::data::sets
