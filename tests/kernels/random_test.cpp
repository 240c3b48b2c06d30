#include <cmath>
#include <set>

#include "kernels/support.h"

using namespace hunch::kernels;

namespace {

const RandomKey kKey{0x9e3779b97f4a7c15u, 2, 40, 0};

Buffer<std::uint8_t> mask_of(const Kernels& k, RandomKey key, std::uint64_t first, std::size_t n,
                             float rate) {
  Buffer<std::uint8_t> mask(n, 5);
  k.dropout_mask(key, first, n, rate, mask.data());
  CHECK(mask.intact());
  return mask;
}

/// Asserts that `share` of `n` independent trials fits the probability, within six deviations.
void check_share(double share, double probability, double n) {
  CHECK(std::fabs(share - probability) <= 6 * std::sqrt(probability * (1 - probability) / n));
}

}  // namespace

TEST_CASE("masks, uniform and normal numbers are the same on every table") {
  constexpr std::size_t kCount = 10'000;
  const Kernels& scalar = *available()[0];
  for_each_table([&](const Kernels& k) {
    for (const std::uint64_t first : {std::uint64_t{0}, std::uint64_t{7}, std::uint64_t{1} << 40}) {
      for (const float rate : {0.1f, 0.5f, 0.3f}) {
        const auto got = mask_of(k, kKey, first, kCount, rate);
        const auto want = mask_of(scalar, kKey, first, kCount, rate);
        CHECK(std::memcmp(got.data(), want.data(), kCount) == 0);
      }
      Buffer<> got(kCount), want(kCount);
      k.random_uniform(kKey, first, kCount, got.data());
      scalar.random_uniform(kKey, first, kCount, want.data());
      CHECK(same(got, want));
      k.random_normal(kKey, first, kCount, got.data());
      scalar.random_normal(kKey, first, kCount, want.data());
      if (k.exact) CHECK(same(got, want));
      double worst = 0;
      for (std::size_t i = 0; i < kCount; ++i) {
        worst = std::fmax(worst, std::fabs(got[i] - want[i]));
      }
      CHECK(worst < 2e-6);
    }
  });
}

TEST_CASE("a range gives the same however it is split") {
  constexpr std::size_t kCount = 1500;
  constexpr std::uint64_t kFirst = 1000;
  for_each_table([](const Kernels& k) {
    const auto whole = mask_of(k, kKey, kFirst, kCount, 0.37f);
    Buffer<> uniforms(kCount), normals(kCount);
    k.random_uniform(kKey, kFirst, kCount, uniforms.data());
    k.random_normal(kKey, kFirst, kCount, normals.data());
    for (const std::size_t piece : {1u, 3u, 64u, 100u, 257u}) {
      int wrong = 0;
      for (std::size_t at = 0; at < kCount; at += piece) {
        const std::size_t n = std::min(piece, kCount - at);
        const auto mask = mask_of(k, kKey, kFirst + at, n, 0.37f);
        Buffer<> u(n, 2), v(n, 3);
        k.random_uniform(kKey, kFirst + at, n, u.data());
        k.random_normal(kKey, kFirst + at, n, v.data());
        CHECK((u.intact() && v.intact()));
        for (std::size_t i = 0; i < n; ++i) {
          wrong += mask[i] != whole[at + i] || !same(u[i], uniforms[at + i]) ||
                   !same(v[i], normals[at + i]);
        }
      }
      CHECK(wrong == 0);
    }
  });
}

TEST_CASE("masks drop with the asked probability, ties included") {
  constexpr std::size_t kCount = 4'000'000;
  const Kernels& k = best();
  // 0.001 lies within the first of 256 steps: without the ties nothing or too much would be
  // dropped.
  for (const float rate : {0.001f, 0.0039f, 0.1f, 0.25f, 0.5f, 0.7f, 0.999f}) {
    CAPTURE(rate);
    const auto mask = mask_of(k, kKey, 0, kCount, rate);
    double dropped = 0;
    for (std::size_t i = 0; i < kCount; ++i) dropped += mask[i] == 0;
    check_share(dropped / kCount, rate, kCount);
  }
  for_each_table([](const Kernels& table) {
    for (const std::size_t n : {0u, 5u, 300u}) {
      const auto none = mask_of(table, kKey, 3, n, 0), all = mask_of(table, kKey, 3, n, 1);
      for (std::size_t i = 0; i < n; ++i) CHECK((none[i] == 1 && all[i] == 0));
    }
  });
}

