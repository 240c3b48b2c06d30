#pragma once

#include "data/sets/example.h"

namespace hunch::data::sets {

/// [-1,1]^2 cut by its falling diagonal, with 0.05 free on either side of it. Noise: share of 0.5.
Example plane(const spec::DataSpec& data, Draw& draw);

/// Values (x + y) / 2 over [-1,1]^2. Noise on the value: share of 1.
Example regress_plane(const spec::DataSpec& data, Draw& draw);

}  // namespace hunch::data::sets
