#include "base/random.h"

#include <cmath>

#include "base/math.h"

namespace hunch {
namespace {

constexpr std::uint32_t kMultiplier0 = 0xD2511F53u;
constexpr std::uint32_t kMultiplier1 = 0xCD9E8D57u;
constexpr std::uint32_t kWeyl0 = 0x9E3779B9u;
constexpr std::uint32_t kWeyl1 = 0xBB67AE85u;

constexpr std::uint32_t low(std::uint64_t x) { return static_cast<std::uint32_t>(x); }
constexpr std::uint32_t high(std::uint64_t x) { return static_cast<std::uint32_t>(x >> 32); }

}  // namespace

std::array<std::uint32_t, 4> philox4x32(std::array<std::uint32_t, 4> c,
                                        std::array<std::uint32_t, 2> key) {
  for (int round = 0; round < 10; ++round) {
    const std::uint64_t p0 = std::uint64_t{kMultiplier0} * c[0];
    const std::uint64_t p1 = std::uint64_t{kMultiplier1} * c[2];
    c = {high(p1) ^ c[1] ^ key[0], low(p1), high(p0) ^ c[3] ^ key[1], low(p0)};
    key = {key[0] + kWeyl0, key[1] + kWeyl1};
  }
  return c;
}

// The key is itself a Philox output, so that neighbouring seeds share nothing.
std::uint64_t stream_key(std::uint64_t seed, Stream stream) {
  constexpr std::uint32_t kTag = 0x68756e63u;
  const auto words = philox4x32({low(seed), high(seed), static_cast<std::uint32_t>(stream), kTag},
                                {kTag, static_cast<std::uint32_t>(stream)});
  return std::uint64_t{words[1]} << 32 | words[0];
}

// Counter: words 0 and 1 count blocks of four draws, words 2 and 3 are `sub`.
Random::Random(std::uint64_t seed, Stream stream, std::uint64_t sub)
    : key_{low(stream_key(seed, stream)), high(stream_key(seed, stream))},
      counter_{0, 0, low(sub), high(sub)} {}

std::uint32_t Random::bits() {
  if (used_ == 4) {
    block_ = philox4x32(counter_, key_);
    used_ = 0;
    if (++counter_[0] == 0) ++counter_[1];
  }
  return block_[static_cast<std::size_t>(used_++)];
}

double Random::uniform() {
  const std::uint64_t hi = bits();
  const std::uint64_t lo = bits();
  return static_cast<double>((hi << 21) ^ (lo >> 11)) * 0x1p-53;
}

double Random::uniform(double lo, double hi) { return lo + (hi - lo) * uniform(); }

double Random::normal() {
  const double radius = std::sqrt(-2 * math::log(1 - uniform()));  // 1-u is in (0,1]
  return radius * math::cos(2 * math::kPi * uniform());
}

// Lemire, "Fast random integer generation in an interval", ACM TOMACS 2019, algorithm 5.
std::uint32_t Random::below(std::uint32_t n) {
  std::uint64_t product = std::uint64_t{bits()} * n;
  if (low(product) < n) {
    const std::uint32_t threshold = (0u - n) % n;
    while (low(product) < threshold) product = std::uint64_t{bits()} * n;
  }
  return high(product);
}

}  // namespace hunch