TEST_CASE("masks of neighbours, layers, steps and keys are independent") {
  constexpr std::size_t kCount = 1'000'000;
  constexpr float kRate = 0.3f;
  const Kernels& k = best();
  const auto base = mask_of(k, kKey, 0, kCount, kRate);
  const auto check_independent = [&](const Buffer<std::uint8_t>& other, std::size_t lag) {
    double both = 0;
    for (std::size_t i = 0; i + lag < kCount; ++i) both += base[i + lag] == 0 && other[i] == 0;
    check_share(both / static_cast<double>(kCount - lag), double{kRate} * kRate, kCount);
  };
  for (const std::size_t lag : {1u, 2u, 4u, 8u, 16u, 48u, 64u, 256u}) check_independent(base, lag);
  RandomKey other = kKey;
  ++other.layer;
  check_independent(mask_of(k, other, 0, kCount, kRate), 0);
  other = kKey;
  ++other.step_lo;
  check_independent(mask_of(k, other, 0, kCount, kRate), 0);
  other = kKey;
  ++other.step_hi;
  check_independent(mask_of(k, other, 0, kCount, kRate), 0);
  other = kKey;
  ++other.key;
  check_independent(mask_of(k, other, 0, kCount, kRate), 0);
}

TEST_CASE("dropout_apply scales what is kept, even from infinity, in place too") {
  for_each_table([](const Kernels& k) {
    for (const std::size_t n : kLengths) {
      auto x = uniform(n, -2, 2, n);
      const auto mask = mask_of(k, kKey, 0, n, 0.4f);
      if (n > 0 && mask[0] == 0) x[0] = std::numeric_limits<float>::infinity();
      Buffer<> y(n, 3);
      k.dropout_apply(n, x.data(), mask.data(), 1.5f, y.data());
      CHECK(y.intact());
      for (std::size_t i = 0; i < n; ++i) CHECK(y[i] == (mask[i] != 0 ? x[i] * 1.5f : 0.0f));
      k.dropout_apply(n, x.data(), mask.data(), 1.5f, x.data());
      CHECK(same(x, y));
    }
  });
}

TEST_CASE("uniform and normal numbers have their distributions") {
  constexpr std::size_t kCount = 2'000'000;
  for_each_table([](const Kernels& k) {
    Buffer<> x(kCount);
    k.random_uniform(kKey, 0, kCount, x.data());
    double bins[16] = {}, sum = 0;
    for (std::size_t i = 0; i < kCount; ++i) {
      CHECK_UNARY(x[i] >= 0 && x[i] < 1);
      ++bins[static_cast<int>(x[i] * 16)];
      sum += x[i];
    }
    for (const double b : bins) check_share(b / kCount, 1.0 / 16, kCount);
    CHECK(std::fabs(sum / kCount - 0.5) < 6 * 0.2887 / std::sqrt(kCount));

    k.random_normal(kKey, 0, kCount, x.data());
    double m1 = 0, m2 = 0, m3 = 0, m4 = 0, lag = 0, beyond = 0;
    for (std::size_t i = 0; i < kCount; ++i) {
      const double v = x[i];
      m1 += v;
      m2 += v * v;
      m3 += v * v * v;
      m4 += v * v * v * v;
      lag += i >= 4 ? v * x[i - 4] : 0;  // the other number of the pair
      beyond += std::fabs(v) > 3 ? 1 : 0;
    }
    const double e = 6 / std::sqrt(kCount);
    CHECK(std::fabs(m1 / kCount) < e);
    CHECK(std::fabs(m2 / kCount - 1) < e * 1.4142);
    CHECK(std::fabs(m3 / kCount) < e * 3.873);
    CHECK(std::fabs(m4 / kCount - 3) < e * 9.798);
    CHECK(std::fabs(lag / kCount) < e);
    check_share(beyond / kCount, 0.0026997960632, kCount);
  });
}
