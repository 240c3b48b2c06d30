// Times the kernels of every table (or those named as arguments) on one thread: the measured
// multiply-add peak, matrix products as GFLOP/s beside it, elementwise kernels in ns per element.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <string>
#include <vector>

#include "kernels/kernels.h"

using namespace hunch::kernels;

namespace {

/// Seconds of one call: the best of many runs of at least 3 ms each, so that other programs disturb
/// few of them.
template <class Call>
double seconds(Call call) {
  using Clock = std::chrono::steady_clock;
  double best = 1e9;
  std::size_t repeat = 1;
  for (int run = 0; run < 40;) {
    const auto start = Clock::now();
    for (std::size_t i = 0; i < repeat; ++i) call();
    const double spent = std::chrono::duration<double>(Clock::now() - start).count();
    if (spent < 0.003) {
      repeat *= 2;
      continue;
    }
    best = std::min(best, spent / static_cast<double>(repeat));
    ++run;
  }
  return best;
}

std::vector<float> numbers(std::size_t n) {
  std::vector<float> x(n);
  std::uint32_t seed = 1;
  for (float& v : x) {
    seed = seed * 1664525u + 1013904223u;
    v = static_cast<float>(seed >> 8) * 0x1p-23f - 1;
  }
  return x;
}

struct Shape {
  const char* what;
  Trans ta, tb;
  int M, N, K;
};

constexpr auto kN = Trans::kNo;
constexpr auto kT = Trans::kYes;
const Shape kShapes[] = {
    {"512 cubed", kN, kN, 512, 512, 512},
    {"512 cubed, B transposed", kN, kT, 512, 512, 512},
    {"512 cubed, A transposed", kT, kN, 512, 512, 512},
    {"2-64-64-1 b32 forward 1", kN, kN, 32, 64, 2},
    {"2-64-64-1 b32 forward 2", kN, kN, 32, 64, 64},
    {"2-64-64-1 b32 forward 3", kN, kN, 32, 1, 64},
    {"2-64-64-1 b32 dW 3", kT, kN, 64, 1, 32},
    {"2-64-64-1 b32 dX 3", kN, kT, 32, 64, 1},
    {"2-64-64-1 b32 dW 2", kT, kN, 64, 64, 32},
    {"2-64-64-1 b32 dX 2", kN, kT, 32, 64, 64},
    {"2-64-64-1 b32 dW 1", kT, kN, 2, 64, 32},
    {"784-256-128-10 b64 forward 1", kN, kN, 64, 256, 784},
    {"784-256-128-10 b64 forward 2", kN, kN, 64, 128, 256},
    {"784-256-128-10 b64 forward 3", kN, kN, 64, 10, 128},
    {"784-256-128-10 b64 dW 3", kT, kN, 128, 10, 64},
    {"784-256-128-10 b64 dX 3", kN, kT, 64, 128, 10},
    {"784-256-128-10 b64 dW 2", kT, kN, 256, 128, 64},
    {"784-256-128-10 b64 dX 2", kN, kT, 64, 256, 128},
    {"784-256-128-10 b64 dW 1", kT, kN, 784, 256, 64},
    {"MC dropout 2500 points", kN, kN, 2500, 64, 64},
};

void bench(const Kernels& k) {
  const double peak = k.burn(20'000) / seconds([&] { k.burn(20'000); }) * 1e-9;
  std::printf("\n%s: multiply-add peak %.1f GFLOP/s\n", k.name, peak);

  const auto a = numbers(1 << 20), b = numbers(1 << 20);
  std::vector<float> c(1 << 20), scratch(1 << 20);
  for (const Shape& s : kShapes) {
    const int lda = s.ta == kN ? s.K : s.M, ldb = s.tb == kN ? s.N : s.K;
    const double time = seconds([&] {
      k.gemm(s.ta, s.tb, s.M, s.N, s.K, a.data(), lda, b.data(), ldb, false, nullptr, c.data(), s.N,
             scratch.data());
    });
    const double rate = 2e-9 * s.M * s.N * s.K / time;
    std::printf("  gemm %-30s %8.2f us %7.1f GFLOP/s  %3.0f %%\n", s.what, time * 1e6, rate,
                100 * rate / peak);
  }

  constexpr std::size_t n = 4096;
  const auto each = [&](const char* what, auto call) {
    std::printf("  %-35s %7.3f ns/element\n", what, seconds(call) / n * 1e9);
  };
  const char* const activations[] = {"linear", "relu",     "leaky relu",   "elu",        "gelu",
                                     "silu",   "sigmoid",  "tanh",         "softplus",   "selu",
                                     "celu",   "softsign", "hard-sigmoid", "hard-swish", "mish"};
  for (int i = 0; i < kActivationCount; ++i) {
    const auto f = static_cast<Activation>(i);
    each(activations[i], [&] { k.activate(f, n, a.data(), c.data()); });
    each((std::string(activations[i]) + " gradient").c_str(),
         [&] { k.activate_grad(f, n, a.data(), c.data(), b.data(), c.data() + n); });
  }
  const char* const unaries[] = {"exp", "log", "tanh", "sigmoid", "softplus", "sin", "cos"};
  for (int i = 0; i < kUnaryCount; ++i) {
    const auto f = static_cast<Unary>(i);
    each((std::string("unary ") + unaries[i]).c_str(),
         [&] { k.unary(f, n, a.data() + 512, c.data()); });
  }
  std::vector<std::uint8_t> mask(n);
  RandomKey key{12345, 1, 0, 0};
  each("dropout mask, rate 0.1", [&] {
    ++key.step_lo;
    k.dropout_mask(key, 0, n, 0.1f, mask.data());
  });
  each("dropout mask, rate 0.5", [&] {
    ++key.step_lo;
    k.dropout_mask(key, 0, n, 0.5f, mask.data());
  });
  each("dropout apply", [&] { k.dropout_apply(n, a.data(), mask.data(), 1.1f, c.data()); });
  each("random uniform", [&] { k.random_uniform(key, 0, n, c.data()); });
  each("random normal", [&] { k.random_normal(key, 0, n, c.data()); });

  volatile float sink = 0;
  each("dot", [&] { sink = k.dot(n, a.data(), b.data()); });
  each("sum of squares", [&] { sink = k.sum_squares(n, a.data()); });
  each("all finite", [&] { sink = k.all_finite(n, a.data()) ? 1.0f : 0.0f; });
  each("axpy", [&] { k.axpy(n, 1e-9f, a.data(), c.data()); });
  each("column sums (32 rows)", [&] { k.col_sum(32, n / 32, a.data(), c.data()); });
  each("softmax (10 columns)", [&] { k.softmax(n / 10, 10, a.data(), c.data()); });

  auto w = numbers(n), m = std::vector<float>(n), v = m;
  UpdateParams p;
  p.rate = 1e-4f;
  p.momentum = 0.9f;
  p.beta1 = 0.9f;
  p.beta2 = 0.999f;
  each("sgd", [&] { k.sgd(n, p, w.data(), a.data()); });
  each("momentum", [&] { k.momentum(n, p, w.data(), a.data(), m.data()); });
  each("adam", [&] { k.adam(n, p, w.data(), a.data(), m.data(), v.data()); });
}

}  // namespace

int main(int argc, char** argv) {
  for (const Kernels* k : available()) {
    const bool asked = argc < 2 || std::any_of(argv + 1, argv + argc, [&](const char* name) {
                         return std::strcmp(name, k->name) == 0;
                       });
    if (asked) bench(*k);
  }
}
