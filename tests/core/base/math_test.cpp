#include "base/math.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

#include "base/random.h"

using hunch::Random;
using hunch::Stream;
namespace math = hunch::math;

namespace {

constexpr double kInf = std::numeric_limits<double>::infinity();
constexpr double kBound = 2e-15;

/// Largest relative difference of f and reference over `count` random arguments in [lo, hi].
template <class F, class G>
double worst(F f, G reference, double lo, double hi, int count = 200'000) {
  Random random(7, Stream::kUser);
  double result = 0;
  for (int i = 0; i < count; ++i) {
    const double x = random.uniform(lo, hi);
    const double want = reference(x);
    if (std::fabs(want) < 1e-300) continue;  // the reference has fewer digits there
    result = std::fmax(result, std::fabs(f(x) - want) / std::fabs(want));
  }
  return result;
}

#define WORST(name, lo, hi) \
  worst([](double x) { return math::name(x); }, [](double x) { return std::name(x); }, lo, hi)

}  // namespace

TEST_CASE("math agrees with the C library to 2e-15") {
  CHECK(WORST(exp, -700, 700) < kBound);
  CHECK(WORST(exp, -1, 1) < kBound);
  CHECK(WORST(log, 0, 2) < kBound);
  CHECK(WORST(log, 0.99, 1.01) < kBound);
  CHECK(WORST(log, 0, 1e300) < kBound);
  CHECK(WORST(log1p, -0.999, 1) < kBound);
  CHECK(WORST(log1p, -1e-9, 1e-9) < kBound);
  CHECK(WORST(sin, -10, 10) < kBound);
  CHECK(WORST(cos, -10, 10) < kBound);
  CHECK(WORST(sin, -1e5, 1e5) < kBound);
  CHECK(WORST(cos, -1e5, 1e5) < kBound);
  CHECK(WORST(tan, -1e5, 1e5) < kBound);
  CHECK(WORST(tanh, -20, 20) < kBound);
  CHECK(WORST(tanh, -0.5, 0.5) < kBound);
  CHECK(WORST(tanh, -1e-6, 1e-6) < kBound);
  CHECK(WORST(atan, -2, 2) < kBound);
  CHECK(WORST(atan, -1e6, 1e6) < kBound);
}

TEST_CASE("sine and cosine keep their digits at multiples of pi/2") {
  double result = 0;
  for (int k = 1; k < 60'000; ++k) {
    const double x = k * 1.57079632679489661923;
    const double want = k % 2 == 0 ? std::sin(x) : std::cos(x);
    const double got = k % 2 == 0 ? math::sin(x) : math::cos(x);
    result = std::fmax(result, std::fabs(got - want) / std::fabs(want));
  }
  CHECK(result < kBound);
}

TEST_CASE("pow and atan2 agree with the C library") {
  Random random(8, Stream::kUser);
  double pow_error = 0, atan_error = 0;
  for (int i = 0; i < 200'000; ++i) {
    const double x = math::exp(random.uniform(-20, 20));
    const double y = random.uniform(-30, 30);
    pow_error = std::fmax(pow_error, std::fabs(math::pow(x, y) / std::pow(x, y) - 1));
    const double a = random.normal(), b = random.normal();
    atan_error = std::fmax(atan_error, std::fabs(math::atan2(a, b) / std::atan2(a, b) - 1));
  }
  CHECK(pow_error < kBound);
  CHECK(atan_error < kBound);
  for (int y = -40; y <= 40; ++y) {
    CHECK(std::fabs(math::pow(-1.7, y) / std::pow(-1.7, y) - 1) < kBound);
  }
}

TEST_CASE("special values are those of the C library") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  CHECK(math::exp(-kInf) == 0);
  CHECK(math::exp(1000) == kInf);
  CHECK(math::exp(-740) == doctest::Approx(std::exp(-740)));
  CHECK(math::exp(0) == 1);
  CHECK(std::isnan(math::exp(nan)));
  CHECK(math::log(0) == -kInf);
  CHECK(math::log(kInf) == kInf);
  CHECK(math::log(1) == 0);
  CHECK(std::isnan(math::log(-1)));
  CHECK(math::log(5e-324) == doctest::Approx(std::log(5e-324)));
  CHECK(math::log1p(-1) == -kInf);
  CHECK(std::isnan(math::log1p(-2)));
  CHECK(math::tanh(kInf) == 1);
  CHECK(math::tanh(-400) == -1);
  CHECK(std::isnan(math::sin(kInf)));
  for (const double y : {0.0, -0.0, 1.0, -1.0, kInf, -kInf}) {
    for (const double x : {0.0, -0.0, 2.0, -2.0, kInf, -kInf}) {
      CAPTURE(y);
      CAPTURE(x);
      CHECK(math::atan2(y, x) == std::atan2(y, x));
      CHECK(std::signbit(math::atan2(y, x)) == std::signbit(std::atan2(y, x)));
    }
  }
  for (const double x : {0.0, -0.0, 0.5, -0.5, 1.0, 2.0, -2.0, kInf, -kInf}) {
    for (const double y : {0.0, 1.0, -1.0, 2.0, 3.0, -3.0, 11.0, 0.5, kInf, -kInf}) {
      const double want = std::pow(x, y);
      const double got = math::pow(x, y);
      CAPTURE(x);
      CAPTURE(y);
      CHECK(
          (std::isnan(want) ? std::isnan(got) : got == want || std::fabs(got / want - 1) < kBound));
    }
  }
}
