#pragma once

#include "ops/op.h"

namespace hunch::ops {

/// The mean of all pixels, channel by channel: y[c] = sum over (y,x) of x[y,x,c] / (Y X). Of
/// sequences, the mean of all steps before context.lengths.
/// Lin, Chen, Yan 2014, "Network in network", ICLR, section 3.2.
class GlobalAveragePool final : public Op {
 public:
  std::string name() const override { return "global_average_pool"; }
  /// (Y,X,C) -> (C), (T,D) -> (D). Errors: another rank; an image of more than 2^31 - 1 numbers.
  Shape infer_shape(const Shape& input) override;
  void forward(const Context& context, const Buffers& buffers, std::span<const float> x,
               std::span<float> y) const override;
  /// dx = dy / (Y X) at every pixel.
  void backward(const Context& context, const Buffers& buffers, std::span<const float> x,
                std::span<const float> y, std::span<const float> dy, std::span<float> dx,
                std::span<float> dparameters) const override;

 private:
  std::size_t channels_ = 0;  // C or D
  int positions_ = 0;         // Y*X or T
  bool sequence_ = false;     // (T,D)
};

}  // namespace hunch::ops
