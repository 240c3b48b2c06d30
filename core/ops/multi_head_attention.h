#pragma once

#include "ops/attention.h"
#include "ops/op.h"

namespace hunch::ops {

/// Self-attention: q, k, v = x W + b, side by side; each of `heads` takes D / heads columns of each
/// and attends (see attention.h); y = what they bring, side by side, times V, plus c. Vaswani et
/// al. 2017, "Attention is all you need", NIPS, section 3.2.2. Steps beyond a row's length are seen
/// by none, give zeros and get zero gradient.
///
/// causal: a step sees itself and what was before. rate: dropout of the attention weights in train
/// and sample mode; element (i,j) of head h in row r is f(context.random, (((first_row + r) heads +
/// h) T + i) T + j), without the row for MaskScope::kPerPass. rotary: before they meet, queries and
/// keys are turned, columns 2i and 2i+1 of a head as a plane by t / 10000^(2i/d): Su, Lu, Pan,
/// Murtadha, Wen, Liu 2021, "RoFormer: enhanced transformer with rotary position embedding".
///
/// Parameters: W (D,3D), b (3D), V (D,D), c (D).
class MultiHeadAttention final : public Op {
 public:
  explicit MultiHeadAttention(int heads, bool causal = false, double rate = 0, bool rotary = false)
      : heads_(heads), causal_(causal), rotary_(rotary), rate_(rate) {}
  std::string name() const override { return "multi_head_attention"; }
  /// (T,D) -> (T,D). Errors: another rank, heads that do not divide D, planes that do not divide
  /// D / heads (rotary), a rate outside [0,1).
  Shape infer_shape(const Shape& input) override;
  std::size_t parameter_count() const override;
  std::vector<Parameter> parameters() const override;
  std::size_t saved_bytes(int rows) const override;
  std::size_t scratch_floats(int rows, const kernels::Kernels& kernels) const override;
  bool stochastic() const override { return rate_ > 0; }
  void forward(const Context& context, const Buffers& buffers, std::span<const float> x,
               std::span<float> y) const override;
  void backward(const Context& context, const Buffers& buffers, std::span<const float> x,
                std::span<const float> y, std::span<const float> dy, std::span<float> dx,
                std::span<float> dparameters) const override;
  int heads() const { return heads_; }
  /// (B,heads,T,T): how much step i looks at step j, before dropout, as forward left it.
  std::span<const float> weights(const Buffers& buffers) const;

 private:
  struct Kept {
    float* projected;    // (B,T,3D) q, k, v; q and k turned
    float* weights;      // (B,heads,T,T)
    float* brought;      // (B,T,D)
    std::uint8_t* mask;  // (B,heads,T,T)
  };
  Kept kept(const Buffers& buffers) const;
  std::size_t square() const;  ///< T T
  Head head_of(const Kept& kept, int row, int head, int length) const;
  Weights weights_of(const Context& context, const Kept& kept, int row, int head,
                     float* dropped) const;
  bool masks(const Context& c) const { return c.mode != Mode::kInfer && rate_ > 0; }
  void turn(int rows, bool back, float* projected) const;
  /// Zeros in the steps of (B,T,width) that do not count.
  void clear_padding(const Context& context, int rows, int width, float* x) const;

  int heads_;
  bool causal_, rotary_;
  double rate_;
  int steps_ = 0, features_ = 0;        // T, D
  std::vector<float> cosines_, sines_;  // (T,D/heads/2)
};

}  // namespace hunch::ops
