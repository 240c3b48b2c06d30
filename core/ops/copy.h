#pragma once

#include <algorithm>
#include <span>

namespace hunch::ops {

/// to = from, unless the op runs in place and they are the same.
inline void copy(std::span<const float> from, std::span<float> to) {
  if (from.data() != to.data()) std::copy(from.begin(), from.end(), to.begin());
}

}  // namespace hunch::ops
