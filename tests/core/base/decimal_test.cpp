#include "base/decimal.h"

#include <doctest/doctest.h>

#include <bit>
#include <cmath>
#include <cstdio>
#include <limits>
#include <string>

using hunch::Decimal;
using hunch::decimal;

namespace {

/// As printf writes it with %e.
std::string printed(double value, int count) {
  char text[64];
  std::snprintf(text, sizeof text, "%.*e", count - 1, value);
  return text;
}

std::string ours(double value, int count) {
  const Decimal d = decimal(value, count);
  char exponent[16];
  std::snprintf(exponent, sizeof exponent, "e%c%02d", d.exponent < 0 ? '-' : '+',
                std::abs(d.exponent));
  return d.digits.substr(0, 1) + (count > 1 ? "." + d.digits.substr(1) : "") + exponent;
}

}  // namespace

TEST_CASE("decimals are printf's") {
  using Limits = std::numeric_limits<double>;
  for (const double value :
       {1.0, 0.1, 0.3, 2.5, 3.5, 0.5, 9.5, 9.99999, 1e22, 1e23, 123456789.125, Limits::min(),
        Limits::denorm_min(), Limits::max(), Limits::epsilon()}) {
    for (const int count : {1, 2, 3, 6, 15, 16, 17, 20}) {
      CHECK(ours(value, count) == printed(value, count));
    }
  }
  std::uint64_t bits = 88172645463325252u;
  for (int n = 0; n < 3000; ++n) {
    bits ^= bits << 13;  // xorshift64
    bits ^= bits >> 7;
    bits ^= bits << 17;
    const double value = std::bit_cast<double>(bits & 0x7fffffffffffffffu);
    if (!std::isfinite(value) || value == 0) continue;
    for (const int count : {1, 15, 17}) CHECK(ours(value, count) == printed(value, count));
  }
}
