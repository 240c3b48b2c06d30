#include <array>
#include <limits>

#include "kernels/trial.h"

namespace hunch::kernels {
namespace {

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
  constexpr std::ptrdiff_t channels = 37, row = 5 * channels;
  constexpr int rows = 2, cols = 3;
  constexpr std::size_t n = channels;
  const auto x = numbers(3 * row, 15), w = numbers(channels * rows * cols, 16);
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

}  // namespace

Trial try_layers(const Kernels& k) {
  Trial t(k);
  try_recurrent(t);
  try_windows(t);
  try_random(t);
  return t;
}

}  // namespace hunch::kernels
