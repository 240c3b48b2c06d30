#pragma once

#include "kernels/text/loops.inc.h"

// Transcendental functions on vectors: argument reduction, then a polynomial or a quotient of two.
// All coefficients were fitted for this project in 40 digits (minimax of the relative error by
// Lawson's reweighted least squares; the error of the fit stands beside them) and rounded to float.
// Accuracy of the whole is measured in tests/kernels/maths_test.cpp and listed in docs/NUMERICS.md.
namespace hunch::kernels {
namespace {

constexpr float kTinyActivation = 0x1p-100f;  // below it activations and their gradients become 0
constexpr float kTinyMoment = 0x1p-126f;      // the smallest normal number

/// The sum of c[k] x^k (Horner).
template <int N>
HUNCH_INLINE F polynomial(const float (&c)[N], F x) {
  F sum = splat(c[N - 1]);
  HUNCH_UNROLL
  for (int k = N - 2; k >= 0; --k) sum = madd(sum, x, splat(c[k]));
  return sum;
}

HUNCH_INLINE F absolute(F x) { return as_floats(bits(x) & splat(0x7fffffffu)); }
HUNCH_INLINE F negative(F x) { return as_floats(bits(x) ^ splat(0x80000000u)); }
/// A NaN stays one: the limits are the first operands.
HUNCH_INLINE F clamp(F x, float low, float high) {
  return larger(splat(low), smaller(splat(high), x));
}
/// 0 where |x| < limit: denormals cost a hundred cycles each, and wasm cannot switch them off.
HUNCH_INLINE F flush(F x, float limit) { return drop(absolute(x) < splat(limit), x); }
HUNCH_INLINE F power_of_two(I n) { return as_floats(shift_left<23>(n + splat(127u))); }

/// x = n log 2 + r, |r| <= 0.347. Adding 1.5 * 2^23 rounds to a whole number.
struct Reduced {
  F r;
  I n;
};
HUNCH_INLINE Reduced reduce_by_log2(F x) {
  const F magic = splat(12582912.0f);
  const F shifted = madd(x, splat(1.44269504f), magic);
  const F n = shifted - magic;
  F r = madd(n, splat(-0x1.62e4p-1f), x);  // 15 bits: exact also without fused multiply-add
  r = madd(n, splat(-1.42860677e-6f), r);
  return {r, bits(shifted) - bits(magic)};
}

/// e^r - 1 = r + r^2 P(r) for |r| <= 0.347; fit 1.3e-8.
HUNCH_INLINE F expm1_small(F r) {
  constexpr float c[] = {0.49999997f, 0.166665435f, 0.0416672006f, 0.00836652052f, 0.0013882519f};
  return madd(r * r, polynomial(c, r), r);
}

/// e^x for x in [-88, 88]; 0 below -87.7, the limit's value above.
HUNCH_INLINE F exp_bounded(F x) {
  const Reduced a = reduce_by_log2(clamp(x, -88.0f, 88.0f));
  const F scale = power_of_two(a.n);
  return madd(scale, expm1_small(a.r), scale);
}

/// e^x with infinity above and denormals below: the power of two in two halves.
HUNCH_INLINE F exp(F x) {
  const Reduced a = reduce_by_log2(clamp(x, -104.0f, 89.0f));
  const I half = shift_right_signed<1>(a.n);
  const F p = splat(1.0f) + expm1_small(a.r);
  return p * power_of_two(half) * power_of_two(a.n - half);
}

/// e^x - 1 for x <= 0.
HUNCH_INLINE F expm1_negative(F x) {
  const Reduced a = reduce_by_log2(clamp(x, -88.0f, 0.0f));
  const F scale = power_of_two(a.n);
  return madd(scale, expm1_small(a.r), scale - splat(1.0f));
}

/// log x: x = 2^n (1 + f), s = f / (2 + f), log(1 + f) = f - s (f - s^2 R(s^2)); fit 8e-10.
HUNCH_INLINE F log(F x) {
  constexpr float c[] = {0.666667759f, 0.399775267f, 0.298723012f};
  const F zero = splat(0.0f), infinity = splat(__builtin_inff());
  const M denormal = x < splat(0x1p-126f);
  const F normal = choose(denormal, x * splat(0x1p23f), x);
  const I offset = splat(0x3f3504f3u);  // sqrt(1/2)
  const I shifted = bits(normal) - offset;
  const F n = to_floats(shift_right_signed<23>(shifted)) - choose(denormal, splat(23.0f), zero);
  const F f = as_floats((shifted & splat(0x007fffffu)) + offset) - splat(1.0f);
  const F s = f / (f + splat(2.0f));
  const F z = s * s;
  const F low = madd(n, splat(1.42860677e-6f), negative(s * (f - z * polynomial(c, z))));
  const F value = madd(n, splat(0x1.62e4p-1f), f + low);
  const F outside = choose(x < zero, splat(__builtin_nanf("")), negative(infinity));
  return choose(x < infinity, choose(zero < x, value, outside), x);
}

/// log(1 + t) for t in [0, 1] in the same way, f = t; fit 1.1e-10.
HUNCH_INLINE F log1p_unit(F t) {
  constexpr float c[] = {0.666666746f, 0.39998889f, 0.286165982f, 0.214307323f, 0.242895856f};
  const F s = t / (t + splat(2.0f));
  const F z = s * s;
  return t - s * (t - z * polynomial(c, z));
}

/// x P(x^2) / Q(x^2), held where tanh is 1 in float; fit 1.3e-9.
HUNCH_INLINE F tanh(F x) {
  constexpr float p[] = {
      1.0f, 0.136799186f, 0.00386833213f, 2.80075346e-05f, 3.05851486e-08f, -1.22035134e-11f};
  constexpr float q[] = {1.0f, 0.4701325f, 0.027245855f, 0.000393863826f, 1.28737111e-06f};
  const F a = clamp(x, -9.02f, 9.02f);
  const F z = a * a;
  return clamp(a * polynomial(p, z) / polynomial(q, z), -1.0f, 1.0f);
}

HUNCH_INLINE F sigmoid(F x) {
  const F one = splat(1.0f);
  return one / (one + exp_bounded(negative(x)));
}

HUNCH_INLINE F softplus(F x) {
  return larger(splat(0.0f), x) + log1p_unit(exp_bounded(negative(absolute(x))));
}

/// sin(r) or cos(r) for |r| <= pi/4; fits 4e-9 and 1.2e-10.
HUNCH_INLINE F sin_small(F r) {
  constexpr float c[] = {-0.166666538f, 0.00833213702f, -0.000195120258f};
  const F z = r * r;
  return madd(r * z, polynomial(c, z), r);
}
HUNCH_INLINE F cos_small(F r) {
  constexpr float c[] = {0.0416666456f, -0.00138872839f, 2.4429437e-05f};
  const F z = r * r;
  return madd(z * z, polynomial(c, z), madd(z, splat(-0.5f), splat(1.0f)));
}

/// The sine of r + quadrant * pi/2 (low two bits of the quadrant count).
HUNCH_INLINE F sine_in_quadrant(F r, I quadrant) {
  const M odd = splat(0.5f) < to_floats(quadrant & splat(1u));
  const F value = choose(odd, cos_small(r), sin_small(r));
  return as_floats(bits(value) ^ shift_left<30>(quadrant & splat(2u)));
}

/// sin x (shift 0) or cos x (shift 1): Cody and Waite's reduction, pi/2 in three parts of 11 bits
/// and a rest, so that it is exact for |x| <= 8192; beyond that digits are lost.
HUNCH_INLINE F sine(F x, std::uint32_t shift) {
  const F magic = splat(12582912.0f);
  const F shifted = madd(x, splat(0.636619772f), magic);
  const F n = shifted - magic;
  F r = madd(n, splat(-0x1.92p+0f), x);
  r = madd(n, splat(-0x1.fb4p-12f), r);
  r = madd(n, splat(-0x1.444p-24f), r);
  r = madd(n, splat(-0x1.68c234p-39f), r);
  return sine_in_quadrant(r, bits(shifted) + splat(shift));
}

/// The normal distribution's upper tail, Phi(-a) for a = |x|, by parts: e^(-a^2/2) and
/// R(a) = Phi(-a) e^(a^2/2), a quotient of polynomials (fit 6e-9). Thus gelu keeps its digits where
/// 1 + erf would cancel. The square is split so that its rounding does not reach the exponential.
struct Tail {
  F density;  ///< e^(-a^2/2)
  F area;     ///< Phi(-a)
};
HUNCH_INLINE Tail normal_tail(F x) {
  constexpr float p[] = {0.5f, 0.437696338f, 0.182791546f, 0.0404836498f, 0.00409408892f};
  constexpr float q[] = {1.0f, 1.67327762f, 1.20066082f, 0.468299538f, 0.101484112f, 0.0102622341f};
  const F a = smaller(splat(13.2f), absolute(x));
  const F head = as_floats(bits(a) & splat(0xfffff000u));
  const F minus_half = splat(-0.5f);
  Reduced e = reduce_by_log2(minus_half * head * head);
  e.r = e.r + minus_half * (a - head) * (a + head);
  const F scale = power_of_two(e.n);
  const F density = madd(scale, expm1_small(e.r), scale);
  return {density, flush(density * polynomial(p, a) / polynomial(q, a), kTinyActivation)};
}

/// Phi(x) and e^(-x^2/2).
HUNCH_INLINE Tail normal_below(F x) {
  const Tail t = normal_tail(x);
  return {t.density, choose(x < splat(0.0f), t.area, splat(1.0f) - t.area)};
}

}  // namespace
}  // namespace hunch::kernels
