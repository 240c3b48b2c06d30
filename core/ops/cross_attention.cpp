#include "ops/cross_attention.h"

#include <algorithm>

#include "ops/sequence.h"

namespace hunch::ops {
namespace {

using kernels::Trans;

std::size_t size(int a, int b, int c = 1) {
  return static_cast<std::size_t>(a) * static_cast<std::size_t>(b) * static_cast<std::size_t>(c);
}

}  // namespace

Shape CrossAttention::infer_shape(std::span<const Shape> inputs) {
  const std::string where = "[cross_attention] inputs " + shapes_text(inputs);
  if (inputs.size() != 2 || inputs[0].rank() != 2 || inputs[1].rank() != 2) {
    throw Error(where + ": needs (T,D), (S,E)");
  }
  if (heads_ < 1 || inputs[0][1] % heads_ != 0) {
    throw Error(where + ", " + std::to_string(heads_) +
                " heads: needs a number of heads that divides D");
  }
  if (!(rate_ >= 0 && rate_ < 1)) {
    throw Error("[cross_attention] rate " + std::to_string(rate_) + ": needs 0 <= rate < 1");
  }
  queries_ = inputs[0][0];
  features_ = inputs[0][1];
  keys_ = inputs[1][0];
  width_ = inputs[1][1];
  return inputs[0];
}

std::size_t CrossAttention::parameter_count() const {
  return size(features_ + 1, 2 * features_) + size(width_ + 1, 2 * features_);
}

std::vector<Parameter> CrossAttention::parameters() const {
  const int d = features_, e = width_;
  return {{.name = "query_weight", .rows = d, .cols = d, .fan_in = d, .fan_out = d},
          {.name = "query_bias", .cols = d, .start = Start::kZero, .is_weight = false},
          {.name = "key_value_weight", .rows = e, .cols = 2 * d, .fan_in = e, .fan_out = d},
          {.name = "key_value_bias", .cols = 2 * d, .start = Start::kZero, .is_weight = false},
          {.name = "output_weight", .rows = d, .cols = d, .fan_in = d, .fan_out = d},
          {.name = "output_bias", .cols = d, .start = Start::kZero, .is_weight = false}};
}

template <class Float>
CrossAttention::Parts<Float> CrossAttention::parts(Float* parameters) const {
  const int d = features_;
  Parts<Float> p{};
  p.query = parameters;                        // (D,D)
  p.query_bias = p.query + size(d, d);         // (D)
  p.seen = p.query_bias + size(1, d);          // (E,2D)
  p.seen_bias = p.seen + size(width_, 2 * d);  // (2D)
  p.output = p.seen_bias + size(2, d);         // (D,D)
  p.output_bias = p.output + size(d, d);       // (D)
  return p;
}

std::size_t CrossAttention::square() const { return size(queries_, keys_); }

std::size_t CrossAttention::saved_bytes(int rows) const {
  const std::size_t weights = size(rows, heads_) * square();
  const std::size_t floats =
      size(rows, queries_, 2 * features_) + size(rows, keys_, 2 * features_) + weights;
  return floats * sizeof(float) + (rate_ > 0 ? weights : 0);
}

CrossAttention::Kept CrossAttention::kept(const Buffers& buffers) const {
  Kept k{};
  k.queries = reinterpret_cast<float*>(buffers.saved.data());
  k.seen = k.queries + size(buffers.rows, queries_, features_);
  k.brought = k.seen + size(buffers.rows, keys_, 2 * features_);
  k.weights = k.brought + size(buffers.rows, queries_, features_);
  k.mask = reinterpret_cast<std::uint8_t*>(k.weights + size(buffers.rows, heads_) * square());
  return k;
}

std::span<const float> CrossAttention::weights(const Buffers& buffers) const {
  return {kept(buffers).weights, size(buffers.rows, heads_) * square()};
}

std::size_t CrossAttention::scratch_floats(int rows, const kernels::Kernels& k) const {
  const int d = features_, e = width_;
  const std::size_t heads = attention_scratch_up_to(k, queries_, keys_, d / heads_);
  const std::size_t from = most_of(rows * queries_, [&](int n) {
    return std::max(k.gemm_scratch(n, d, d), k.gemm_scratch(d, d, n));
  });
  const std::size_t to = most_of(rows * keys_, [&](int n) {
    return std::max(
        {k.gemm_scratch(n, 2 * d, e), k.gemm_scratch(e, 2 * d, n), k.gemm_scratch(n, e, 2 * d)});
  });
  // Backward's: dy without padding, by what was brought and by q (B,T,D), by k, v (B,S,2D), dropped
  // and by the weights (T,S).
  return size(rows, queries_, 3 * d) + size(rows, keys_, 2 * d) + 2 * square() +
         std::max({heads, from, to});
}

int CrossAttention::key_length(const Context& context, int row) const {
  const int length = context.source_lengths.empty()
                         ? length_of(context, row, keys_)
                         : context.source_lengths[static_cast<std::size_t>(row)];
  return std::min(length, keys_);
}

Head CrossAttention::head_of(const Context& context, const Kept& kept, int row, int head) const {
  const int width = features_ / heads_;
  const float* key = kept.seen + size(row, keys_, 2 * features_) + size(head, width);
  return {kept.queries + size(row, queries_, features_) + size(head, width),
          key,
          key + size(1, features_),
          features_,
          2 * features_,
          length_of(context, row, queries_),
          key_length(context, row),
          width,
          false};
}

Weights CrossAttention::weights_of(const Context& context, const Kept& kept, int row, int head,
                                   float* dropped) const {
  const std::size_t at = size(row * heads_ + head, 1) * square();
  return {kept.weights + at, keys_, masks(context) ? kept.mask + at : nullptr,
          static_cast<float>(1 / (1 - rate_)), dropped};
}

void CrossAttention::clear_queries(const Context& context, int rows, float* x) const {
  clear_after(rows, queries_, features_, x, [&](int r) { return length_of(context, r, queries_); });
}

void CrossAttention::clear_keys(const Context& context, int rows, int width, float* x) const {
  clear_after(rows, keys_, width, x, [&](int r) { return key_length(context, r); });
}

void CrossAttention::forward(const Context& context, const Buffers& buffers,
                             std::span<const std::span<const float>> xs, std::span<float> y) const {
  const kernels::Kernels& k = *context.kernels;
  const int rows = buffers.rows, d = features_;
  const Kept kept = this->kept(buffers);
  const Parts<const float> p = parts(buffers.parameters.data());
  float* dropped = buffers.scratch.data();  // (T,S)
  float* products = dropped + square();     // for gemm
  k.gemm(Trans::kNo, Trans::kNo, rows * queries_, d, d, xs[0].data(), d, p.query, d, false,
         p.query_bias, kept.queries, d, products);
  k.gemm(Trans::kNo, Trans::kNo, rows * keys_, 2 * d, width_, xs[1].data(), width_, p.seen, 2 * d,
         false, p.seen_bias, kept.seen, 2 * d, products);
  if (masks(context)) {
    draw_weight_masks(context, rows, size(heads_, 1) * square(), rate_, kept.mask);
  }
  for (int r = 0; r < rows; ++r) {
    const int length = length_of(context, r, queries_);
    for (int h = 0; h < heads_; ++h) {
      const Weights w = weights_of(context, kept, r, h, dropped);
      attend(k, head_of(context, kept, r, h), w,
             kept.brought + size(r, queries_, d) + size(h, d / heads_), d, products);
      std::fill_n(w.p + size(length, keys_), size(queries_ - length, keys_), 0.0f);
    }
  }
  clear_queries(context, rows, kept.brought);
  k.gemm(Trans::kNo, Trans::kNo, rows * queries_, d, d, kept.brought, d, p.output, d, false,
         p.output_bias, y.data(), d, products);
  clear_queries(context, rows, y.data());
}

void CrossAttention::backward(const Context& context, const Buffers& buffers,
                              std::span<const std::span<const float>> xs, std::span<const float> dy,
                              std::span<const std::span<float>> dxs,
                              std::span<float> dparameters) const {
  const kernels::Kernels& k = *context.kernels;
  const int rows = buffers.rows, d = features_, all = rows * queries_, all_keys = rows * keys_;
  const bool add = !buffers.overwrite;
  const Kept kept = this->kept(buffers);
  float* counted = buffers.scratch.data();               // (B,T,D)
  float* dbrought = counted + size(rows, queries_, d);   // (B,T,D)
  float* dqueries = dbrought + size(rows, queries_, d);  // (B,T,D)
  float* dseen = dqueries + size(rows, queries_, d);     // (B,S,2D)
  float* dropped = dseen + size(rows, keys_, 2 * d);     // (T,S)
  float* dweights = dropped + square();                  // (T,S)
  float* products = dweights + square();                 // for gemm
  const Parts<const float> p = parts(buffers.parameters.data());
  const Parts<float> dp = parts(dparameters.data());

  std::copy(dy.begin(), dy.end(), counted);
  clear_queries(context, rows, counted);
  if (buffers.overwrite) {
    std::fill_n(dp.query_bias, size(1, d), 0.0f);
    std::fill_n(dp.seen_bias, size(2, d), 0.0f);
    std::fill_n(dp.output_bias, size(1, d), 0.0f);
  }
  k.gemm(Trans::kYes, Trans::kNo, d, d, all, kept.brought, d, counted, d, add, nullptr, dp.output,
         d, products);
  k.col_sum(all, d, counted, dp.output_bias);
  k.gemm(Trans::kNo, Trans::kYes, all, d, d, counted, d, p.output, d, false, nullptr, dbrought, d,
         products);
  for (int r = 0; r < rows; ++r) {
    for (int h = 0; h < heads_; ++h) {
      const std::size_t column = size(h, d / heads_);
      float* dkey = dseen + size(r, keys_, 2 * d) + column;
      attend_back(k, head_of(context, kept, r, h), weights_of(context, kept, r, h, dropped),
                  dbrought + size(r, queries_, d) + column, d, dweights,
                  dqueries + size(r, queries_, d) + column, dkey, dkey + d, products);
    }
  }
  clear_queries(context, rows, dqueries);
  clear_keys(context, rows, 2 * d, dseen);
  k.gemm(Trans::kYes, Trans::kNo, d, d, all, xs[0].data(), d, dqueries, d, add, nullptr, dp.query,
         d, products);
  k.col_sum(all, d, dqueries, dp.query_bias);
  k.gemm(Trans::kYes, Trans::kNo, width_, 2 * d, all_keys, xs[1].data(), width_, dseen, 2 * d, add,
         nullptr, dp.seen, 2 * d, products);
  k.col_sum(all_keys, 2 * d, dseen, dp.seen_bias);
  if (!dxs[0].empty()) {
    k.gemm(Trans::kNo, Trans::kYes, all, d, d, dqueries, d, p.query, d, false, nullptr,
           dxs[0].data(), d, products);
  }
  if (!dxs[1].empty()) {
    k.gemm(Trans::kNo, Trans::kYes, all_keys, width_, 2 * d, dseen, 2 * d, p.seen, 2 * d, false,
           nullptr, dxs[1].data(), width_, products);
  }
}

}  // namespace hunch::ops
