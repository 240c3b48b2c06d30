#pragma once

#include "data/sets/example.h"

namespace hunch::data::sets {

/// Four quadrants of [-1,1]^2, opposite ones of one class, 0.05 apart from the axes. Noise: share
/// of 0.5.
Example exclusive_or(const spec::DataSpec& data, Draw& draw);

/// 4 x 4 cells on [-1,1]^2 in two alternating classes. Noise: share of half a cell, 0.25.
Example checkerboard(const spec::DataSpec& data, Draw& draw);

}  // namespace hunch::data::sets
