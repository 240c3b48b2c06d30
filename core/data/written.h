#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "spec/spec.h"

namespace hunch::data {

/// Lines of a made text, each with its end, and how many of them stood there before.
struct Written {
  std::string text;
  std::size_t repeated = 0;
};

/// The lines that `data` asks for: f(data, seed), the same bytes on every target; more of them keep
/// the first ones. A line that was there before is written anew, a few times at most, so that what
/// is checked has not been learned by heart: of a set with few different lines (sums of one digit)
/// some come again. Needs spec::is_written(data.source).
Written write_lines(const spec::DataSpec& data, std::uint64_t seed);

}  // namespace hunch::data
