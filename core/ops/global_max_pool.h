#pragma once

#include "ops/op.h"

namespace hunch::ops {

/// The largest of all pixels, channel by channel: y[c] = max over (y,x) of x[y,x,c]. Of sequences,
/// the largest of all steps before context.lengths. The first of equals wins and alone gets the
/// gradient; a NaN beats all, so that it is never hidden.
/// Oquab, Bottou, Laptev, Sivic 2015, "Is object localization for free? Weakly-supervised learning
/// with convolutional neural networks", CVPR.
class GlobalMaxPool final : public Op {
 public:
  std::string name() const override { return "global_max_pool"; }
  /// (Y,X,C) -> (C), (T,D) -> (D). Errors: another rank; an image of more than 2^31 - 1 numbers.
  Shape infer_shape(const Shape& input) override;
  std::size_t saved_bytes(int rows) const override;  ///< the winners, (B,C) of 4 bytes
  void forward(const Context& context, const Buffers& buffers, std::span<const float> x,
               std::span<float> y) const override;
  /// dx[winner] = dy.
  void backward(const Context& context, const Buffers& buffers, std::span<const float> x,
                std::span<const float> y, std::span<const float> dy, std::span<float> dx,
                std::span<float> dparameters) const override;

 private:
  std::size_t channels_ = 0;  // C or D
  int positions_ = 0;         // Y*X or T
  bool sequence_ = false;     // (T,D)
};

}  // namespace hunch::ops
