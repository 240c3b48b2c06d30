#pragma once

#include "data/sets/example.h"

/// Curves y(x): the value is the target.
namespace hunch::data::sets {

/// Where the inputs of a curve lie.
struct Range {
  double low, high;
};
Range curve_range(spec::Source source);

/// sin x on [-pi,pi]. Noise: share of 1.
Example sine(const spec::DataSpec& data, Draw& draw);
/// x sin x on [0,10] without (6, 7.5). Noise: share of 3, about the curve's own deviation.
Example x_sin_x(const spec::DataSpec& data, Draw& draw);
/// -1 left of 0, +1 right of it, on [-1,1]. Noise: share of 1.
Example step(const spec::DataSpec& data, Draw& draw);
/// sin 1.5x on [0,5] with noise that grows: share of (0.2 + x).
Example heteroscedastic(const spec::DataSpec& data, Draw& draw);
/// x sin x on [0,10] with the middle left out, `gap` of the range wide. Noise: share of 1.
Example gap(const spec::DataSpec& data, Draw& draw);

}  // namespace hunch::data::sets
