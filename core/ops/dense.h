#pragma once

#include "ops/op.h"

namespace hunch::ops {

/// y (B,H) = x (B,D) W (D,H) + b (H), or the same at every step of (B,T,D). Parameters: W row by
/// row, then b.
class Dense : public Op {
 public:
  explicit Dense(int units) : units_(units) {}
  std::string name() const override { return "dense"; }
  /// (D) -> (H), (T,D) -> (T,H). Errors: another rank, no units.
  Shape infer_shape(const Shape& input) override;
  std::size_t parameter_count() const override;
  std::vector<Parameter> parameters() const override;
  std::size_t scratch_floats(int rows, const kernels::Kernels& kernels) const override;
  void forward(const Context& context, const Buffers& buffers, std::span<const float> x,
               std::span<float> y) const override;
  /// dW += xT dy, db += column sums of dy, dx = dy WT.
  void backward(const Context& context, const Buffers& buffers, std::span<const float> x,
                std::span<const float> y, std::span<const float> dy, std::span<float> dx,
                std::span<float> dparameters) const override;

 protected:
  std::size_t weight_count() const;  ///< D H
  int units_;                        // H
  int features_ = 0;                 // D
  int steps_ = 1;                    // T
};

}  // namespace hunch::ops
