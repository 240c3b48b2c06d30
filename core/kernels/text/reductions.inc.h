#pragma once

#include "kernels/text/maths.inc.h"

// Sums, and the rows of softmax. One order of addition for each width: see accumulate().
namespace hunch::kernels {
namespace {

void scale(std::size_t n, float a, float* x) {
  map(n, x, x, [f = splat(a)](F v) { return v * f; });
}

void axpy(std::size_t n, float a, const float* x, float* y) {
  map(n, x, y, y, [f = splat(a)](F u, F v) { return madd(f, u, v); });
}

void multiply(std::size_t n, const float* x, const float* y, float* z) {
  map(n, x, y, z, [](F u, F v) { return u * v; });
}

float dot(std::size_t n, const float* x, const float* y) {
  return accumulate(n, [=](F total, auto at) { return madd(at(x), at(y), total); });
}

float sum(std::size_t n, const float* x) {
  return accumulate(n, [=](F total, auto at) { return total + at(x); });
}

float sum_squares(std::size_t n, const float* x) {
  return accumulate(n, [=](F total, auto at) {
    const F v = at(x);
    return madd(v, v, total);
  });
}

float sum_abs(std::size_t n, const float* x) {
  return accumulate(n, [=](F total, auto at) { return total + absolute(at(x)); });
}

/// x - x is 0 for finite x and NaN for others.
bool all_finite(std::size_t n, const float* x) {
  return accumulate(n, [=](F total, auto at) {
           const F v = at(x);
           return total + (v - v);
         }) == 0;
}

float max_abs(std::size_t n, const float* x) {
  F most = splat(0.0f);
  std::size_t i = 0;
  for (; i + kStep <= n; i += kStep) most = larger(absolute(load(x + i)), most);
  if (i < n) most = larger(absolute(load_part(x + i, n - i)), most);
  return across(most, [](float a, float b) { return a > b ? a : b; });
}

/// sum (V vectors) += rows of x that are n numbers apart: V chains of additions side by side.
template <int V, class Get, class Put>
HUNCH_INLINE void col_sum_of(int rows, std::size_t n, const float* x, float* sum, Get get,
                             Put put) {
  F total[V];
  HUNCH_UNROLL
  for (int v = 0; v < V; ++v) total[v] = get(sum + v * kLanes);
  for (int i = 0; i < rows; ++i, x += n) {
    HUNCH_UNROLL
    for (int v = 0; v < V; ++v) total[v] = total[v] + get(x + v * kLanes);
  }
  HUNCH_UNROLL
  for (int v = 0; v < V; ++v) put(sum + v * kLanes, total[v]);
}

void col_sum(int rows, int cols, const float* x, float* sum) {
  const auto n = static_cast<std::size_t>(cols);
  const auto get = [](const float* p) { return load(p); };
  const auto put = [](float* p, F a) { store(p, a); };
  std::size_t j = 0;
  for (; j + 4 * kStep <= n; j += 4 * kStep) col_sum_of<4>(rows, n, x + j, sum + j, get, put);
  for (; j + 2 * kStep <= n; j += 2 * kStep) col_sum_of<2>(rows, n, x + j, sum + j, get, put);
  for (; j + kStep <= n; j += kStep) col_sum_of<1>(rows, n, x + j, sum + j, get, put);
  if (j < n) {
    const std::size_t rest = n - j;
    col_sum_of<1>(
        rows, n, x + j, sum + j, [rest](const float* p) { return load_part(p, rest); },
        [rest](float* p, F a) { store_part(p, a, rest); });
  }
}

void regularize(std::size_t n, float l1, float l2, const float* w, float* g) {
  const F zero = splat(0.0f), one = splat(l1), two = splat(l2);
  map(n, w, g, g, [=](F v, F d) {
    const F sign = choose(zero < v, one, keep(v < zero, negative(one)));
    return d + madd(two, v, sign);
  });
}

/// The largest of n > 0 numbers; NaN among them is found later, in the sum.
HUNCH_INLINE float row_max(std::size_t n, const float* x) {
  F most = splat(x[0]);
  std::size_t i = 0;
  for (; i + kStep <= n; i += kStep) most = larger(load(x + i), most);
  float result = across(most, [](float a, float b) { return a > b ? a : b; });
  for (; i < n; ++i) result = x[i] > result ? x[i] : result;
  return result;
}

/// The sum of e^(x - shift), each written to p unless that is null.
HUNCH_INLINE float sum_exp(std::size_t n, const float* x, float shift, float* p) {
  const F s = splat(shift);
  F total = splat(0.0f);
  std::size_t i = 0;
  for (; i + kStep <= n; i += kStep) {
    const F e = exp_bounded(load(x + i) - s);
    if (p != nullptr) store(p + i, e);
    total = total + e;
  }
  if (i < n) {
    float lanes[kStep];
    const F e = exp_bounded(load_part(x + i, n - i) - s);
    store(lanes, e);
    for (std::size_t k = n - i; k < kStep; ++k) lanes[k] = 0;
    if (p != nullptr) store_part(p + i, e, n - i);
    total = total + load(lanes);
  }
  return add_across(total);
}

void softmax(int rows, int cols, const float* x, float* p) {
  const auto n = static_cast<std::size_t>(cols);
  for (int i = 0; i < rows; ++i, x += n, p += n) {
    if (n == 0) continue;
    const F whole = splat(sum_exp(n, x, row_max(n, x), p));
    map(n, p, p, [whole](F v) { return flush(v / whole, kTinyActivation); });
  }
}

void log_sum_exp(int rows, int cols, const float* x, float* lse) {
  const auto n = static_cast<std::size_t>(cols);
  for (int i = 0; i < rows; ++i, x += n) {
    const float most = n == 0 ? 0 : row_max(n, x);
    const float whole = sum_exp(n, x, most, nullptr);
    map(1, &whole, lse + i, [most](F v) { return log(v) + splat(most); });
  }
}

}  // namespace
}  // namespace hunch::kernels
