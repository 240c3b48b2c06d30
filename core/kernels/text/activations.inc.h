#pragma once

#include "kernels/kernels.h"
#include "kernels/text/maths.inc.h"

namespace hunch::kernels {
namespace {

constexpr float kLeak = 0.01f;
// Selu's fixed point of mean 0 and variance 1 (Klambauer and others 2017, equation 14).
constexpr float kSeluScale = 1.05070098f;
constexpr float kSeluFloor = 1.75809934f;  // scale times alpha = 1.67326324: the limit to the left

/// Mish's parts by e = e^x: tanh(log(1 + e)) = n / (n + 2) with n = e (e + 2), which neither
/// overflows nor cancels; from x = 20 on it is 1.
struct MishParts {
  F e, n, gate;
};
HUNCH_INLINE MishParts mish_parts(F x) {
  const F two = splat(2.0f);
  const F e = exp_bounded(smaller(splat(20.0f), x));
  const F n = e * (e + two);
  return {e, n, n / (n + two)};
}

void activate(Activation f, std::size_t n, const float* x, float* y) {
  const auto apply = [=](auto function) {
    map_long(n, x, y, [=](F v) { return flush(function(v), kTinyActivation); });
  };
  switch (f) {
    case Activation::kLinear:
      return map(n, x, y, [](F v) { return v; });
    case Activation::kRelu:
      return map(n, x, y, [](F v) { return flush(larger(splat(0.0f), v), kTinyActivation); });
    case Activation::kLeakyRelu:
      return apply([](F v) { return larger(v * splat(kLeak), v); });
    case Activation::kElu:
    case Activation::kCelu:
      return apply([](F v) { return choose(splat(0.0f) < v, v, expm1_negative(v)); });
    case Activation::kGelu:
      return apply([](F v) { return larger(splat(-14.0f), v) * normal_below(v).area; });
    case Activation::kSilu:
      return apply([](F v) { return larger(splat(-100.0f), v) * sigmoid(v); });
    case Activation::kSigmoid:
      return apply([](F v) { return sigmoid(v); });
    case Activation::kTanh:
      return apply([](F v) { return tanh(v); });
    case Activation::kSoftplus:
      return apply([](F v) { return softplus(v); });
    case Activation::kSelu:
      return apply([](F v) {
        return choose(splat(0.0f) < v, v * splat(kSeluScale),
                      expm1_negative(v) * splat(kSeluFloor));
      });
    case Activation::kSoftsign:  // held where it is 1, so that infinity is not divided by itself
      return apply([](F v) {
        const F a = clamp(v, -1e18f, 1e18f);
        return a / (splat(1.0f) + absolute(a));
      });
    case Activation::kHardsigmoid:  // 0.2 (x + 2.5): a sum that is exact near the corner
      return apply([](F v) { return clamp((v + splat(2.5f)) * splat(0.2f), 0.0f, 1.0f); });
    case Activation::kHardswish:
      return apply([](F v) {
        return larger(splat(-3.0f), v) * (clamp(v + splat(3.0f), 0.0f, 6.0f) * splat(1.0f / 6));
      });
    case Activation::kMish:
      return apply([](F v) { return larger(splat(-100.0f), v) * mish_parts(v).gate; });
  }
}

void activate_grad(Activation f, std::size_t n, const float* x, const float* y, const float* dy,
                   float* dx) {
  const F zero = splat(0.0f), one = splat(1.0f);
  // slope(value) * dy, from the input or from the output.
  const auto apply = [=](const float* values, auto slope) {
    map_long(n, values, dy, dx, [=](F v, F d) { return flush(slope(v) * d, kTinyActivation); });
  };
  switch (f) {
    case Activation::kLinear:
      return map(n, dy, dx, [](F d) { return d; });
    case Activation::kRelu:
      return map(n, x, dy, dx, [=](F v, F d) { return keep(zero < v, flush(d, kTinyActivation)); });
    case Activation::kLeakyRelu:
      return apply(x, [=](F v) { return choose(zero < v, one, splat(kLeak)); });
    case Activation::kElu:  // e^x = y + 1 below 0
    case Activation::kCelu:
      return apply(y, [=](F v) { return choose(zero < v, one, v + one); });
    case Activation::kGelu:  // Phi(x) + x phi(x)
      return apply(x, [](F v) {
        const Tail t = normal_below(v);
        return madd(clamp(v, -14.0f, 14.0f) * splat(0.398942280f), t.density, t.area);
      });
    case Activation::kSilu:  // s + x s (1 - s)
      return apply(x, [=](F v) {
        const F s = sigmoid(v);
        return madd(clamp(v, -100.0f, 100.0f) * s, one - s, s);
      });
    case Activation::kSigmoid:
      return apply(y, [=](F v) { return v * (one - v); });
    case Activation::kTanh:
      return apply(y, [=](F v) { return one - v * v; });
    case Activation::kSoftplus:
      return apply(x, [](F v) { return sigmoid(v); });
    case Activation::kSelu:
      return apply(y,
                   [=](F v) { return choose(zero < v, splat(kSeluScale), v + splat(kSeluFloor)); });
    case Activation::kSoftsign:
      return apply(x, [=](F v) {
        const F whole = one + absolute(clamp(v, -1e18f, 1e18f));
        return one / (whole * whole);
      });
    case Activation::kHardsigmoid:
      return apply(x, [=](F v) { return keep(absolute(v) < splat(2.5f), splat(0.2f)); });
    case Activation::kHardswish:  // (2 x + 3) / 6 between the corners
      return apply(x, [=](F v) {
        const F between = madd(v, splat(1.0f / 3), splat(0.5f));
        return choose(absolute(v) < splat(3.0f), between, keep(zero < v, one));
      });
    case Activation::kMish:  // gate + x s (1 - gate^2), s (1 - gate^2) = 4 e (1 + e) / (n + 2)^2
      return apply(x, [=](F v) {
        const MishParts m = mish_parts(v);
        const F whole = m.n + splat(2.0f);
        const F rest = splat(4.0f) * m.e * (one + m.e) / (whole * whole);
        return madd(clamp(v, -100.0f, 100.0f), rest, m.gate);
      });
  }
}

void unary(Unary f, std::size_t n, const float* x, float* y) {
  switch (f) {
    case Unary::kExp:
      return map_long(n, x, y, [](F v) { return exp(v); });
    case Unary::kLog:
      return map_long(n, x, y, [](F v) { return log(v); });
    case Unary::kTanh:
      return map_long(n, x, y, [](F v) { return tanh(v); });
    case Unary::kSigmoid:
      return map_long(n, x, y, [](F v) { return sigmoid(v); });
    case Unary::kSoftplus:
      return map_long(n, x, y, [](F v) { return softplus(v); });
    case Unary::kSin:
      return map_long(n, x, y, [](F v) { return sine(v, 0); });
    case Unary::kCos:
      return map_long(n, x, y, [](F v) { return sine(v, 1); });
  }
}

}  // namespace
}  // namespace hunch::kernels
