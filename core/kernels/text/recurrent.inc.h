#pragma once

#include "kernels/text/maths.inc.h"

// What a step of a recurrent op does between its matrix products: all gates of a unit in one pass.
// The gates of a row lie one after another, each of `width` numbers.
namespace hunch::kernels {
namespace {

HUNCH_INLINE F settled(F x) { return flush(x, kTinyActivation); }

/// Calls body(row, j, get, put) for whole vectors of units and for the last few of each row: `get`
/// and `put` move that many numbers from and to an address.
template <class Body>
HUNCH_INLINE void each_unit(int rows, int width, Body body) {
  const auto n = static_cast<std::size_t>(width);
  for (std::size_t row = 0; row < static_cast<std::size_t>(rows); ++row) {
    std::size_t j = 0;
    for (; j + kStep <= n; j += kStep) {
      body(
          row, j, [](const float* p) { return load(p); }, [](float* p, F a) { store(p, a); });
    }
    if (j < n) {
      const std::size_t rest = n - j;
      body(
          row, j, [rest](const float* p) { return load_part(p, rest); },
          [rest](float* p, F a) { store_part(p, a, rest); });
    }
  }
}

void lstm_gates(int rows, int width, float* z, const float* before, float* cell, float* state) {
  const auto n = static_cast<std::size_t>(width);
  each_unit(rows, width, [=](std::size_t row, std::size_t j, auto get, auto put) {
    float* gate = z + row * 4 * n + j;
    const std::size_t at = row * n + j;
    const F in = settled(sigmoid(get(gate))), forget = settled(sigmoid(get(gate + n)));
    const F fresh = settled(tanh(get(gate + 2 * n))), out = settled(sigmoid(get(gate + 3 * n)));
    const F c = settled(madd(forget, get(before + at), in * fresh));
    put(gate, in);
    put(gate + n, forget);
    put(gate + 2 * n, fresh);
    put(gate + 3 * n, out);
    put(cell + at, c);
    put(state + at, settled(out * tanh(c)));
  });
}

void lstm_gates_grad(int rows, int width, const float* z, const float* before, const float* cell,
                     const float* dstate, float* dcell, float* dz) {
  const auto n = static_cast<std::size_t>(width);
  const F one = splat(1.0f);
  each_unit(rows, width, [=](std::size_t row, std::size_t j, auto get, auto put) {
    const std::size_t at = row * n + j, first = row * 4 * n + j;
    const float* gate = z + first;
    float* d = dz + first;
    const F in = get(gate), forget = get(gate + n), fresh = get(gate + 2 * n);
    const F out = get(gate + 3 * n), t = tanh(get(cell + at)), dh = get(dstate + at);
    const F dc = madd(dh * out, one - t * t, get(dcell + at));
    put(d, settled(dc * fresh * (in * (one - in))));
    put(d + n, settled(dc * get(before + at) * (forget * (one - forget))));
    put(d + 2 * n, settled(dc * in * (one - fresh * fresh)));
    put(d + 3 * n, settled(dh * t * (out * (one - out))));
    put(dcell + at, settled(dc * forget));
  });
}

void gru_gates(int rows, int width, bool reset_after, float* z, const float* before, float* state) {
  const auto n = static_cast<std::size_t>(width);
  each_unit(rows, width, [=](std::size_t row, std::size_t j, auto get, auto put) {
    float* gate = z + row * 4 * n + j;
    const std::size_t at = row * n + j;
    const F reset = settled(sigmoid(get(gate))), update = settled(sigmoid(get(gate + n)));
    F drive = get(gate + 2 * n);
    if (reset_after) drive = madd(reset, get(gate + 3 * n), drive);
    const F fresh = settled(tanh(drive));
    put(gate, reset);
    put(gate + n, update);
    put(gate + 2 * n, fresh);
    put(state + at, settled(madd(update, get(before + at) - fresh, fresh)));
  });
}

void gru_gates_grad(int rows, int width, const float* z, const float* before, const float* dstate,
                    float* dbefore, float* dz) {
  const auto n = static_cast<std::size_t>(width);
  const F one = splat(1.0f);
  each_unit(rows, width, [=](std::size_t row, std::size_t j, auto get, auto put) {
    const std::size_t at = row * n + j, first = row * 4 * n + j;
    const float* gate = z + first;
    float* d = dz + first;
    const F reset = get(gate), update = get(gate + n), fresh = get(gate + 2 * n);
    const F dh = get(dstate + at);
    const F dn = settled(dh * (one - update) * (one - fresh * fresh));
    put(d, settled(dn * get(gate + 3 * n) * (reset * (one - reset))));
    put(d + n, settled(dh * (get(before + at) - fresh) * (update * (one - update))));
    put(d + 2 * n, dn);
    put(d + 3 * n, settled(dn * reset));
    put(dbefore + at, settled(madd(dh, update, get(dbefore + at))));
  });
}

}  // namespace
}  // namespace hunch::kernels
