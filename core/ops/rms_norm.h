#pragma once

#include "ops/op.h"

namespace hunch::ops {

/// y = gain x / sqrt(mean(x^2) + epsilon), the mean over the last axis D of each row and position.
/// Parameters: gain (D).
/// Zhang, Sennrich 2019, "Root mean square layer normalization", NeurIPS.
class RmsNorm final : public Op {
 public:
  explicit RmsNorm(double epsilon = 1e-5) : epsilon_(static_cast<float>(epsilon)) {}
  std::string name() const override { return "rms_norm"; }
  /// (...,D) -> the same. Errors: an epsilon that is not positive.
  Shape infer_shape(const Shape& input) override;
  std::size_t parameter_count() const override { return features_; }
  std::vector<Parameter> parameters() const override;
  std::size_t saved_bytes(int rows) const override;  ///< standardized (B,...,D), inverse (B,...)
  std::size_t scratch_floats(int rows, const kernels::Kernels& kernels) const override;
  void forward(const Context& context, const Buffers& buffers, std::span<const float> x,
               std::span<float> y) const override;
  /// With z the standardized x: dgain += sum dy z, and with dz = gain dy,
  /// dx = (dz - z mean(dz z)) / sqrt(mean(x^2) + epsilon).
  void backward(const Context& context, const Buffers& buffers, std::span<const float> x,
                std::span<const float> y, std::span<const float> dy, std::span<float> dx,
                std::span<float> dparameters) const override;

 private:
  float epsilon_;
  std::size_t features_ = 0;  // D
  std::size_t size_ = 0;      // numbers of one example
};

}  // namespace hunch::ops
