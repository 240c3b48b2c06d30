#include <array>
#include <cmath>
#include <limits>
#include <span>
#include <vector>

#include "base/hash.h"
#include "base/math.h"
#include "base/random.h"
#include "kernels/trial.h"

// Every kernel on small inputs against plain double arithmetic. An exact table must also give the
// bits that every exact table gives.
namespace hunch::kernels {
namespace {

/// The hashes of all answers of an exact table. Whoever changes what an exact kernel computes
/// changes them (and with them every fingerprint of a run): tests/kernels/registry_test.cpp tells
/// the new ones.
constexpr AnswerHashes kExactAnswers = {0x4d15ce70e45f2890, 0xe965f7d9b00e22d3};

void try_gemm(Trial& t, Trans ta, Trans tb, int M, int N, int K, bool accumulate, bool with_bias) {
  const auto size = [](int a, int b) {
    return static_cast<std::size_t>(a) * static_cast<std::size_t>(b);
  };
  const int lda = ta == Trans::kNo ? K : M, ldb = tb == Trans::kNo ? N : K;
  const auto a = numbers(size(M, K), 1), b = numbers(size(K, N), 2), bias = numbers(size(N, 1), 3);
  const auto before = numbers(size(M, N), 4);
  auto c = before;
  std::vector<float> scratch(t.k.gemm_scratch(M, N, K));
  t.k.gemm(ta, tb, M, N, K, a.data(), lda, b.data(), ldb, accumulate,
           with_bias ? bias.data() : nullptr, c.data(), N, scratch.data());
  for (int i = 0; i < M; ++i) {
    for (int j = 0; j < N; ++j) {
      double want = accumulate ? before[size(i, N) + size(j, 1)] : 0;
      if (with_bias) want += bias[size(j, 1)];
      for (int k = 0; k < K; ++k) {
        want += double{a[ta == Trans::kNo ? size(i, K) + size(k, 1) : size(k, M) + size(i, 1)]} *
                b[tb == Trans::kNo ? size(k, N) + size(j, 1) : size(j, K) + size(k, 1)];
      }
      t.expect(c[size(i, N) + size(j, 1)], want, 9.0 * std::sqrt(K));
    }
  }
}

void try_gemms(Trial& t) {
  for (const Trans ta : {Trans::kNo, Trans::kYes}) {
    for (const Trans tb : {Trans::kNo, Trans::kYes}) {
      try_gemm(t, ta, tb, 13, 37, 21, false, true);
      try_gemm(t, ta, tb, 7, 9, 270, true, false);
      try_gemm(t, ta, tb, 9, 1, 18, false, true);
      try_gemm(t, ta, tb, 1, 9, 18, true, true);
    }
  }
}

/// The normal distribution's integral by its alternating series, for |x| <= 3.
double normal_below(double x) {
  double term = x, sum = x;
  for (int n = 1; n < 60; ++n) {
    term *= -x * x / (2 * n);
    sum += term / (2 * n + 1);
  }
  return 0.5 + sum / std::sqrt(2 * math::kPi);
}

/// Value and slope of an activation.
std::array<double, 2> activation(Activation f, double x) {
  const double e = math::exp(x), s = sigmoid(x), h = math::tanh(x);
  switch (f) {
    case Activation::kLinear:
      return {x, 1};
    case Activation::kRelu:
      return {x > 0 ? x : 0, x > 0 ? 1.0 : 0.0};
    case Activation::kLeakyRelu:
      return {x > 0 ? x : 0.01 * x, x > 0 ? 1 : 0.01};
    case Activation::kElu:
    case Activation::kCelu:
      return {x > 0 ? x : e - 1, x > 0 ? 1 : e};
    case Activation::kGelu:
      return {x * normal_below(x),
              normal_below(x) + x * math::exp(-x * x / 2) / std::sqrt(2 * math::kPi)};
    case Activation::kSilu:
      return {x * s, s + x * s * (1 - s)};
    case Activation::kSigmoid:
      return {s, s * (1 - s)};
    case Activation::kTanh:
      return {h, 1 - h * h};
    case Activation::kSoftplus:
      return {math::log1p(e), s};
    case Activation::kSelu:
      return {1.0507009873554805 * (x > 0 ? x : 1.6732632423543772 * (e - 1)),
              1.0507009873554805 * (x > 0 ? 1 : 1.6732632423543772 * e)};
    case Activation::kSoftsign:
      return {x / (1 + std::fabs(x)), 1 / ((1 + std::fabs(x)) * (1 + std::fabs(x)))};
    case Activation::kHardsigmoid:
      return {std::fmin(std::fmax(0.2 * x + 0.5, 0), 1), std::fabs(x) < 2.5 ? 0.2 : 0.0};
    case Activation::kHardswish:  // the numbers end at +-3, its corners
      return {x * (x + 3) / 6, (2 * x + 3) / 6};
    case Activation::kMish: {
      const double gate = math::tanh(math::log1p(e));
      return {x * gate, gate + x * s * (1 - gate * gate)};
    }
  }
  return {};
}

double unary_value(Unary f, double x) {
  switch (f) {
    case Unary::kExp:
      return math::exp(x);
    case Unary::kLog:
      return math::log(x);
    case Unary::kTanh:
      return math::tanh(x);
    case Unary::kSigmoid:
      return sigmoid(x);
    case Unary::kSoftplus:
      return math::log1p(math::exp(x));
    case Unary::kSin:
      return math::sin(x);
    case Unary::kCos:
      return math::cos(x);
  }
  return 0;
}

void try_elementwise(Trial& t) {
  const auto x = numbers(kCount, 5), dy = numbers(kCount, 6);
  std::vector<float> y(kCount, 7), dx(kCount, 7);
  for (int i = 0; i < kActivationCount; ++i) {
    const auto f = static_cast<Activation>(i);
    t.k.activate(f, kCount, x.data(), y.data());
    t.expect_all(y, [&](std::size_t j) { return activation(f, x[j])[0]; });
    t.k.activate_grad(f, kCount, x.data(), y.data(), dy.data(), dx.data());
    t.expect_all(dx, [&](std::size_t j) { return activation(f, x[j])[1] * dy[j]; });
  }
  auto positive = x;
  for (float& v : positive) v = std::fabs(v) + 0.01f;
  for (int i = 0; i < kUnaryCount; ++i) {
    const auto f = static_cast<Unary>(i);
    t.k.unary(f, kCount, positive.data(), y.data());
    t.expect_all(y, [&](std::size_t j) { return unary_value(f, positive[j]); });
  }
  t.k.multiply(kCount, x.data(), dy.data(), y.data());
  t.expect_all(y, [&](std::size_t j) { return double{x[j]} * dy[j]; });
  y = dy;
  t.k.axpy(kCount, 0.75f, x.data(), y.data());
  t.expect_all(y, [&](std::size_t j) { return dy[j] + 0.75 * x[j]; });
  t.k.scale(kCount, -1.25f, y.data());
  t.expect_all(y, [&](std::size_t j) { return -1.25 * (dy[j] + 0.75 * x[j]); });
  const std::uint32_t index[] = {2, 0};
  const float factor[] = {0.5f, -2};
  constexpr std::size_t stride = 50, width = 45;
  std::vector<float> sums(width, 7);
  t.k.add_rows(2, index, factor, width, x.data(), stride, dy.data(), sums.data());
  t.expect_all(
      sums, [&](std::size_t j) { return dy[j] + 0.5 * x[2 * stride + j] - 2 * x[j]; }, 9);
  y = dy;
  t.k.regularize(kCount, 0.5f, 0.25f, x.data(), y.data());
  t.expect_all(y, [&](std::size_t j) { return dy[j] + std::copysign(0.5, x[j]) + 0.25 * x[j]; });
}

void try_reductions(Trial& t) {
  auto x = numbers(kCount, 8);
  const auto y = numbers(kCount, 9);
  double dot = 0, sum = 0, squares = 0, absolute = 0, largest = 0;
  for (std::size_t i = 0; i < kCount; ++i) {
    dot += double{x[i]} * y[i];
    sum += x[i];
    squares += double{x[i]} * x[i];
    absolute += std::fabs(x[i]);
    largest = std::fmax(largest, std::fabs(x[i]));
  }
  constexpr double kScale = 9 * kCount;
  t.expect(t.k.dot(kCount, x.data(), y.data()), dot, kScale);
  t.expect(t.k.sum(kCount, x.data()), sum, kScale);
  t.expect(t.k.sum_squares(kCount, x.data()), squares, kScale);
  t.expect(t.k.sum_abs(kCount, x.data()), absolute, kScale);
  t.expect(t.k.max_abs(kCount, x.data()), largest);
  t.expect(t.k.all_finite(kCount, x.data()) ? 1.0f : 0.0f, 1);
  for (const float bad :
       {std::numeric_limits<float>::infinity(), std::numeric_limits<float>::quiet_NaN()}) {
    for (const std::size_t at : {std::size_t{3}, kCount - 1}) {
      auto z = x;
      z[at] = bad;
      t.expect(t.k.all_finite(kCount, z.data()) ? 1.0f : 0.0f, 0);
    }
  }

  constexpr int rows = 4, cols = 37;
  std::vector<float> sums(cols, 0.5f), p(std::size_t{rows} * cols), lse(rows);
  t.k.col_sum(rows, cols, x.data(), sums.data());
  t.expect_all(sums, [&](std::size_t j) {
    double s = 0.5;
    for (std::size_t i = 0; i < rows; ++i) s += x[i * cols + j];
    return s;
  });
  t.k.softmax(rows, cols, x.data(), p.data());
  t.k.log_sum_exp(rows, cols, x.data(), lse.data());
  for (std::size_t i = 0; i < rows; ++i) {
    double whole = 0;
    for (std::size_t j = 0; j < cols; ++j) whole += math::exp(x[i * cols + j]);
    for (std::size_t j = 0; j < cols; ++j) {
      t.expect(p[i * cols + j], math::exp(x[i * cols + j]) / whole);
    }
    t.expect(lse[i], math::log(whole));
  }
}

void try_masks(Trial& t) {
  constexpr RandomKey key = kKey;
  constexpr std::size_t n = 1000;
  constexpr std::uint64_t first = 40;
  std::vector<std::uint8_t> mask(n, 7);
  const float rate = 0.3f;
  t.k.dropout_mask(key, first, n, rate, mask.data());
  for (std::size_t i = 0; i < n; ++i) {
    const std::uint64_t e = first + i;
    const std::uint32_t byte = random_word(key, 0, e / 4, true) >> (8 * (e % 4)) & 255;
    const double drawn = byte + random_word(key, 1, e, false) * 0x1p-32;
    t.expect(mask[i], drawn >= 256.0 * rate ? 1 : 0);
  }
  const auto x = numbers(n, 10);
  std::vector<float> y(n, 7);
  t.k.dropout_apply(n, x.data(), mask.data(), 1.5f, y.data());
  t.expect_all(y, [&](std::size_t i) { return mask[i] != 0 ? 1.5 * x[i] : 0; });
}

void try_optimizers(Trial& t) {
  UpdateParams p;
  p.rate = 0.125f;
  p.momentum = 0.75f;
  p.beta1 = 0.875f;
  p.beta2 = 0.9375f;
  p.correction1 = 8;
  p.correction2 = 16;
  p.epsilon = 0.001f;
  p.decay = 0.25f;
  p.grad_scale = 0.5f;
  const auto start = numbers(kCount, 11), gradient = numbers(kCount, 12);
  auto first = numbers(kCount, 13), second = numbers(kCount, 14);
  for (float& v : second) v = std::fabs(v);

  // rule(g, first state, second state) changes the states and returns what w falls by.
  const auto attempt = [&](auto run, auto rule) {
    auto w = start, a = first, b = second;
    run(w.data(), a.data(), b.data());
    for (std::size_t i = 0; i < kCount; ++i) {
      double m = first[i], v = second[i];
      const double fall = rule(0.5 * gradient[i], m, v);
      t.expect(w[i], start[i] * (1 - 0.125 * 0.25) - 0.125 * fall, 10);
      t.expect(a[i], m);
      t.expect(b[i], v);
    }
  };
  const float* g = gradient.data();
  attempt([&](float* w, float*, float*) { t.k.sgd(kCount, p, w, g); },
          [](double d, double&, double&) { return d; });
  attempt([&](float* w, float* m, float*) { t.k.momentum(kCount, p, w, g, m); },
          [](double d, double& m, double&) { return m = 0.75 * m + d; });
  attempt([&](float* w, float* m, float*) { t.k.nesterov(kCount, p, w, g, m); },
          [](double d, double& m, double&) {
            m = 0.75 * m + d;
            return d + 0.75 * m;
          });
  attempt([&](float* w, float*, float* v) { t.k.rmsprop(kCount, p, w, g, v); },
          [](double d, double&, double& v) {
            v = 0.9375 * v + 0.0625 * d * d;
            return d / (std::sqrt(v) + 0.001f);
          });
  attempt([&](float* w, float*, float* v) { t.k.adagrad(kCount, p, w, g, v); },
          [](double d, double&, double& v) {
            v += d * d;
            return d / (std::sqrt(v) + 0.001f);
          });
  attempt([&](float* w, float* m, float* v) { t.k.adam(kCount, p, w, g, m, v); },
          [](double d, double& m, double& v) {
            m = 0.875 * m + 0.125 * d;
            v = 0.9375 * v + 0.0625 * d * d;
            return 8 * m / (std::sqrt(16 * v) + 0.001f);
          });
}

Trial try_dense(const Kernels& k) {
  Trial t(k);
  try_gemms(t);
  try_elementwise(t);
  try_reductions(t);
  try_masks(t);
  try_optimizers(t);
  t.expect(k.burn(1) > 0 ? 1.0f : 0.0f, 1);
  return t;
}

std::uint64_t hash_of(const Trial& trial) {
  return hash_bytes(std::as_bytes(std::span<const float>(trial.answers)));
}

bool is_right(const Trial& trial, std::uint64_t exact_answers) {
  return trial.passed && (!trial.k.exact || hash_of(trial) == exact_answers);
}

}  // namespace

AnswerHashes answer_hashes(const Kernels& k) {
  return {hash_of(try_dense(k)), hash_of(try_layers(k))};
}

bool self_test_dense(const Kernels& k) { return is_right(try_dense(k), kExactAnswers.dense); }

bool self_test_layers(const Kernels& k) { return is_right(try_layers(k), kExactAnswers.layers); }

bool self_test(const Kernels& k) { return self_test_dense(k) && self_test_layers(k); }

}  // namespace hunch::kernels
