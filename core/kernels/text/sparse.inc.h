#pragma once

#include "kernels/text/loops.inc.h"

namespace hunch::kernels {
namespace {

/// y (V vectors) = start + the factors' sum of rows, kept in registers until it is done.
template <int V>
HUNCH_INLINE void add_rows_to(std::size_t count, const std::uint32_t* index, const float* factor,
                              const float* rows, std::size_t stride, const float* start, float* y) {
  F sum[V];
  HUNCH_UNROLL
  for (int v = 0; v < V; ++v) sum[v] = load(start + v * kLanes);
  for (std::size_t i = 0; i < count; ++i) {
    const F left = splat(factor[i]);
    const float* row = rows + index[i] * stride;
    HUNCH_UNROLL
    for (int v = 0; v < V; ++v) sum[v] = madd(left, load(row + v * kLanes), sum[v]);
  }
  HUNCH_UNROLL
  for (int v = 0; v < V; ++v) store(y + v * kLanes, sum[v]);
}

void add_rows(std::size_t count, const std::uint32_t* index, const float* factor, std::size_t n,
              const float* rows, std::size_t stride, const float* start, float* y) {
  std::size_t j = 0;
  for (; j + 8 * kStep <= n; j += 8 * kStep) {
    add_rows_to<8>(count, index, factor, rows + j, stride, start + j, y + j);
  }
  for (; j + kStep <= n; j += kStep) {
    add_rows_to<1>(count, index, factor, rows + j, stride, start + j, y + j);
  }
  if (j == n) return;
  const std::size_t rest = n - j;
  F sum = load_part(start + j, rest);
  for (std::size_t i = 0; i < count; ++i) {
    sum = madd(splat(factor[i]), load_part(rows + j + index[i] * stride, rest), sum);
  }
  store_part(y + j, sum, rest);
}

}  // namespace
}  // namespace hunch::kernels
