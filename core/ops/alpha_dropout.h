#pragma once

#include "ops/noise.h"

namespace hunch::ops {

/// Dropout that keeps mean 0 and variance 1 where its input has them, for networks of selu units: y
/// = a (m x + (1 - m) d) + b with m ~ Bernoulli(q), q = 1 - p, in train and sample mode, y = x in
/// infer mode. d = -1.7581 is what selu tends to on the left,
///   a = (q + d^2 q (1 - q))^(-1/2),  b = -a (1 - q) d.
/// Klambauer, Unterthiner, Mayr, Hochreiter 2017, "Self-normalizing neural networks", NIPS, "new
/// dropout technique". Masks as those of Dropout.
class AlphaDropout final : public Op, public Noise {
 public:
  explicit AlphaDropout(double rate) : Noise(rate) {}
  std::string name() const override { return "alpha_dropout"; }
  /// Any shape -> the same. Errors: a rate outside [0,1).
  Shape infer_shape(const Shape& input) override;
  std::size_t saved_bytes(int rows) const override;  ///< the mask, (B,H) bytes, 1 = kept
  bool stochastic() const override { return rate_ > 0; }
  bool elementwise() const override { return true; }
  void forward(const Context& context, const Buffers& buffers, std::span<const float> x,
               std::span<float> y) const override;
  /// dx = a m dy, with the mask that forward left.
  void backward(const Context& context, const Buffers& buffers, std::span<const float> x,
                std::span<const float> y, std::span<const float> dy, std::span<float> dx,
                std::span<float> dparameters) const override;

 private:
  double slope() const;    // a
  std::size_t units_ = 0;  // H
};

}  // namespace hunch::ops
