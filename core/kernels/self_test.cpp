#include <array>
#include <cmath>
#include <limits>
#include <span>
#include <vector>

#include "base/hash.h"
#include "base/math.h"
#include "base/random.h"
#include "kernels/kernels.h"

// Every kernel on small inputs against plain double arithmetic. An exact table must also give the
// bits that every exact table gives.
namespace hunch::kernels {
namespace {

/// The hashes of all answers of an exact table. Whoever changes what an exact kernel computes
/// changes them (and with them every fingerprint of a run): tests/kernels/registry_test.cpp tells
/// the new ones.
constexpr AnswerHashes kExactAnswers = {0x4d15ce70e45f2890, 0xe965f7d9b00e22d3};

constexpr std::size_t kCount = 149;  // whole vectors and a tail on every target

/// Numbers in [-3, 3) without Philox, which is under test itself.
std::vector<float> numbers(std::size_t n, std::uint32_t seed) {
  std::vector<float> x(n);
  for (float& v : x) {
    seed = seed * 1664525u + 1013904223u;
    v = static_cast<float>(seed >> 8) * (6 / 0x1p24f) - 3;
  }
  return x;
}

/// Collects what a table answers and what it should.
class Trial {
 public:
  explicit Trial(const Kernels& table) : k(table) {}
  const Kernels& k;

  void expect(float got, double want, double scale = 1) {
    answers.push_back(got);
    passed = passed && std::fabs(got - want) <= 4e-6 * std::fmax(scale, std::fabs(want));
  }
  template <class Want>
  void expect_all(const std::vector<float>& got, Want want, double scale = 1) {
    for (std::size_t i = 0; i < got.size(); ++i) expect(got[i], want(i), scale);
  }

