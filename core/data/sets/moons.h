#pragma once

#include "data/sets/example.h"

namespace hunch::data::sets {

/// Two interleaved half circles of radius 0.6. Noise: share of that radius.
Example moons(const spec::DataSpec& data, Draw& draw);

}  // namespace hunch::data::sets
