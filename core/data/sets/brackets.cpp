#include "data/sets/brackets.h"

#include <string_view>

namespace hunch::data::sets {

std::string brackets(const spec::DataSpec& data, Draw& draw) {
  constexpr std::string_view kOpening = "([{<", kClosing = ")]}>";
  std::uint32_t left = 1 + draw.place.below(static_cast<std::uint32_t>(data.length));
  std::string line, open;  // `open` has what closes each open one, the innermost last
  while (left > 0 || !open.empty()) {
    const bool may_open = left > 0 && open.size() < static_cast<std::size_t>(data.depth);
    if (open.empty() || (may_open && draw.place.below(2) == 0)) {
      const std::size_t kind = draw.place.below(static_cast<std::uint32_t>(data.kinds));
      line += kOpening[kind];
      open += kClosing[kind];
      --left;
    } else {
      line += open.back();
      open.pop_back();
    }
  }
  return line;
}

}  // namespace hunch::data::sets
