#pragma once

#include "ops/op.h"

namespace hunch::ops {

/// y = gain (x - mean) / sqrt(variance + epsilon) + bias for images (Y,X,C) and vectors (C): mean
/// and variance over Y, X and the C / groups channels of a group, for each row by itself (the
/// variance divided by their number); gain (C) and bias (C) by channel. groups = C is instance
/// normalization, groups = 1 takes everything together. Wu, He 2018, "Group normalization", ECCV.
class GroupNorm final : public Op {
 public:
  explicit GroupNorm(int groups, double epsilon = 1e-5)
      : groups_(groups), epsilon_(static_cast<float>(epsilon)) {}
  std::string name() const override { return "group_norm"; }
  /// (Y,X,C) or (C) -> the same. Errors: another rank, groups that do not divide C, of a vector
  /// also groups of one value, an epsilon that is not positive.
  Shape infer_shape(const Shape& input) override;
  std::size_t parameter_count() const override { return 2 * channels_; }
  std::vector<Parameter> parameters() const override;
  std::size_t saved_bytes(int rows) const override;  ///< standardized (B,Y,X,C), inverse (B,C)
  std::size_t scratch_floats(int rows, const kernels::Kernels& kernels) const override;
  void forward(const Context& context, const Buffers& buffers, std::span<const float> x,
               std::span<float> y) const override;
  /// As layer_norm.h, with the means over the group.
  void backward(const Context& context, const Buffers& buffers, std::span<const float> x,
                std::span<const float> y, std::span<const float> dy, std::span<float> dx,
                std::span<float> dparameters) const override;

 private:
  int groups_;
  float epsilon_;
  std::size_t channels_ = 0;   // C
  std::size_t positions_ = 0;  // Y X, 1 of vectors
};

}  // namespace hunch::ops
