#include "ops/spatial_dropout.h"

namespace hunch::ops {

std::size_t SpatialDropout::width(const Shape& input) const {
  if (input.rank() < 2) {
    throw Error("[spatial_dropout] input " + input.text() + ": needs (T,D) or (Y,X,C)");
  }
  return static_cast<std::size_t>(input[input.rank() - 1]);
}

}  // namespace hunch::ops
