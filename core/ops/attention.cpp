#include "ops/attention.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "ops/sequence.h"

namespace hunch::ops {
namespace {

using kernels::Kernels;
using kernels::Trans;

// A softmax of so many numbers has no rest on any target; a shorter row is filled up to it.
constexpr int kWhole = 16;

/// Keys that query i sees.
int seen(const Head& head, int i) { return head.causal ? std::min(i + 1, head.keys) : head.keys; }

std::size_t row_of(int i, int stride) {
  return static_cast<std::size_t>(i) * static_cast<std::size_t>(stride);
}

float temper(const Head& head) { return 1.0f / std::sqrt(static_cast<float>(head.width)); }

/// What multiplies the values: p with its mask.
const float* applied(const Kernels& k, const Head& head, const Weights& w) {
  if (w.mask == nullptr) return w.p;
  k.dropout_apply(row_of(head.queries, w.stride), w.p, w.mask, w.scale, w.dropped);
  return w.dropped;
}

/// The most that a product of up to so many rows, columns and terms takes. What it takes is a
/// factor of the terms times one of the rows and columns, so that the worst count of terms is the
/// worst for all; a product with one column may be run as one with one row.
std::size_t product_scratch_up_to(const Kernels& k, int rows, int columns, int terms) {
  int worst = 1;
  for (int n = 2; n <= terms; ++n) {
    if (k.gemm_scratch(rows, columns, n) > k.gemm_scratch(rows, columns, worst)) worst = n;
  }
  return std::max(most_of(columns, [&](int n) { return k.gemm_scratch(rows, n, worst); }),
                  most_of(rows, [&](int n) { return k.gemm_scratch(1, n, worst); }));
}

}  // namespace

std::size_t attention_scratch(const Kernels& k, int queries, int keys, int width) {
  return std::max({k.gemm_scratch(queries, keys, width), k.gemm_scratch(queries, width, keys),
                   k.gemm_scratch(keys, width, queries)});
}

std::size_t attention_scratch_up_to(const Kernels& k, int queries, int keys, int width) {
  return std::max({product_scratch_up_to(k, queries, keys, width),
                   product_scratch_up_to(k, queries, width, keys),
                   product_scratch_up_to(k, keys, width, queries)});
}

void draw_weight_masks(const Context& context, int rows, std::size_t count, double rate,
                       std::uint8_t* masks) {
  const bool each = context.masks == MaskScope::kPerRow;
  const std::uint64_t first = each ? context.first_row * count : 0;
  const std::size_t drawn = each ? static_cast<std::size_t>(rows) * count : count;
  context.kernels->dropout_mask(context.random, first, drawn, static_cast<float>(rate), masks);
  if (each) return;
  for (std::uint8_t* row = masks + count; --rows > 0; row += count) {
    std::copy_n(masks, count, row);
  }
}

void attend(const Kernels& k, const Head& head, const Weights& weights, float* out, int out_stride,
            float* scratch) {
  k.gemm(Trans::kNo, Trans::kYes, head.queries, head.keys, head.width, head.q, head.q_stride,
         head.k, head.kv_stride, false, nullptr, weights.p, weights.stride, scratch);
  k.scale(row_of(head.queries, weights.stride), temper(head), weights.p);
  for (int i = 0; i < head.queries; ++i) {
    float* row = weights.p + row_of(i, weights.stride);
    const int n = seen(head, i);
    const int filled = std::min((n + kWhole - 1) / kWhole * kWhole, head.keys);
    std::fill(row + n, row + filled, -std::numeric_limits<float>::infinity());
    k.softmax(1, filled, row, row);
    std::fill(row + filled, row + weights.stride, 0.0f);
  }
  k.gemm(Trans::kNo, Trans::kNo, head.queries, head.width, head.keys, applied(k, head, weights),
         weights.stride, head.v, head.kv_stride, false, nullptr, out, out_stride, scratch);
}

void attend_back(const Kernels& k, const Head& head, const Weights& weights, const float* dout,
                 int out_stride, float* dp, float* dq, float* dk, float* dv, float* scratch) {
  const int stride = weights.stride;
  k.gemm(Trans::kYes, Trans::kNo, head.keys, head.width, head.queries, applied(k, head, weights),
         stride, dout, out_stride, false, nullptr, dv, head.kv_stride, scratch);
  k.gemm(Trans::kNo, Trans::kYes, head.queries, head.keys, head.width, dout, out_stride, head.v,
         head.kv_stride, false, nullptr, dp, stride, scratch);
  // Through the softmax: p dp - p (sum of p dp), which is 0 where a query sees no key.
  const std::size_t all = row_of(head.queries, stride);
  if (weights.mask != nullptr) k.dropout_apply(all, dp, weights.mask, weights.scale, dp);
  k.multiply(all, dp, weights.p, dp);
  for (int i = 0; i < head.queries; ++i) {
    const auto keys = static_cast<std::size_t>(head.keys);
    float* d = dp + row_of(i, stride);
    k.axpy(keys, -k.sum(keys, d), weights.p + row_of(i, stride), d);
  }
  k.scale(all, temper(head), dp);
  k.gemm(Trans::kNo, Trans::kNo, head.queries, head.width, head.keys, dp, stride, head.k,
         head.kv_stride, false, nullptr, dq, head.q_stride, scratch);
  k.gemm(Trans::kYes, Trans::kNo, head.keys, head.width, head.queries, dp, stride, head.q,
         head.q_stride, false, nullptr, dk, head.kv_stride, scratch);
}

}  // namespace hunch::ops
