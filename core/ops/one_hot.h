#pragma once

#include "ops/op.h"

namespace hunch::ops {

/// y_t = the unit vector of token x_t. As in Embedding, id 0 is padding, also for ids out of range
/// and steps beyond the row's length: zeros. Ids get no gradient.
class OneHot final : public Op {
 public:
  explicit OneHot(int vocabulary) : vocabulary_(vocabulary) {}
  std::string name() const override { return "one_hot"; }
  /// (T) -> (T,V). Errors: another rank, a vocabulary below 2.
  Shape infer_shape(const Shape& input) override;
  void forward(const Context& context, const Buffers& buffers, std::span<const float> x,
               std::span<float> y) const override;
  void backward(const Context& context, const Buffers& buffers, std::span<const float> x,
                std::span<const float> y, std::span<const float> dy, std::span<float> dx,
                std::span<float> dparameters) const override;

 private:
  int vocabulary_;  // V
  int steps_ = 0;   // T
};

}  // namespace hunch::ops
