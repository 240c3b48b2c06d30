#include "base/random.h"

#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <set>
#include <vector>

using hunch::philox4x32;
using hunch::Random;
using hunch::Stream;

TEST_CASE("Philox gives Random123's published answers") {
  using Words = std::array<std::uint32_t, 4>;
  CHECK(philox4x32({0, 0, 0, 0}, {0, 0}) == Words{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8});
  constexpr std::uint32_t kOnes = 0xffffffff;
  CHECK(philox4x32({kOnes, kOnes, kOnes, kOnes}, {kOnes, kOnes}) ==
        Words{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd});
  CHECK(philox4x32({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}) ==
        Words{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1});
}

TEST_CASE("a reader repeats itself, and others read other numbers") {
  Random a(5, Stream::kData, 3), b(5, Stream::kData, 3);
  for (int i = 0; i < 100; ++i) CHECK(a.bits() == b.bits());
  std::set<std::uint32_t> firsts;
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    for (const Stream stream : {Stream::kData, Stream::kNoise, Stream::kProbeMask}) {
      for (std::uint64_t sub = 0; sub < 5; ++sub) {
        firsts.insert(Random(seed, stream, sub).bits());
        firsts.insert(Random(seed, stream, sub << 32 | 1u << 20).bits());
      }
    }
  }
  CHECK(firsts.size() == 20 * 3 * 10);
}

TEST_CASE("uniform and normal have the moments they should") {
  Random random(11, Stream::kNoise);
  constexpr int kCount = 400'000;
  double u1 = 0, u2 = 0, n1 = 0, n2 = 0, n4 = 0;
  for (int i = 0; i < kCount; ++i) {
    const double u = random.uniform();
    CHECK_UNARY(u >= 0 && u < 1);
    u1 += u;
    u2 += u * u;
    const double n = random.normal();
    n1 += n;
    n2 += n * n;
    n4 += n * n * n * n;
  }
  // Six standard errors each.
  const double e = 6 / std::sqrt(double(kCount));
  CHECK(std::fabs(u1 / kCount - 0.5) < e * 0.2887);
  CHECK(std::fabs(u2 / kCount - 1.0 / 3) < e * 0.2981);
  CHECK(std::fabs(n1 / kCount) < e);
  CHECK(std::fabs(n2 / kCount - 1) < e * 1.4142);
  CHECK(std::fabs(n4 / kCount - 3) < e * 9.798);
}

TEST_CASE("below is unbiased") {
  Random random(3, Stream::kShuffle);
  std::vector<int> counts(7);
  constexpr int kCount = 140'000;
  for (int i = 0; i < kCount; ++i) ++counts[random.below(7)];
  double chi2 = 0;
  for (const int c : counts) chi2 += (c - kCount / 7.0) * (c - kCount / 7.0) / (kCount / 7.0);
  CHECK(chi2 < 30);  // 6 degrees of freedom: probability 4e-5
  CHECK(random.below(1) == 0);
  // With n = 3 * 2^30 a plain modulus would give the lower third half of all draws.
  int low = 0;
  for (int i = 0; i < 30'000; ++i) low += random.below(3u << 30) < (1u << 30) ? 1 : 0;
  CHECK(std::abs(low - 10'000) < 500);
}
