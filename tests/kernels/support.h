#pragma once

#include <doctest/doctest.h>

#include <cmath>
#include <cstddef>
#include <cstring>
#include <string>
#include <vector>

#include "base/random.h"
#include "kernels/kernels.h"

namespace hunch::kernels {

/// Runs `body` once for each table of this program, named in the report.
template <class Body>
void for_each_table(Body body) {
  for (const Kernels* k : available()) {
    const std::string table = k->name;
    CAPTURE(table);
    body(*k);
  }
}

/// Lengths around every vector width and unrolling.
inline const std::vector<std::size_t> kLengths = {0,  1,  2,  3,  4,  5,  7,  8,   9,   15,  16,
                                                  17, 31, 32, 33, 63, 64, 65, 127, 129, 257, 1000};

/// n floats that start `shift` floats after an aligned address, with guards on both sides that
/// intact() checks: kernels are given no alignment and must not write beyond their range.
template <class T = float>
class Buffer {
 public:
  explicit Buffer(std::size_t n, std::size_t shift = 1)
      : n_(n), shift_(shift), all_(shift + n + kGuard, guard()) {
    std::fill(data(), data() + n, T{});
  }
  T* data() { return all_.data() + shift_; }
  const T* data() const { return all_.data() + shift_; }
  std::size_t size() const { return n_; }
  T& operator[](std::size_t i) { return data()[i]; }
  const T& operator[](std::size_t i) const { return data()[i]; }
  bool intact() const {
    for (std::size_t i = 0; i < all_.size(); ++i) {
      if ((i < shift_ || i >= shift_ + n_) && all_[i] != guard()) return false;
    }
    return true;
  }

 private:
  static constexpr std::size_t kGuard = 40;
  static T guard() { return T{77}; }
  std::size_t n_, shift_;
  std::vector<T> all_;
};

inline Buffer<> uniform(std::size_t n, double lo, double hi, std::uint64_t seed,
                        std::size_t shift = 1) {
  Random random(seed, Stream::kUser);
  Buffer<> x(n, shift);
  for (std::size_t i = 0; i < n; ++i) x[i] = static_cast<float>(random.uniform(lo, hi));
  return x;
}

/// Same bits, or both not a number (whose payload is the processor's choice).
inline bool same(float a, float b) {
  return (std::isnan(a) && std::isnan(b)) || std::memcmp(&a, &b, sizeof a) == 0;
}
inline bool same(const Buffer<>& a, const Buffer<>& b) {
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (!same(a[i], b[i])) return false;
  }
  return true;
}

}  // namespace hunch::kernels
