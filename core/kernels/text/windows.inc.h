#pragma once

#include <cstring>
#include <utility>

#include "kernels/kernels.h"
#include "kernels/text/loops.inc.h"

// What convolution and pooling do on every window: move blocks of numbers, and reduce over a
// rectangle of rows of channels. One order of addition for each channel, whatever the width.
namespace hunch::kernels {
namespace {

void copy_matrix(int rows, std::size_t n, const float* from, std::ptrdiff_t from_stride, float* to,
                 std::ptrdiff_t to_stride) {
  for (int r = 0; r < rows; ++r, from += from_stride, to += to_stride) {
    std::size_t i = 0;
    for (; i + kStep <= n; i += kStep) store(to + i, load(from + i));
    if (i == n) continue;
    if (n >= kStep) {  // the last vector begins earlier, over what is already there
      store(to + n - kStep, load(from + n - kStep));
    } else {
      for (; i < n; ++i) to[i] = from[i];
    }
  }
}

void add_matrix(int rows, std::size_t n, const float* from, std::ptrdiff_t from_stride, float* to,
                std::ptrdiff_t to_stride) {
  for (int r = 0; r < rows; ++r, from += from_stride, to += to_stride) {
    std::size_t i = 0;
    for (; i + kStep <= n; i += kStep) store(to + i, load(to + i) + load(from + i));
    for (; i < n; ++i) to[i] = to[i] + from[i];
  }
}

/// y (V vectors) = start + the products' sum, kept in registers until it is done.
template <int V>
HUNCH_INLINE void multiply_window_to(int rows, int cols, Grid a, Grid b, const float* start,
                                     float* y) {
  F sum[V];
  HUNCH_UNROLL
  for (int v = 0; v < V; ++v) sum[v] = load(start + v * kLanes);
  for (int i = 0; i < rows; ++i) {
    const float* p = a.data + i * a.row;
    const float* q = b.data + i * b.row;
    for (int j = 0; j < cols; ++j, p += a.column, q += b.column) {
      HUNCH_UNROLL
      for (int v = 0; v < V; ++v) {
        sum[v] = madd(load(p + v * kLanes), load(q + v * kLanes), sum[v]);
      }
    }
  }
  HUNCH_UNROLL
  for (int v = 0; v < V; ++v) store(y + v * kLanes, sum[v]);
}

void multiply_window(int rows, int cols, std::size_t n, Grid a, Grid b, const float* start,
                     float* y) {
  const auto from = [=](std::size_t j) {
    return std::pair{Grid{a.data + j, a.row, a.column}, Grid{b.data + j, b.row, b.column}};
  };
  std::size_t j = 0;
  for (; j + 4 * kStep <= n; j += 4 * kStep) {
    multiply_window_to<4>(rows, cols, from(j).first, from(j).second, start + j, y + j);
  }
  for (; j + kStep <= n; j += kStep) {
    multiply_window_to<1>(rows, cols, from(j).first, from(j).second, start + j, y + j);
  }
  if (j == n) return;
  const std::size_t rest = n - j;
  F sum = load_part(start + j, rest);
  for (int i = 0; i < rows; ++i) {
    const float* p = a.data + j + i * a.row;
    const float* q = b.data + j + i * b.row;
    for (int k = 0; k < cols; ++k, p += a.column, q += b.column) {
      sum = madd(load_part(p, rest), load_part(q, rest), sum);
    }
  }
  store_part(y + j, sum, rest);
}

/// True in the lanes that hold NaN: without the sign, no other bits are above infinity's.
HUNCH_INLINE M is_nan(F x) {
  const I above = splat(0x7f800000u) - (bits(x) & splat(0x7fffffffu));
  return splat(0.5f) < to_floats(shift_right<31>(above));
}

/// The largest of the window's rows, `get` loading a vector of each, and where they begin.
template <class Get>
HUNCH_INLINE void max_window_of(int rows, int cols, Grid x, std::uint32_t first, Get get, F& most,
                                I& where) {
  most = get(x.data);
  where = splat(first);
  for (int i = 0; i < rows; ++i) {
    const float* p = x.data + i * x.row;
    for (int j = 0; j < cols; ++j, p += x.column) {
      const F value = get(p);
      const M better = (most < value) | is_nan(value);
      const auto here = first + static_cast<std::uint32_t>(p - x.data);
      most = choose(better, value, most);
      where = bits(choose(better, as_floats(splat(here)), as_floats(where)));
    }
  }
}

HUNCH_INLINE void store_words(std::uint32_t* p, I a) {
  float lanes[kStep];
  store(lanes, as_floats(a));
  std::memcpy(p, lanes, sizeof lanes);
}

HUNCH_INLINE void max_window(int rows, int cols, std::size_t n, Grid x, std::uint32_t first,
                             float* y, std::uint32_t* where) {
  F most;
  I at;
  std::size_t j = 0;
  for (; j + kStep <= n; j += kStep) {
    max_window_of(
        rows, cols, {x.data + j, x.row, x.column}, first + static_cast<std::uint32_t>(j),
        [](const float* p) { return load(p); }, most, at);
    store(y + j, most);
    store_words(where + j, at + iota());
  }
  if (j == n) return;
  const std::size_t rest = n - j;
  max_window_of(
      rows, cols, {x.data + j, x.row, x.column}, first + static_cast<std::uint32_t>(j),
      [rest](const float* p) { return load_part(p, rest); }, most, at);
  store_part(y + j, most, rest);
  std::uint32_t lanes[kStep];
  store_words(lanes, at + iota());
  for (std::size_t i = 0; i < rest; ++i) where[j + i] = lanes[i];
}

void max_windows(int count, std::ptrdiff_t step, int rows, int cols, std::size_t n, Grid x,
                 std::uint32_t first, float* y, std::uint32_t* where) {
  for (int i = 0; i < count; ++i, y += n, where += n) {
    max_window(rows, cols, n, x, first, y, where);
    x.data += step;
    first += static_cast<std::uint32_t>(step);
  }
}

}  // namespace
}  // namespace hunch::kernels
