#include "data/sets/curves.h"

#include "base/math.h"

namespace hunch::data::sets {
namespace {

/// Uniform on the range without (from, to).
double around(Draw& draw, Range range, double from, double to) {
  const double x = range.low + (range.high - range.low - (to - from)) * draw.place.uniform();
  return x < from ? x : x + (to - from);
}

Example on_curve(double x, double value, double deviation, Draw& draw) {
  return {x, 0, value + deviation * draw.noise.normal()};
}

}  // namespace

Range curve_range(spec::Source source) {
  switch (source) {
    case spec::Source::kSine:
      return {-math::kPi, math::kPi};
    case spec::Source::kStep:
      return {-1, 1};
    case spec::Source::kHeteroscedastic:
      return {0, 5};
    default:
      return {0, 10};
  }
}

Example sine(const spec::DataSpec& data, Draw& draw) {
  const double x = draw.place.uniform(-math::kPi, math::kPi);
  return on_curve(x, math::sin(x), data.noise, draw);
}

Example x_sin_x(const spec::DataSpec& data, Draw& draw) {
  const double x = around(draw, curve_range(spec::Source::kXSinX), 6, 7.5);
  return on_curve(x, x * math::sin(x), 3 * data.noise, draw);
}

Example step(const spec::DataSpec& data, Draw& draw) {
  const double x = draw.place.uniform(-1, 1);
  return on_curve(x, x < 0 ? -1 : 1, data.noise, draw);
}

Example heteroscedastic(const spec::DataSpec& data, Draw& draw) {
  const double x = draw.place.uniform(0, 5);
  return on_curve(x, math::sin(1.5 * x), data.noise * (0.2 + x), draw);
}

Example gap(const spec::DataSpec& data, Draw& draw) {
  const Range range = curve_range(spec::Source::kGap);
  const double middle = (range.low + range.high) / 2;
  const double half = data.gap * (range.high - range.low) / 2;
  const double x = around(draw, range, middle - half, middle + half);
  return on_curve(x, x * math::sin(x), data.noise, draw);
}

}  // namespace hunch::data::sets
