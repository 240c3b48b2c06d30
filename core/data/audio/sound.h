#pragma once

#include <vector>

namespace hunch::data {

inline constexpr int kLowestRate = 1'000, kHighestRate = 768'000;  ///< samples a second

/// One recording in one channel.
struct Sound {
  int rate = 0;                ///< samples a second
  std::vector<float> samples;  ///< 1 is full scale
};

}  // namespace hunch::data
