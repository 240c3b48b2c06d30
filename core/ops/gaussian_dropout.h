#pragma once

#include "ops/noise.h"

namespace hunch::ops {

/// y = m x with m ~ N(1, p / (1 - p)) in train and sample mode, y = x in infer mode: noise of the
/// mean and variance that dropout at rate p has, but none is dropped. Srivastava, Hinton,
/// Krizhevsky, Sutskever, Salakhutdinov 2014, "Dropout: a simple way to prevent neural networks
/// from overfitting", JMLR 15, section 10; Wang, Manning 2013, "Fast dropout training", ICML.
///
/// m of row r, unit i is 1 + sqrt(p / (1 - p)) times the normal number f(context.random, (first_row
/// + r) * H + i), without the row for MaskScope::kPerPass.
class GaussianDropout final : public Op, public Noise {
 public:
  explicit GaussianDropout(double rate) : Noise(rate) {}
  std::string name() const override { return "gaussian_dropout"; }
  /// Any shape -> the same. Errors: a rate outside [0,1).
  Shape infer_shape(const Shape& input) override;
  std::size_t saved_bytes(int rows) const override;  ///< m (B,H)
  bool stochastic() const override { return rate_ > 0; }
  bool elementwise() const override { return true; }
  void forward(const Context& context, const Buffers& buffers, std::span<const float> x,
               std::span<float> y) const override;
  /// dx = m dy, with the m that forward left.
  void backward(const Context& context, const Buffers& buffers, std::span<const float> x,
                std::span<const float> y, std::span<const float> dy, std::span<float> dx,
                std::span<float> dparameters) const override;

 private:
  std::size_t units_ = 0;  // H
};

}  // namespace hunch::ops
