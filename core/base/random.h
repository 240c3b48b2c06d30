#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>

namespace hunch {

/// Philox 4x32 with ten rounds: Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1,
/// 2, 3", SC'11. Counter in, four words out; no state. Checked against Random123's published
/// vectors.
std::array<std::uint32_t, 4> philox4x32(std::array<std::uint32_t, 4> counter,
                                        std::array<std::uint32_t, 2> key);

/// What a random number is for. Two streams never share a value, so probing cannot disturb training
/// and adding a feature that draws cannot change what the others drew.
enum class Stream : std::uint32_t {
  kData,
  kNoise,
  kLabelNoise,
  kSplit,
  kInit,
  kShuffle,
  kTrainMask,
  kProbeMask,
  kProbeFunction,
  kUser,
  kAugment,
  kSubset
};

/// A reader of one stream: draw i is f(seed, stream, sub, i). `sub` separates layers, epochs,
/// samples.
class Random {
 public:
  explicit Random(std::uint64_t seed, Stream stream, std::uint64_t sub = 0);
  std::uint32_t bits();  ///< 32 random bits
  double uniform();      ///< [0,1) with 53 bits
  double uniform(double lo, double hi);
  double normal();                       ///< standard normal (Box-Muller over base/math.h)
  std::uint32_t below(std::uint32_t n);  ///< 0..n-1 without bias (Lemire 2019); n > 0

 private:
  std::array<std::uint32_t, 2> key_;
  std::array<std::uint32_t, 4> counter_;
  std::array<std::uint32_t, 4> block_{};
  int used_ = 4;
};

/// Any order of `items`, each as likely: Fisher-Yates from the last one down.
template <class T>
void shuffle(std::span<T> items, Random& random) {
  for (std::size_t i = items.size(); i > 1; --i) {
    std::swap(items[i - 1], items[random.below(static_cast<std::uint32_t>(i))]);
  }
}

/// The 64-bit Philox key of (seed, stream): what kernels take as RandomKey::key.
std::uint64_t stream_key(std::uint64_t seed, Stream stream);

}  // namespace hunch
