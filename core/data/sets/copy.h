#pragma once

#include <string>

#include "data/sets/example.h"

namespace hunch::data::sets {

/// Letters and the same again, such as "bead|bead": 1 to `length` of a to h. What stands before the
/// bar is given.
std::string copy(const spec::DataSpec& data, Draw& draw);

}  // namespace hunch::data::sets