  std::vector<float> answers;
  bool passed = true;
};

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

double sigmoid(double x) { return 1 / (1 + math::exp(-x)); }
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

void try_recurrent(Trial& t) {
  constexpr std::size_t rows = 3, n = 11;
  const auto start = numbers(rows * n * 4, 15), before = numbers(rows * n, 16);
  const auto dstate = numbers(rows * n, 17), dcell = numbers(rows * n, 18);
  std::vector<float> cell(rows * n, 7), state(rows * n, 7), dz(rows * n * 4, 7);
  const auto unit = [](std::size_t i) { return i / n * 4 * n + i % n; };
  auto z = start, back = dcell;
  t.k.lstm_gates(rows, n, z.data(), before.data(), cell.data(), state.data());
  t.k.lstm_gates_grad(rows, n, z.data(), before.data(), cell.data(), dstate.data(), back.data(),
                      dz.data());
  for (std::size_t u = 0; u < rows * n; ++u) {
    const std::size_t at = unit(u);
    const double i = sigmoid(start[at]), f = sigmoid(start[at + n]);
    const double g = math::tanh(start[at + 2 * n]), o = sigmoid(start[at + 3 * n]);
    const double c = f * before[u] + i * g, s = math::tanh(c);
    const double dc = dcell[u] + dstate[u] * o * (1 - s * s);
    const double want[] = {i, f, g, o};
    const double slope[] = {dc * g * i * (1 - i), dc * before[u] * f * (1 - f),
                            dc * i * (1 - g * g), dstate[u] * s * o * (1 - o)};
    for (std::size_t k = 0; k < 4; ++k) {
      t.expect(z[at + k * n], want[k]);
      t.expect(dz[at + k * n], slope[k], 9);
    }
    t.expect(cell[u], c);
    t.expect(state[u], o * s);
    t.expect(back[u], dc * f, 9);
  }
  for (const bool after : {true, false}) {
    z = start;
    back = dcell;
    t.k.gru_gates(rows, n, after, z.data(), before.data(), state.data());
    t.k.gru_gates_grad(rows, n, z.data(), before.data(), dstate.data(), back.data(), dz.data());
    for (std::size_t i = 0; i < rows * n; ++i) {
      const std::size_t at = unit(i);
      const double r = sigmoid(start[at]), u = sigmoid(start[at + n]), p = start[at + 3 * n];
      const double g = math::tanh(start[at + 2 * n] + (after ? r * p : 0));
      const double dg = dstate[i] * (1 - u) * (1 - g * g);
      const double want[] = {r, u, g, p};
      const double slope[] = {dg * p * r * (1 - r), dstate[i] * (before[i] - g) * u * (1 - u), dg,
                              dg * r};
      for (std::size_t k = 0; k < 4; ++k) {
        t.expect(z[at + k * n], want[k]);
        t.expect(dz[at + k * n], slope[k], 9);
      }
      t.expect(state[i], u * before[i] + (1 - u) * g);
      t.expect(back[i], dcell[i] + dstate[i] * u, 9);
    }
  }
}

/// A window of 2 x 3 rows of 37 channels in a picture 5 wide, and the kernels that move matrices.
void try_windows(Trial& t) {
  constexpr int channels = 37, row = 5 * channels, rows = 2, cols = 3;
  constexpr std::size_t n = channels;
  const auto x = numbers(3 * row, 15), w = numbers(rows * cols * channels, 16);
  const auto at = [](int i, int j, std::size_t c) {
    return static_cast<std::size_t>(i * row + j * channels) + c;
  };
  std::vector<float> y = numbers(n, 17);
  const auto start = y;
  const Grid window{x.data(), row, channels};
  t.k.multiply_window(rows, cols, n, window, {w.data(), cols * channels, channels}, y.data(),
                      y.data());
  std::vector<std::uint32_t> where(n);
  std::vector<float> most(n), places(n);
  t.k.max_windows(1, 0, rows, cols, n, window, 9, most.data(), where.data());
  for (std::size_t c = 0; c < n; ++c) {
    double sum = start[c];
    std::size_t best = at(0, 0, c);
    for (int i = 0; i < rows; ++i) {
      for (int j = 0; j < cols; ++j) {
        sum += double{x[at(i, j, c)]} * w[static_cast<std::size_t>((i * cols + j) * channels) + c];
        if (x[at(i, j, c)] > x[best]) best = at(i, j, c);
      }
    }
    t.expect(y[c], sum, 9);
    t.expect(most[c], x[best]);
    t.expect(static_cast<float>(where[c]), static_cast<double>(best + 9));
  }
  std::vector<float> to(3 * n, 0.25f);
  t.k.copy_matrix(2, n, x.data(), row, to.data(), channels);
  t.k.add_matrix(2, n, x.data(), row, to.data() + n, channels);
  t.expect_all(to, [&](std::size_t i) {
    const std::size_t r = i / n, c = i % n;
    return (r == 0 ? 0 : x[at(static_cast<int>(r) - 1, 0, c)]) +
           (r == 2 ? 0.25 : x[at(static_cast<int>(r), 0, c)]);
  });
}

/// Word `index` of a domain: groups of four blocks are stored word by word (text/random.inc.h).
std::uint32_t random_word(const RandomKey& key, std::uint32_t domain, std::uint64_t index,
                          bool grouped) {
  const std::uint64_t block = grouped ? index / 16 * 4 + index % 4 : index / 4;
  const auto words = philox4x32(
      {static_cast<std::uint32_t>(block), key.step_lo, key.step_hi, key.layer | domain << 28},
      {static_cast<std::uint32_t>(key.key), static_cast<std::uint32_t>(key.key >> 32)});
  return words[grouped ? index / 4 % 4 : index % 4];
}

constexpr RandomKey kKey{0x0123456789abcdefu, 3, 77, 1};

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

void try_random(Trial& t) {
  constexpr RandomKey key = kKey;
  constexpr std::uint64_t first = 40;
  std::vector<float> y(kCount, 7);
  t.k.random_uniform(key, first, kCount, y.data());
  for (std::size_t i = 0; i < kCount; ++i) {
    t.expect(y[i], (random_word(key, 2, first + i, true) >> 8) * 0x1p-24);
  }
  t.k.random_normal(key, first, kCount, y.data());
  for (std::size_t i = 0; i < kCount; ++i) {
    const std::uint64_t e = first + i, pair = e / 8 * 8 + e % 4;
    const std::uint32_t a = random_word(key, 3, pair, true),
                        b = random_word(key, 3, pair + 4, true);
    const double radius = std::sqrt(-2 * math::log(((a >> 8) + 1) * 0x1p-24));
    const double angle = math::kPi / 2 * ((b >> 30) + ((b >> 7 & 0x7fffff) - 4194303.5) * 0x1p-23);
    t.expect(y[i], radius * (e % 8 < 4 ? math::cos(angle) : math::sin(angle)));
  }
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

Trial try_layers(const Kernels& k) {
  Trial t(k);
  try_recurrent(t);
  try_windows(t);
  try_random(t);
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
  return {hash_of(try_dense(k)), has_layers(k) ? hash_of(try_layers(k)) : 0};
}

bool self_test(const Kernels& k) {
  return is_right(try_dense(k), kExactAnswers.dense) &&
         (!has_layers(k) || is_right(try_layers(k), kExactAnswers.layers));
}

}  // namespace hunch::kernels
