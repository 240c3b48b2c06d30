#pragma once

#include <cstddef>
#include <vector>

#include "base/math.h"

namespace golden {

/// The numbers that record.py began from: float32(a sin(1.7 i + b)).
inline std::vector<float> numbers(std::size_t count, double a, double b) {
  std::vector<float> v(count);
  for (std::size_t i = 0; i < count; ++i) {
    v[i] = static_cast<float>(a * hunch::math::sin(1.7 * static_cast<double>(i) + b));
  }
  return v;
}

}  // namespace golden
