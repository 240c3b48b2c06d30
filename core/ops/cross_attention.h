#pragma once

#include "ops/attention.h"
#include "ops/join.h"

namespace hunch::ops {

/// Attention from one sequence to another: queries from the first input x, keys and values from the
/// second m. q = x W + b; k, v = m U + a, side by side; each of `heads` takes D / heads columns of
/// each and attends (see attention.h); y = what they bring, side by side, times V, plus c. Vaswani
/// et al. 2017, "Attention is all you need", NIPS, section 3.2.3.
///
/// Steps beyond a row's length give zeros (of x: context.lengths) or are seen by none (of m:
/// context.source_lengths where lines are parted, else context.lengths), and get zero gradient.
/// rate: dropout of the attention weights in train and sample mode; element (i,j) of head h in row
/// r is f(context.random, (((first_row + r) heads + h) T + i) S + j), without the row for
/// MaskScope::kPerPass.
///
/// Parameters: W (D,D), b (D), U (E,2D), a (2D), V (D,D), c (D).
class CrossAttention final : public Join {
 public:
  explicit CrossAttention(int heads, double rate = 0) : heads_(heads), rate_(rate) {}
  std::string name() const override { return "cross_attention"; }
  /// (T,D), (S,E) -> (T,D). Errors: another number of inputs or rank, heads that do not divide D, a
  /// rate outside [0,1).
  Shape infer_shape(std::span<const Shape> inputs) override;
  std::size_t parameter_count() const override;
  std::vector<Parameter> parameters() const override;
  std::size_t saved_bytes(int rows) const override;
  std::size_t scratch_floats(int rows, const kernels::Kernels& kernels) const override;
  bool stochastic() const override { return rate_ > 0; }
  void forward(const Context& context, const Buffers& buffers,
               std::span<const std::span<const float>> xs, std::span<float> y) const override;
  void backward(const Context& context, const Buffers& buffers,
                std::span<const std::span<const float>> xs, std::span<const float> dy,
                std::span<const std::span<float>> dxs, std::span<float> dparameters) const override;
  int heads() const { return heads_; }
  int keys() const { return keys_; }  ///< S
  /// (B,heads,T,S): how much step i of x looks at step j of m, before dropout, as forward left it.
  std::span<const float> weights(const Buffers& buffers) const;

 private:
  struct Kept {
    float* queries;      // (B,T,D) q
    float* seen;         // (B,S,2D) k, v
    float* brought;      // (B,T,D)
    float* weights;      // (B,heads,T,S)
    std::uint8_t* mask;  // (B,heads,T,S)
  };
  template <class Float>
  struct Parts {  // of the parameters, or of their gradients
    Float *query, *query_bias, *seen, *seen_bias, *output, *output_bias;
  };
  template <class Float>
  Parts<Float> parts(Float* parameters) const;
  Kept kept(const Buffers& buffers) const;
  std::size_t square() const;  ///< T S
  int key_length(const Context& context, int row) const;
  Head head_of(const Context& context, const Kept& kept, int row, int head) const;
  Weights weights_of(const Context& context, const Kept& kept, int row, int head,
                     float* dropped) const;
  bool masks(const Context& c) const { return c.mode != Mode::kInfer && rate_ > 0; }
  /// Zeros in the steps of (B,T,D) and of (B,S,width) that do not count.
  void clear_queries(const Context& context, int rows, float* x) const;
  void clear_keys(const Context& context, int rows, int width, float* x) const;

  int heads_;
  double rate_;
  int queries_ = 0, features_ = 0;  // T, D
  int keys_ = 0, width_ = 0;        // S, E
};

}  // namespace hunch::ops
