#pragma once

#include "kernels/kernels.h"
#include "kernels/text/maths.inc.h"

namespace hunch::kernels {
namespace {

constexpr float kLeak = 0.01f;

void activate(Activation f, std::size_t n, const float* x, float* y) {
  const auto apply = [=](auto function) {
    map(n, x, y, [=](F v) { return flush(function(v), kTinyActivation); });
  };
  switch (f) {
    case Activation::kLinear:
      return map(n, x, y, [](F v) { return v; });
    case Activation::kRelu:
      return apply([](F v) { return larger(splat(0.0f), v); });
    case Activation::kLeakyRelu:
      return apply([](F v) { return larger(v * splat(kLeak), v); });
    case Activation::kElu:
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
  }
}

void activate_grad(Activation f, std::size_t n, const float* x, const float* y, const float* dy,
                   float* dx) {
  const F zero = splat(0.0f), one = splat(1.0f);
  // slope(value) * dy, from the input or from the output.
  const auto apply = [=](const float* values, auto slope) {
    map(n, values, dy, dx, [=](F v, F d) { return flush(slope(v) * d, kTinyActivation); });
  };
  switch (f) {
    case Activation::kLinear:
      return map(n, dy, dx, [](F d) { return d; });
    case Activation::kRelu:
      return map(n, x, dy, dx, [=](F v, F d) { return keep(zero < v, flush(d, kTinyActivation)); });
    case Activation::kLeakyRelu:
      return apply(x, [=](F v) { return choose(zero < v, one, splat(kLeak)); });
    case Activation::kElu:  // e^x = y + 1 below 0
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
  }
}

void unary(Unary f, std::size_t n, const float* x, float* y) {
  switch (f) {
    case Unary::kExp:
      return map(n, x, y, [](F v) { return exp(v); });
    case Unary::kLog:
      return map(n, x, y, [](F v) { return log(v); });
    case Unary::kTanh:
      return map(n, x, y, [](F v) { return tanh(v); });
    case Unary::kSigmoid:
      return map(n, x, y, [](F v) { return sigmoid(v); });
    case Unary::kSoftplus:
      return map(n, x, y, [](F v) { return softplus(v); });
    case Unary::kSin:
      return map(n, x, y, [](F v) { return sine(v, 0); });
    case Unary::kCos:
      return map(n, x, y, [](F v) { return sine(v, 1); });
  }
}

}  // namespace
}  // namespace hunch::kernels
