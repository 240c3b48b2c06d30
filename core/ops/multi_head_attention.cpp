#include "ops/multi_head_attention.h"

#include <algorithm>

#include "base/math.h"
#include "ops/sequence.h"

namespace hunch::ops {
namespace {

using kernels::Trans;

std::size_t size(int a, int b, int c = 1) {
  return static_cast<std::size_t>(a) * static_cast<std::size_t>(b) * static_cast<std::size_t>(c);
}

}  // namespace

Shape MultiHeadAttention::infer_shape(const Shape& input) {
  const std::string where = "[multi_head_attention] ";
  if (input.rank() != 2) throw Error(where + "input " + input.text() + ": needs (T,D)");
  if (heads_ < 1 || input[1] % heads_ != 0) {
    throw Error(where + "input " + input.text() + ", " + std::to_string(heads_) +
                " heads: needs a number of heads that divides D");
  }
  if (rotary_ && input[1] / heads_ % 2 != 0) {
    throw Error(where + "input " + input.text() + ", " + std::to_string(heads_) +
                " heads: rotary needs an even D / heads");
  }
  if (!(rate_ >= 0 && rate_ < 1)) {
    throw Error(where + "rate " + std::to_string(rate_) + ": needs 0 <= rate < 1");
  }
  steps_ = input[0];
  features_ = input[1];
  cosines_.clear();
  sines_.clear();
  const int width = rotary_ ? features_ / heads_ : 0;  // d
  for (int t = 0; t < steps_; ++t) {
    for (int i = 0; i < width; i += 2) {
      const double angle = t / math::pow(10000.0, static_cast<double>(i) / width);
      cosines_.push_back(static_cast<float>(math::cos(angle)));
      sines_.push_back(static_cast<float>(math::sin(angle)));
    }
  }
  return input;
}

std::size_t MultiHeadAttention::parameter_count() const {
  return size(features_ + 1, 4 * features_);
}

std::vector<Parameter> MultiHeadAttention::parameters() const {
  const int d = features_;
  return {{.name = "weight", .rows = d, .cols = 3 * d, .fan_in = d, .fan_out = d},
          {.name = "bias", .cols = 3 * d, .start = Start::kZero, .is_weight = false},
          {.name = "output_weight", .rows = d, .cols = d, .fan_in = d, .fan_out = d},
          {.name = "output_bias", .cols = d, .start = Start::kZero, .is_weight = false}};
}

std::size_t MultiHeadAttention::square() const { return size(steps_, steps_); }

std::size_t MultiHeadAttention::saved_bytes(int rows) const {
  const std::size_t weights = size(rows, heads_) * square();
  return (size(rows, steps_, 4 * features_) + weights) * sizeof(float) + (rate_ > 0 ? weights : 0);
}

MultiHeadAttention::Kept MultiHeadAttention::kept(const Buffers& buffers) const {
  Kept k{};
  k.projected = reinterpret_cast<float*>(buffers.saved.data());
  k.brought = k.projected + size(buffers.rows, steps_, 3 * features_);
  k.weights = k.brought + size(buffers.rows, steps_, features_);
  k.mask = reinterpret_cast<std::uint8_t*>(k.weights + size(buffers.rows, heads_) * square());
  return k;
}

std::span<const float> MultiHeadAttention::weights(const Buffers& buffers) const {
  return {kept(buffers).weights, size(buffers.rows, heads_) * square()};
}

std::size_t MultiHeadAttention::scratch_floats(int rows, const kernels::Kernels& k) const {
  const int d = features_;
  const std::size_t heads =
      most_of(steps_, [&](int length) { return attention_scratch(k, length, length, d / heads_); });
  const std::size_t products = most_of(rows * steps_, [&](int n) {
    return std::max({k.gemm_scratch(n, 3 * d, d), k.gemm_scratch(n, d, d),
                     k.gemm_scratch(n, d, 3 * d), k.gemm_scratch(d, 3 * d, n),
                     k.gemm_scratch(d, d, n)});
  });
  // Backward's: dy without padding and by what was brought (B,T,D), by q, k, v (B,T,3D), dropped
  // and by the weights (T,T).
  return size(rows, steps_, 5 * d) + 2 * square() + std::max(heads, products);
}

Head MultiHeadAttention::head_of(const Kept& kept, int row, int head, int length) const {
  const int width = features_ / heads_;
  const float* q = kept.projected + size(row, steps_, 3 * features_) + size(head, width);
  return {q,
          q + size(1, features_),
          q + size(2, features_),
          3 * features_,
          3 * features_,
          length,
          length,
          width,
          causal_};
}

Weights MultiHeadAttention::weights_of(const Context& context, const Kept& kept, int row, int head,
                                       float* dropped) const {
  const std::size_t at = size(row * heads_ + head, 1) * square();
  return {kept.weights + at, steps_, masks(context) ? kept.mask + at : nullptr,
          static_cast<float>(1 / (1 - rate_)), dropped};
}

// q and k of projected (B,T,3D) by the angle of their step, or back.
void MultiHeadAttention::turn(int rows, bool back, float* projected) const {
  const std::size_t planes = cosines_.size() / size(steps_, 1);  // of a head
  for (int r = 0; r < rows * steps_; ++r, projected += size(3, features_)) {
    const float* cosine = cosines_.data() + size(r % steps_, 1) * planes;
    const float* sine = sines_.data() + size(r % steps_, 1) * planes;
    float* pair = projected;
    for (int head = 0; head < 2 * heads_; ++head) {  // of q, then of k
      for (std::size_t i = 0; i < planes; ++i, pair += 2) {
        const float s = back ? -sine[i] : sine[i], a = pair[0], b = pair[1];
        pair[0] = a * cosine[i] - b * s;
        pair[1] = a * s + b * cosine[i];
      }
    }
  }
}

void MultiHeadAttention::clear_padding(const Context& context, int rows, int width,
                                       float* x) const {
  clear_after(rows, steps_, width, x, [&](int r) { return length_of(context, r, steps_); });
}

void MultiHeadAttention::forward(const Context& context, const Buffers& buffers,
                                 std::span<const float> x, std::span<float> y) const {
  const kernels::Kernels& k = *context.kernels;
  const int rows = buffers.rows, d = features_;
  const Kept kept = this->kept(buffers);
  const float* weight = buffers.parameters.data();  // (D,3D)
  const float* bias = weight + size(d, 3 * d);      // (3D)
  const float* output_weight = bias + size(3, d);   // (D,D)
  float* dropped = buffers.scratch.data();          // (T,T)
  float* products = dropped + square();             // for gemm
  k.gemm(Trans::kNo, Trans::kNo, rows * steps_, 3 * d, d, x.data(), d, weight, 3 * d, false, bias,
         kept.projected, 3 * d, products);
  if (rotary_) turn(rows, false, kept.projected);
  if (masks(context)) {
    draw_weight_masks(context, rows, size(heads_, 1) * square(), rate_, kept.mask);
  }
  for (int r = 0; r < rows; ++r) {
    const int length = length_of(context, r, steps_);
    for (int h = 0; h < heads_; ++h) {
      const Weights w = weights_of(context, kept, r, h, dropped);
      const std::size_t column = size(h, d / heads_);
      attend(k, head_of(kept, r, h, length), w, kept.brought + size(r, steps_, d) + column, d,
             products);
      std::fill_n(w.p + size(length, steps_), size(steps_ - length, steps_), 0.0f);
    }
  }
  clear_padding(context, rows, d, kept.brought);
  k.gemm(Trans::kNo, Trans::kNo, rows * steps_, d, d, kept.brought, d, output_weight, d, false,
         output_weight + size(d, d), y.data(), d, products);
  clear_padding(context, rows, d, y.data());
}

void MultiHeadAttention::backward(const Context& context, const Buffers& buffers,
                                  std::span<const float> x, std::span<const float> /*y*/,
                                  std::span<const float> dy, std::span<float> dx,
                                  std::span<float> dparameters) const {
  const kernels::Kernels& k = *context.kernels;
  const int rows = buffers.rows, d = features_, all = rows * steps_;
  const Kept kept = this->kept(buffers);
  float* counted = buffers.scratch.data();                   // (B,T,D)
  float* dprojected = counted + size(rows, steps_, d);       // (B,T,3D)
  float* dbrought = dprojected + size(rows, steps_, 3 * d);  // (B,T,D)
  float* dropped = dbrought + size(rows, steps_, d);         // (T,T)
  float* dweights = dropped + square();                      // (T,T)
  float* products = dweights + square();                     // for gemm
  const float* weight = buffers.parameters.data();           // (D,3D)
  const float* output_weight = weight + size(d + 1, 3 * d);  // (D,D)
  float* dweight = dparameters.data();                       // (D,3D)
  float* dbias = dweight + size(d, 3 * d);                   // (3D)
  float* doutput_weight = dbias + size(3, d);                // (D,D)
  float* doutput_bias = doutput_weight + size(d, d);         // (D)

  std::copy(dy.begin(), dy.end(), counted);
  clear_padding(context, rows, d, counted);
  if (buffers.overwrite) {
    std::fill_n(dbias, size(3, d), 0.0f);
    std::fill_n(doutput_bias, size(1, d), 0.0f);
  }
  k.gemm(Trans::kYes, Trans::kNo, d, d, all, kept.brought, d, counted, d, !buffers.overwrite,
         nullptr, doutput_weight, d, products);
  k.col_sum(all, d, counted, doutput_bias);
  k.gemm(Trans::kNo, Trans::kYes, all, d, d, counted, d, output_weight, d, false, nullptr, dbrought,
         d, products);
  for (int r = 0; r < rows; ++r) {
    const int length = length_of(context, r, steps_);
    for (int h = 0; h < heads_; ++h) {
      const std::size_t column = size(h, d / heads_);
      float* dq = dprojected + size(r, steps_, 3 * d) + column;
      attend_back(k, head_of(kept, r, h, length), weights_of(context, kept, r, h, dropped),
                  dbrought + size(r, steps_, d) + column, d, dweights, dq, dq + d, dq + size(2, d),
                  products);
    }
  }
  clear_padding(context, rows, 3 * d, dprojected);
  if (rotary_) turn(rows, true, dprojected);
  k.gemm(Trans::kYes, Trans::kNo, d, 3 * d, all, x.data(), d, dprojected, 3 * d, !buffers.overwrite,
         nullptr, dweight, 3 * d, products);
  k.col_sum(all, 3 * d, dprojected, dbias);
  if (dx.empty()) return;
  k.gemm(Trans::kNo, Trans::kYes, all, d, 3 * d, dprojected, 3 * d, weight, 3 * d, false, nullptr,
         dx.data(), d, products);
}

}  // namespace hunch::ops
