#include "base/math.h"

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

// Sums of doubles-with-a-tail use the exact transformations of Dekker, "A floating-point technique
// for extending the available precision", Numer. Math. 18 (1971), and Knuth's two-sum.
namespace hunch::math {
namespace {

constexpr double kInf = std::numeric_limits<double>::infinity();
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
// log 2 and pi/2 as sums of parts; the leading ones have 32 or 33 bits, so that a multiple below
// 2^20 is exact.
constexpr double kLn2Hi = 0x1.62e42feep-1, kLn2Lo = 0x1.a39ef35793c76p-33;
constexpr double kLn2Tail = 0x1.cc01f97b57a08p-87;
constexpr double kHalfPi1 = 0x1.921fb544p+0, kHalfPi2 = 0x1.0b4611a6p-34;
constexpr double kHalfPi3 = 0x1.3198a2e037073p-69;
constexpr double kHalfPi = 0x1.921fb54442d18p+0, kHalfPiTail = 0x1.1a62633145c07p-54;

/// A number and what rounding took from it.
struct Pair {
  double hi;
  double lo;
};

Pair two_sum(double a, double b) {
  const double s = a + b;
  const double t = s - a;
  return {s, (a - (s - t)) + (b - t)};
}

Pair two_product(double a, double b) {
  constexpr double kSplit = 0x1p27 + 1;
  const double sa = a * kSplit, sb = b * kSplit;
  const double ah = sa - (sa - a), bh = sb - (sb - b);
  const double al = a - ah, bl = b - bh;
  const double p = a * b;
  return {p, ((ah * bh - p) + ah * bl + al * bh) + al * bl};
}

/// The sum of c[k] x^k, k < N (Horner).
template <int N>
double polynomial(const double (&c)[N], double x) {
  double sum = c[N - 1];
  for (int k = N - 2; k >= 0; --k) sum = sum * x + c[k];
  return sum;
}

/// x * 2^n, also where 2^n itself is out of range.
double scale_by_power(double x, int n) {
  const auto power = [](int k) { return std::bit_cast<double>(std::uint64_t(k + 1023) << 52); };
  const int half = n / 2;
  return x * power(half) * power(n - half);
}

/// e^r - 1 for |r| <= 0.36 and the tail of r: Taylor's series to r^14.
double expm1_small(double r, double tail) {
  static constexpr double c[] = {1.0 / 2,
                                 1.0 / 6,
                                 1.0 / 24,
                                 1.0 / 120,
                                 1.0 / 720,
                                 1.0 / 5040,
                                 1.0 / 40320,
                                 1.0 / 362880,
                                 1.0 / 3628800.0,
                                 1.0 / 39916800.0,
                                 1.0 / 479001600.0,
                                 1.0 / 6227020800.0,
                                 1.0 / 87178291200.0};
  return r + (tail * (1 + r) + r * r * polynomial(c, r));
}

/// e^(x + tail), |tail| far below |x|.
double exp_pair(double x, double tail) {
  if (std::isnan(x)) return x;
  if (x > 709.8) return kInf;
  if (x < -745.2) return 0;
  const double n = std::floor(x * 1.4426950408889634 + 0.5);
  const double r = x - n * kLn2Hi;
  const Pair head = two_sum(r, -n * kLn2Lo);
  const Pair reduced = two_sum(head.hi, head.lo + tail);
  return scale_by_power(1 + expm1_small(reduced.hi, reduced.lo), static_cast<int>(n));
}

/// log x for x > 0 and finite as a pair. With x = 2^n m, m in [sqrt 1/2, sqrt 2), s = (m-1)/(m+1):
/// log m = 2 artanh s = 2s + 2s^3/3 + 2s^5/5 + ...
Pair log_pair(double x) {
  int n = 0;
  if (x < 0x1p-1022) {
    x *= 0x1p54;
    n = -54;
  }
  std::uint64_t bits = std::bit_cast<std::uint64_t>(x);
  constexpr std::uint64_t kSqrtHalf = 0x3fe6a09e667f3bcdu;
  const auto exponent = static_cast<std::int64_t>(bits - kSqrtHalf) >> 52;
  n += static_cast<int>(exponent);
  bits -= static_cast<std::uint64_t>(exponent) << 52;
  const double f = std::bit_cast<double>(bits) - 1;

  const Pair d = two_sum(f, 2.0);
  const double s = f / d.hi;
  const Pair product = two_product(s, d.hi);
  const double s_tail = ((f - product.hi) - product.lo - s * d.lo) / d.hi;
  static constexpr double c[] = {2.0 / 3,  2.0 / 5,  2.0 / 7,  2.0 / 9,  2.0 / 11,
                                 2.0 / 13, 2.0 / 15, 2.0 / 17, 2.0 / 19, 2.0 / 21};
  const double z = s * s;
  const double rest = s * z * polynomial(c, z);
  const Pair a = two_sum(n * kLn2Hi, 2 * s);
  const Pair b = two_sum(a.hi, n * kLn2Lo);
  const double tail = b.lo + a.lo + 2 * s_tail + n * kLn2Tail;
  const Pair sum = two_sum(b.hi, rest);
  return two_sum(sum.hi, sum.lo + tail);
}

/// x - quadrant * pi/2 with its tail (Cody and Waite's reduction in three parts).
Pair reduce(double x, int& quadrant) {
  const double n = std::floor(x * (1 / kHalfPi) + 0.5);
  quadrant = static_cast<int>(n - 4 * std::floor(n / 4));
  const double a = x - n * kHalfPi1;
  const Pair b = two_sum(a, -n * kHalfPi2);
  return two_sum(b.hi, b.lo - n * kHalfPi3);
}

double sin_small(Pair r) {
  static constexpr double c[] = {-1.0 / 6,
                                 1.0 / 120,
                                 -1.0 / 5040,
                                 1.0 / 362880,
                                 -1.0 / 39916800.0,
                                 1.0 / 6227020800.0,
                                 -1.0 / 1307674368000.0,
                                 1.0 / 355687428096000.0};
  const double z = r.hi * r.hi;
  return r.hi + (r.lo * (1 - z / 2) + r.hi * z * polynomial(c, z));
}

double cos_small(Pair r) {
  static constexpr double c[] = {
      1.0 / 24,          -1.0 / 720,           1.0 / 40320,           -1.0 / 3628800.0,
      1.0 / 479001600.0, -1.0 / 87178291200.0, 1.0 / 20922789888000.0};
  const double z = r.hi * r.hi;
  const double head = 1 - z / 2;
  return head + (((1 - head) - z / 2) - r.hi * r.lo + z * z * polynomial(c, z));
}

/// sin x when shift is 0, cos x when it is 1. Beyond 2^20 quarter turns the reduction is no longer
/// exact; such arguments have no meaning here and give NaN.
double sine(double x, int shift) {
  if (!(std::fabs(x) < 1.6e6)) return kNan;
  int quadrant = 0;
  const Pair r = reduce(x, quadrant);
  quadrant += shift;
  const double value = (quadrant & 1) != 0 ? cos_small(r) : sin_small(r);
  return (quadrant & 2) != 0 ? -value : value;
}

/// atan x for x in [0,1]: with the nearest quarter c, atan x = atan c + atan((x-c)/(1+xc)).
double atan_unit(double x) {
  static constexpr double kAtanHi[] = {0, 0x1.f5b75f92c80ddp-3, 0x1.dac670561bb4fp-2,
                                       0x1.4978fa3269ee1p-1, 0x1.921fb54442d18p-1};
  static constexpr double kAtanLo[] = {0, 0x1.8ab6e3cf7afbdp-57, 0x1.a2b7f222f65e2p-56,
                                       0x1.2419a87f2a458p-56, 0x1.1a62633145c07p-55};
  static constexpr double c[] = {-1.0 / 3, 1.0 / 5,   -1.0 / 7, 1.0 / 9,  -1.0 / 11,
                                 1.0 / 13, -1.0 / 15, 1.0 / 17, -1.0 / 19};
  const int k = static_cast<int>(x * 4 + 0.5);  // NOLINT(bugprone-incorrect-roundings): x >= 0
  const double centre = 0.25 * k;
  const double t = (x - centre) / (1 + x * centre);
  const double z = t * t;
  return kAtanHi[k] + (t + (kAtanLo[k] + t * z * polynomial(c, z)));
}

}  // namespace

double exp(double x) { return exp_pair(x, 0); }

double log(double x) {
  if (std::isnan(x) || x < 0) return kNan;
  if (x == 0) return -kInf;
  if (x == kInf) return kInf;
  return log_pair(x).hi;
}

double log1p(double x) {
  if (!(x > -1) || x == kInf) return log(1 + x);
  const Pair u = two_sum(1.0, x);
  const Pair l = log_pair(u.hi);
  return l.hi + (l.lo + u.lo / u.hi);
}

double sin(double x) { return sine(x, 0); }
double cos(double x) { return sine(x, 1); }
double tan(double x) { return sin(x) / cos(x); }

double tanh(double x) {
  const double a = std::fabs(x);
  if (std::isnan(x)) return x;
  if (a > 20) return std::copysign(1.0, x);
  if (a < 0.18) {
    const double e = expm1_small(2 * a, 0);
    return std::copysign(e / (e + 2), x);
  }
  return std::copysign(1 - 2 / (exp(2 * a) + 1), x);
}

double atan(double x) {
  if (std::isnan(x)) return x;
  const double a = std::fabs(x);
  const double value = a <= 1 ? atan_unit(a) : kHalfPi - (atan_unit(1 / a) - kHalfPiTail);
  return std::copysign(value, x);
}

double atan2(double y, double x) {
  if (std::isnan(x) || std::isnan(y)) return kNan;
  const double ax = std::fabs(x), ay = std::fabs(y);
  double angle;
  if (ay == 0) {
    angle = std::signbit(x) ? kPi : 0;
  } else if (ay <= ax) {
    angle = atan_unit(ay == ax ? 1 : ay / ax);
    if (std::signbit(x)) angle = kPi - (angle - 2 * kHalfPiTail);
  } else {  // measured from the y axis
    const double rest = atan_unit(ax / ay);
    angle = std::signbit(x) ? kHalfPi + (rest + kHalfPiTail) : kHalfPi - (rest - kHalfPiTail);
  }
  return std::copysign(angle, y);
}

double pow(double x, double y) {
  if (y == 0 || x == 1) return 1;
  if (std::isnan(x) || std::isnan(y)) return kNan;
  const bool whole = std::floor(y) == y;
  const bool odd = whole && std::fabs(y) < 0x1p53 && std::floor(y / 2) * 2 != y;
  if (whole && std::fabs(y) <= 8) {  // few enough roundings
    double product = 1;
    for (int k = static_cast<int>(std::fabs(y)); k > 0; --k) product *= x;
    return y < 0 ? 1 / product : product;
  }
  const double a = std::fabs(x);
  if (x < 0 && !whole && a != kInf) return kNan;
  double value;
  if (a == 0 || a == kInf || std::fabs(y) == kInf) {
    value = a == 1 ? 1 : ((a > 1) == (y > 0) ? kInf : 0);
  } else {
    const Pair l = log_pair(a);
    const Pair e = two_product(y, l.hi);
    // Far outside the range the product's tail may be NaN; the head decides there.
    value = std::fabs(e.hi) > 800 ? exp_pair(e.hi, 0) : exp_pair(e.hi, e.lo + y * l.lo);
  }
  return odd && std::signbit(x) ? -value : value;
}

}  // namespace hunch::math
