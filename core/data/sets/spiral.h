#pragma once

#include "data/sets/example.h"

namespace hunch::data::sets {

/// 2 to 5 Archimedean arms from near the middle to radius 1, one a class. The distance between two
/// arms is the same for any number of them (two arms make 1.4 turns); noise is a share of it.
Example spiral(const spec::DataSpec& data, Draw& draw);

}  // namespace hunch::data::sets
