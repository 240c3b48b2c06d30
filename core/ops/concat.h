#pragma once

#include <vector>

#include "ops/join.h"

namespace hunch::ops {

/// The inputs side by side along one axis of the example's shape; a negative axis counts from the
/// end. By the last one, images (Y,X,C_1) and (Y,X,C_2) give (Y,X,C_1+C_2).
class Concat final : public Join {
 public:
  explicit Concat(int axis = -1) : axis_(axis) {}
  std::string name() const override { return "concat"; }
  /// Two or more shapes that differ along the axis at most -> their sum there. Errors: fewer, an
  /// axis that is not there, another rank or another size elsewhere.
  Shape infer_shape(std::span<const Shape> inputs) override;
  void forward(const Context& context, const Buffers& buffers,
               std::span<const std::span<const float>> xs, std::span<float> y) const override;
  /// dx_i = its part of dy.
  void backward(const Context& context, const Buffers& buffers,
                std::span<const std::span<const float>> xs, std::span<const float> dy,
                std::span<const std::span<float>> dxs, std::span<float> dparameters) const override;

 private:
  int axis_;
  std::size_t outer_ = 1;          // product of the sizes before the axis, in one example
  std::size_t whole_ = 0;          // length of a run of the output: sizes from the axis on
  std::vector<std::size_t> runs_;  // length of each input's part of it
};

}  // namespace hunch::ops
