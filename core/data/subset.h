#pragma once

#include <cstddef>
#include <cstdint>

#include "data/dataset.h"

namespace hunch::data {

/// The same data with `size` of its training examples, validation and test parts as they are.
/// Classes keep their shares, and a smaller subset of the same seed lies in a larger one. Scalings
/// stay those of the whole. Throws Error when there are fewer, or none is asked for.
Dataset with_fewer(const Dataset& all, std::size_t size, std::uint64_t seed);

}  // namespace hunch::data
