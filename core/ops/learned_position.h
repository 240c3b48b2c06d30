#pragma once

#include "ops/op.h"

namespace hunch::ops {

/// y_t = x_t + p_t with parameters p (T,D). Gehring, Auli, Grangier, Yarats, Dauphin 2017,
/// "Convolutional sequence to sequence learning", ICML.
class LearnedPosition final : public Op {
 public:
  std::string name() const override { return "learned_position"; }
  /// (T,D) -> the same. Errors: another rank.
  Shape infer_shape(const Shape& input) override;
  std::size_t parameter_count() const override;
  std::vector<Parameter> parameters() const override;
  bool elementwise() const override { return true; }
  void forward(const Context& context, const Buffers& buffers, std::span<const float> x,
               std::span<float> y) const override;
  /// dp += the sum of dy over rows, of steps that count.
  void backward(const Context& context, const Buffers& buffers, std::span<const float> x,
                std::span<const float> y, std::span<const float> dy, std::span<float> dx,
                std::span<float> dparameters) const override;

 private:
  int steps_ = 0, features_ = 0;  // T, D
};

}  // namespace hunch::ops
