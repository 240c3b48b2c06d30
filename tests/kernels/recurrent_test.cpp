#include <cmath>

#include "kernels/support.h"

using namespace hunch::kernels;

namespace {

double sigmoid(double x) { return 1 / (1 + std::exp(-x)); }
bool close(float got, double want, double scale) {
  return std::fabs(got - want) <= 2e-6 * scale + 1e-30;
}

constexpr int kRows = 3;
const std::vector<int> kWidths = {1, 3, 4, 7, 8, 9, 16, 17, 33, 64};

}  // namespace

TEST_CASE("an LSTM's gates and their gradient agree with doubles for any width") {
  const Kernels& scalar = *available()[0];
  for (const int width : kWidths) {
    const auto n = static_cast<std::size_t>(width);
    const auto start = uniform(kRows * 4 * n, -6, 6, 1), before = uniform(kRows * n, -2, 2, 2, 3);
    const auto dstate = uniform(kRows * n, -2, 2, 3), dcell = uniform(kRows * n, -2, 2, 4);
    const auto run = [&](const Kernels& k, auto& z, auto& cell, auto& state, auto& dc, auto& dz) {
      k.lstm_gates(kRows, width, z.data(), before.data(), cell.data(), state.data());
      k.lstm_gates_grad(kRows, width, z.data(), before.data(), cell.data(), dstate.data(),
                        dc.data(), dz.data());
    };
    for_each_table([&](const Kernels& k) {
      auto z = start, dc = dcell;
      Buffer<> cell(kRows * n), state(kRows * n, 2), dz(kRows * 4 * n, 3);
      run(k, z, cell, state, dc, dz);
      for (std::size_t u = 0; u < kRows * n; ++u) {
        const std::size_t at = u / n * 4 * n + u % n;
        const double i = sigmoid(start[at]), f = sigmoid(start[at + n]);
        const double g = std::tanh(start[at + 2 * n]), o = sigmoid(start[at + 3 * n]);
        const double c = f * before[u] + i * g, s = std::tanh(c);
        const double by_cell = dcell[u] + dstate[u] * o * (1 - s * s);
        CHECK(close(z[at], i, 1));
        CHECK(close(z[at + n], f, 1));
        CHECK(close(z[at + 2 * n], g, 1));
        CHECK(close(z[at + 3 * n], o, 1));
        CHECK(close(cell[u], c, 3));
        CHECK(close(state[u], o * s, 1));
        CHECK(close(dz[at], by_cell * g * i * (1 - i), 4));
        CHECK(close(dz[at + n], by_cell * before[u] * f * (1 - f), 4));
        CHECK(close(dz[at + 2 * n], by_cell * i * (1 - g * g), 4));
        CHECK(close(dz[at + 3 * n], dstate[u] * s * o * (1 - o), 4));
        CHECK(close(dc[u], by_cell * f, 4));
      }
      for (const auto* b : {&z, &cell, &state, &dc, &dz}) CHECK(b->intact());
      if (!k.exact) return;
      auto z2 = start, dc2 = dcell;
      Buffer<> cell2(kRows * n), state2(kRows * n), dz2(kRows * 4 * n);
      run(scalar, z2, cell2, state2, dc2, dz2);
      CHECK(same(state, state2));
      CHECK(same(dz, dz2));
      CHECK(same(dc, dc2));
    });
  }
}

TEST_CASE("a GRU's gates and their gradient agree with doubles for any width") {
  const Kernels& scalar = *available()[0];
  for (const int width : kWidths) {
    for (const bool after : {true, false}) {
      const auto n = static_cast<std::size_t>(width);
      const auto start = uniform(kRows * 4 * n, -4, 4, 1), before = uniform(kRows * n, -2, 2, 2, 3);
      const auto dstate = uniform(kRows * n, -2, 2, 3), there = uniform(kRows * n, -2, 2, 4);
      const auto run = [&](const Kernels& k, auto& z, auto& state, auto& back, auto& dz) {
        k.gru_gates(kRows, width, after, z.data(), before.data(), state.data());
        k.gru_gates_grad(kRows, width, z.data(), before.data(), dstate.data(), back.data(),
                         dz.data());
      };
      for_each_table([&](const Kernels& k) {
        auto z = start, back = there;
        Buffer<> state(kRows * n, 2), dz(kRows * 4 * n, 3);
        run(k, z, state, back, dz);
        for (std::size_t i = 0; i < kRows * n; ++i) {
          const std::size_t at = i / n * 4 * n + i % n;
          const double r = sigmoid(start[at]), u = sigmoid(start[at + n]), p = start[at + 3 * n];
          const double g = std::tanh(start[at + 2 * n] + (after ? r * p : 0));
          const double dg = dstate[i] * (1 - u) * (1 - g * g);
          CHECK(close(z[at], r, 1));
          CHECK(close(z[at + n], u, 1));
          CHECK(close(z[at + 2 * n], g, 2));
          CHECK(z[at + 3 * n] == start[at + 3 * n]);
          CHECK(close(state[i], u * before[i] + (1 - u) * g, 3));
          CHECK(close(dz[at], dg * p * r * (1 - r), 8));
          CHECK(close(dz[at + n], dstate[i] * (before[i] - g) * u * (1 - u), 8));
          CHECK(close(dz[at + 2 * n], dg, 8));
          CHECK(close(dz[at + 3 * n], dg * r, 8));
          CHECK(close(back[i], there[i] + u * dstate[i], 4));
        }
        for (const auto* b : {&z, &state, &back, &dz}) CHECK(b->intact());
        if (!k.exact) return;
        auto z2 = start, back2 = there;
        Buffer<> state2(kRows * n), dz2(kRows * 4 * n);
        run(scalar, z2, state2, back2, dz2);
        CHECK(same(state, state2));
        CHECK(same(dz, dz2));
        CHECK(same(back, back2));
      });
    }
  }
}
