#pragma once

#include "ops/op.h"

namespace hunch::ops {

/// y = gain (x - mean) / sqrt(variance + epsilon) + bias by channel C, the last axis. In train mode
/// mean and variance are those of the batch and all other axes (divided by their number N); in
/// infer and sample mode they are the running ones, which are constants to backward. Parameters:
/// gain, bias, mean, variance, (C) each; the last two are states, and `keep` moves them: running =
/// (1 - momentum) running + momentum batch, with the batch's variance divided by N - 1.
///
/// Where N = 1 there is no variance: the running statistics serve in train mode too, and stay.
/// Steps beyond context.lengths (axis T, first of two or more) do not count in train mode: their
/// outputs are 0 and no gradient comes from them.
/// Ioffe, Szegedy 2015, "Batch normalization", ICML.
class BatchNorm final : public Op {
 public:
  explicit BatchNorm(double momentum = 0.1, double epsilon = 1e-5)
      : momentum_(static_cast<float>(momentum)), epsilon_(static_cast<float>(epsilon)) {}
  std::string name() const override { return "batch_norm"; }
  /// (...,C) -> the same. Errors: a momentum outside (0,1], an epsilon that is not positive.
  Shape infer_shape(const Shape& input) override;
  std::size_t parameter_count() const override { return 4 * channels_; }
  std::vector<Parameter> parameters() const override;
  /// Standardized (B,...,C), inverse (C), mean (C), variance (C) divided by N - 1.
  std::size_t saved_bytes(int rows) const override;
  std::size_t scratch_floats(int rows, const kernels::Kernels& kernels) const override;
  void forward(const Context& context, const Buffers& buffers, std::span<const float> x,
               std::span<float> y) const override;
  /// Train mode: as layer_norm.h, with the means over the channel. Else dx = gain dy /
  /// sqrt(variance
  /// + epsilon). The states' gradient is 0.
  void backward(const Context& context, const Buffers& buffers, std::span<const float> x,
                std::span<const float> y, std::span<const float> dy, std::span<float> dx,
                std::span<float> dparameters) const override;
  void keep(const Buffers& buffers, std::span<float> parameters) const override;

 private:
  struct Saved {
    float *z, *inverse, *mean, *variance;  // (B,...,C), (C), (C), (C)
  };
  Saved saved_of(const Buffers& buffers) const;
  /// z and inverse by the running statistics.
  void standardize_by_running(const Context& context, const Buffers& buffers,
                              std::span<const float> x) const;
  float momentum_, epsilon_;
  std::size_t channels_ = 0;   // C
  std::size_t positions_ = 0;  // of one example
  std::size_t steps_ = 0;      // T, 0 where there is no such axis
};

}  // namespace hunch::ops
