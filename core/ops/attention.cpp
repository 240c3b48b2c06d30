#include "ops/attention.h"

#include <algorithm>
#include <cmath>

namespace hunch::ops {
namespace {

using kernels::Kernels;
using kernels::Trans;

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

}  // namespace

std::size_t attention_scratch(const Kernels& k, int queries, int keys, int width) {
  return std::max({k.gemm_scratch(queries, keys, width), k.gemm_scratch(queries, width, keys),
                   k.gemm_scratch(keys, width, queries)});
}

void attend(const Kernels& k, const Head& head, const Weights& weights, float* out, int out_stride,
            float* scratch) {
  k.gemm(Trans::kNo, Trans::kYes, head.queries, head.keys, head.width, head.q, head.q_stride,
         head.k, head.kv_stride, false, nullptr, weights.p, weights.stride, scratch);
  for (int i = 0; i < head.queries; ++i) {
    float* row = weights.p + row_of(i, weights.stride);
    const int n = seen(head, i);
    k.scale(static_cast<std::size_t>(n), temper(head), row);
    k.softmax(1, n, row, row);
    std::fill(row + n, row + weights.stride, 0.0f);
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
  // Through the softmax: p (dp - sum of p dp).
  for (int i = 0; i < head.queries; ++i) {
    const std::size_t at = row_of(i, stride);
    const int count = seen(head, i);
    const auto n = static_cast<std::size_t>(count);
    float* d = dp + at;
    const float* p = weights.p + at;
    if (weights.mask != nullptr) k.dropout_apply(n, d, weights.mask + at, weights.scale, d);
    const float mean = k.dot(n, d, p);
    k.multiply(n, d, p, d);
    k.axpy(n, -mean, p, d);
    k.scale(n, temper(head), d);
    std::fill(d + n, d + stride, 0.0f);
  }
  k.gemm(Trans::kNo, Trans::kNo, head.queries, head.width, head.keys, dp, stride, head.k,
         head.kv_stride, false, nullptr, dq, head.q_stride, scratch);
  k.gemm(Trans::kYes, Trans::kNo, head.keys, head.width, head.queries, dp, stride, head.q,
         head.q_stride, false, nullptr, dk, head.kv_stride, scratch);
}

}  // namespace hunch::ops
