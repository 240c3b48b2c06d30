#pragma once

#include <cstddef>

#include HUNCH_VECTOR

// How every kernel walks over memory: whole vectors, then one vector padded with zeros.
namespace hunch::kernels {
namespace {

constexpr std::size_t kStep = static_cast<std::size_t>(kLanes);

/// The first `count` (< kLanes) numbers at p; the other lanes are 0. Templates, so that a target's
/// own functions for a std::size_t are preferred.
template <class Count>
HUNCH_INLINE F load_part(const float* p, Count count) {
  float lanes[kStep] = {};
  for (std::size_t i = 0; i < count; ++i) lanes[i] = p[i];
  return load(lanes);
}

template <class Count>
HUNCH_INLINE void store_part(float* p, F a, Count count) {
  float lanes[kStep];
  store(lanes, a);
  for (std::size_t i = 0; i < count; ++i) p[i] = lanes[i];
}

/// y (n) = f(x), elementwise.
template <class Function>
HUNCH_INLINE void map(std::size_t n, const float* x, float* y, Function f) {
  std::size_t i = 0;
  for (; i + kStep <= n; i += kStep) store(y + i, f(load(x + i)));
  if (i < n) store_part(y + i, f(load_part(x + i, n - i)), n - i);
}

/// The same for long functions, which stand here once, not once more for the rest: the size of a
/// download counts.
template <class Function>
HUNCH_INLINE void map_long(std::size_t n, const float* x, float* y, Function f) {
  for (std::size_t i = 0; i < n; i += kStep) {
    const bool whole = i + kStep <= n;
    const F value = f(whole ? load(x + i) : load_part(x + i, n - i));
    if (whole) {
      store(y + i, value);
    } else {
      store_part(y + i, value, n - i);
    }
  }
}
template <class Function>
HUNCH_INLINE void map_long(std::size_t n, const float* x, const float* y, float* z, Function f) {
  for (std::size_t i = 0; i < n; i += kStep) {
    const bool whole = i + kStep <= n;
    const F a = whole ? load(x + i) : load_part(x + i, n - i);
    const F b = whole ? load(y + i) : load_part(y + i, n - i);
    const F value = f(a, b);
    if (whole) {
      store(z + i, value);
    } else {
      store_part(z + i, value, n - i);
    }
  }
}

/// z (n) = f(x, y), elementwise.
template <class Function>
HUNCH_INLINE void map(std::size_t n, const float* x, const float* y, float* z, Function f) {
  std::size_t i = 0;
  for (; i + kStep <= n; i += kStep) store(z + i, f(load(x + i), load(y + i)));
  if (i < n) store_part(z + i, f(load_part(x + i, n - i), load_part(y + i, n - i)), n - i);
}

/// z (n) = f(x, y, u), elementwise.
template <class Function>
HUNCH_INLINE void map(std::size_t n, const float* x, const float* y, const float* u, float* z,
                      Function f) {
  std::size_t i = 0;
  for (; i + kStep <= n; i += kStep) store(z + i, f(load(x + i), load(y + i), load(u + i)));
  if (i < n) {
    const std::size_t rest = n - i;
    store_part(z + i, f(load_part(x + i, rest), load_part(y + i, rest), load_part(u + i, rest)),
               rest);
  }
}

/// Combines the lanes in pairs at growing distance: for four, (0+2) + (1+3).
template <class Join>
HUNCH_INLINE float across(F a, Join join) {
  float lanes[kStep];
  store(lanes, a);
  for (std::size_t half = kStep / 2; half > 0; half /= 2) {
    for (std::size_t i = 0; i < half; ++i) lanes[i] = join(lanes[i], lanes[i + half]);
  }
  return lanes[0];
}

HUNCH_INLINE float add_across(F a) {
  return across(a, [](float x, float y) { return x + y; });
}

/// total = add(total, i-th vector) from four accumulators in turn, joined as (0+1) + (2+3): `term`
/// gets an accumulator and a function that loads the vector from any of the inputs.
template <class Term>
HUNCH_INLINE float accumulate(std::size_t n, Term term) {
  F total[4] = {splat(0.0f), splat(0.0f), splat(0.0f), splat(0.0f)};
  std::size_t i = 0;
  for (; i + 4 * kStep <= n; i += 4 * kStep) {
    HUNCH_UNROLL
    for (std::size_t k = 0; k < 4; ++k) {
      const std::size_t at = i + k * kStep;
      total[k] = term(total[k], [at](const float* p) { return load(p + at); });
    }
  }
  for (; i + kStep <= n; i += kStep) {
    total[0] = term(total[0], [i](const float* p) { return load(p + i); });
  }
  if (i < n) {
    total[1] = term(total[1], [i, n](const float* p) { return load_part(p + i, n - i); });
  }
  return add_across((total[0] + total[1]) + (total[2] + total[3]));
}

}  // namespace
}  // namespace hunch::kernels
