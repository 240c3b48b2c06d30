#include "data/written.h"

#include <unordered_set>

#include "data/sets/addition.h"
#include "data/sets/brackets.h"
#include "data/sets/copy.h"
#include "data/sets/dates.h"
#include "data/sets/grammar.h"

namespace hunch::data {
namespace {

constexpr int kTries = 32;  // for a line that was not there before

using WriteOne = std::string (*)(const spec::DataSpec&, sets::Draw&);

WriteOne writer(spec::Source source) {
  switch (source) {
    case spec::Source::kBrackets:
      return sets::brackets;
    case spec::Source::kCopy:
      return sets::copy;
    case spec::Source::kAddition:
      return sets::addition;
    case spec::Source::kDates:
      return sets::dates;
    default:
      return sets::grammar;
  }
}

}  // namespace

Written write_lines(const spec::DataSpec& data, std::uint64_t seed) {
  const WriteOne write_one = writer(data.source);
  Written written;
  std::unordered_set<std::string> before;
  for (int i = 0; i < data.samples; ++i) {
    sets::Draw draw(seed, static_cast<std::uint32_t>(i));
    std::string line = write_one(data, draw);
    for (int n = 1; n < kTries && before.contains(line); ++n) line = write_one(data, draw);
    written.text += line + "\n";
    if (!before.insert(std::move(line)).second) ++written.repeated;
  }
  return written;
}

}  // namespace hunch::data
