#pragma once

#include <string>

#include "data/sets/example.h"

namespace hunch::data::sets {

/// Balanced brackets, such as "([])()": 1 to `length` pairs of `kinds` kinds, `depth` in one
/// another at most (a Dyck language, the classic test of what counts and what remembers).
std::string brackets(const spec::DataSpec& data, Draw& draw);

}  // namespace hunch::data::sets
