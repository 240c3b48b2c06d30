#pragma once

#include <string>

#include "data/sets/example.h"

namespace hunch::data::sets {

/// Dates of 1900 to 2099 as people write them and as machines do, such as
/// "3 march 1998|1998-03-03"; `kinds` of the ways "3 march 1998", "march 3 1998", "3 mar 1998" and
/// "1998, march 3". What stands before the bar is given.
std::string dates(const spec::DataSpec& data, Draw& draw);

}  // namespace hunch::data::sets
