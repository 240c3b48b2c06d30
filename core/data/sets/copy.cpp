#include "data/sets/copy.h"

namespace hunch::data::sets {

std::string copy(const spec::DataSpec& data, Draw& draw) {
  constexpr std::uint32_t kLetters = 8;
  std::string letters(1 + draw.place.below(static_cast<std::uint32_t>(data.length)), 'a');
  for (char& letter : letters) letter = static_cast<char>('a' + draw.place.below(kLetters));
  return letters + "|" + letters;
}

}  // namespace hunch::data::sets
