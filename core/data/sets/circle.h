#pragma once

#include "data/sets/example.h"

namespace hunch::data::sets {

/// A disc of radius 0.45 (class 0) inside a ring of radii 0.65 to 0.95 (class 1). Noise: share of
/// 0.5.
Example circle(const spec::DataSpec& data, Draw& draw);

}  // namespace hunch::data::sets
