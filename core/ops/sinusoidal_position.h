#pragma once

#include "ops/op.h"

namespace hunch::ops {

/// y_t = x_t + p_t with p_t[2i] = sin(t / 10000^(2i/D)), p_t[2i+1] = cos of the same. Vaswani,
/// Shazeer, Parmar, Uszkoreit, Jones, Gomez, Kaiser, Polosukhin 2017, "Attention is all you need",
/// NIPS, section 3.5.
class SinusoidalPosition final : public Op {
 public:
  std::string name() const override { return "sinusoidal_position"; }
  /// (T,D) -> the same. Errors: another rank.
  Shape infer_shape(const Shape& input) override;
  bool elementwise() const override { return true; }
  void forward(const Context& context, const Buffers& buffers, std::span<const float> x,
               std::span<float> y) const override;
  void backward(const Context& context, const Buffers& buffers, std::span<const float> x,
                std::span<const float> y, std::span<const float> dy, std::span<float> dx,
                std::span<float> dparameters) const override;

 private:
  std::vector<float> table_;  // (T,D)
};

}  // namespace hunch::ops
