#include "data/sets/addition.h"

#include <algorithm>

namespace hunch::data::sets {

std::string addition(const spec::DataSpec& data, Draw& draw) {
  std::uint32_t count = 1;
  for (int i = 0; i < data.digits; ++i) count *= 10;
  const std::uint64_t a = draw.place.below(count), b = draw.place.below(count);
  std::string sum = std::to_string(a + b);
  if (data.reversed) std::reverse(sum.begin(), sum.end());
  return std::to_string(a) + "+" + std::to_string(b) + "=" + sum;
}

}  // namespace hunch::data::sets
