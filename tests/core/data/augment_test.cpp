#include "data/augment.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include "support.h"

using namespace hunch;
using data::Augment;

namespace {

constexpr int kSide = 9;
const Shape kShape{kSide, kSide, 2};

/// `rows` images; every value is another one.
std::vector<float> batch(std::size_t rows) {
  std::vector<float> features(rows * kShape.size());
  std::iota(features.begin(), features.end(), 1.0f);
  return features;
}

std::vector<float> changed(const spec::AugmentSpec& how, std::vector<float> features,
                           std::uint64_t step = 3, std::uint64_t seed = 1) {
  Augment(how, kShape, seed).apply(step, features);
  return features;
}

/// The image's pixel, or the one at the edge next to a place outside.
float at(const std::vector<float>& features, std::size_t row, int y, int x, int channel) {
  y = std::clamp(y, 0, kSide - 1);
  x = std::clamp(x, 0, kSide - 1);
  return features[row * kShape.size() + static_cast<std::size_t>((y * kSide + x) * 2 + channel)];
}

/// Whether `row` of `after` is that of `before`, at places that `from` gives.
template <class From>
bool equals(const std::vector<float>& before, const std::vector<float>& after, std::size_t row,
            From from) {
  for (int y = 0; y < kSide; ++y)
    for (int x = 0; x < kSide; ++x)
      for (int channel = 0; channel < 2; ++channel) {
        const auto [source_y, source_x] = from(y, x);
        if (at(after, row, y, x, channel) != at(before, row, source_y, source_x, channel))
          return false;
      }
  return true;
}

}  // namespace

TEST_CASE("augment: nothing asked changes nothing, nor do data that are no images") {
  CHECK(changed({}, batch(4)) == batch(4));
  std::vector<float> table = batch(1);
  Augment({.shift = 3, .rotate = 90, .jitter = 1, .mirror = true}, Shape{6}, 1).apply(0, table);
  CHECK(table == batch(1));
}

TEST_CASE("augment: a row's change is a function of seed, step and row") {
  const spec::AugmentSpec how{.shift = 2, .rotate = 20, .jitter = 0.1, .mirror = true};
  const auto once = changed(how, batch(4));
  CHECK(once == changed(how, batch(4)));
  CHECK(once != changed(how, batch(4), 4));
  CHECK(once != changed(how, batch(4), 3, 2));
  const auto fewer = changed(how, batch(2));
  CHECK(std::equal(fewer.begin(), fewer.end(), once.begin()));
}

TEST_CASE("augment: shifts are whole pixels up to the largest, all of them, edges go on") {
  const auto before = batch(300), after = changed({.shift = 2}, before);
  std::vector<int> seen(25);
  for (std::size_t row = 0; row < 300; ++row) {
    int fits = 0;
    for (int down = -2; down <= 2; ++down)
      for (int across = -2; across <= 2; ++across)
        if (equals(before, after, row,
                   [&](int y, int x) { return std::pair(y - down, x - across); })) {
          ++fits;
          ++seen[static_cast<std::size_t>((down + 2) * 5 + across + 2)];
        }
    CHECK(fits == 1);
  }
  CHECK(std::count(seen.begin(), seen.end(), 0) <= 1);
}

TEST_CASE("augment: about half are mirrored, left to right") {
  const auto before = batch(400), after = changed({.mirror = true}, before);
  int mirrored = 0;
  for (std::size_t row = 0; row < 400; ++row) {
    const bool same = equals(before, after, row, [](int y, int x) { return std::pair(y, x); });
    const bool turned =
        equals(before, after, row, [](int y, int x) { return std::pair(y, kSide - 1 - x); });
    CHECK(same != turned);
    mirrored += turned ? 1 : 0;
  }
  CHECK(mirrored > 160);
  CHECK(mirrored < 240);
}

TEST_CASE("augment: a turned ramp has the same slope in another direction, up to the largest") {
  // A plane v = x turned by a is v = x cos a + y sin a about the middle; bilinear mixing keeps it.
  std::vector<float> ramps;
  constexpr std::size_t kRows = 200;
  for (std::size_t row = 0; row < kRows; ++row)
    for (int y = 0; y < kSide; ++y)
      for (int x = 0; x < kSide; ++x) ramps.insert(ramps.end(), {static_cast<float>(x), 0.0f});
  const auto after = changed({.rotate = 30}, ramps);
  double largest = 0, sum = 0;
  for (std::size_t row = 0; row < kRows; ++row) {
    const double across = at(after, row, 4, 5, 0) - at(after, row, 4, 4, 0);
    const double down = at(after, row, 5, 4, 0) - at(after, row, 4, 4, 0);
    CHECK(across * across + down * down == doctest::Approx(1).epsilon(1e-4));
    CHECK(at(after, row, 4, 4, 0) == doctest::Approx(4));
    const double angle = std::atan2(down, across) * 180 / 3.14159265;
    largest = std::max(largest, std::fabs(angle));
    sum += angle;
  }
  CHECK(largest <= 30.01);
  CHECK(largest > 27);
  CHECK(std::fabs(sum / kRows) < 4);
}

TEST_CASE("augment: noise has the asked deviation") {
  const auto before = batch(100), after = changed({.jitter = 0.3}, std::vector<float>(16200));
  double squares = 0;
  for (const float value : after) squares += double{value} * double{value};
  CHECK(after.size() == before.size());
  CHECK(std::sqrt(squares / 16200) == doctest::Approx(0.3).epsilon(0.03));
}
