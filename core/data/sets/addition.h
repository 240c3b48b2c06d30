#pragma once

#include <string>

#include "data/sets/example.h"

namespace hunch::data::sets {

/// Sums, such as "12+7=19", of two numbers of at most `digits` digits, all of them as likely; with
/// `reversed` "12+7=91", so that every digit follows from what is written before it. What stands
/// before the equals sign is given.
std::string addition(const spec::DataSpec& data, Draw& draw);

}  // namespace hunch::data::sets
