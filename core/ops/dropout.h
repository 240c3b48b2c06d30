#pragma once

#include "ops/op.h"

namespace hunch::ops {

/// Inverted dropout: y = m x / (1 - p) with m ~ Bernoulli(1 - p) in train and sample mode, y = x in
/// infer mode, so that E[y] = x in all three. p is the probability of *dropping*.
/// Srivastava, Hinton, Krizhevsky, Sutskever, Salakhutdinov 2014, "Dropout: a simple way to prevent
/// neural networks from overfitting", JMLR 15, section 10 (scaling at training time).
///
/// The mask of row r, unit i is f(context.random, (first_row + r) * H + i) for MaskScope::kPerRow
/// and f(context.random, i) for kPerPass: the same however the rows are split into batches.
class Dropout final : public Op {
 public:
  explicit Dropout(double rate) : rate_(static_cast<float>(rate)) {}
  std::string name() const override { return "dropout"; }
  /// Any shape -> the same. Errors: a rate outside [0,1).
  Shape infer_shape(const Shape& input) override;
  std::size_t saved_bytes(int rows) const override;  ///< the mask, (B,H) bytes, 1 = kept
  bool stochastic() const override { return rate_ > 0; }
  bool elementwise() const override { return true; }
  void forward(const Context& context, const Buffers& buffers, std::span<const float> x,
               std::span<float> y) const override;
  /// The mask alone: m (B,H) bytes of as many rows as fit, 1 = kept, as forward would draw them.
  void draw(const Context& context, std::span<std::uint8_t> mask) const;
  /// dx = m dy / (1 - p), with the mask that forward left.
  void backward(const Context& context, const Buffers& buffers, std::span<const float> x,
                std::span<const float> y, std::span<const float> dy, std::span<float> dx,
                std::span<float> dparameters) const override;
  void set_rate(double rate) { rate_ = static_cast<float>(rate); }  ///< in [0,1)
  double rate() const { return static_cast<double>(rate_); }
  float scale() const { return 1.0f / (1.0f - rate_); }

 private:
  bool active(const Context& context) const { return context.mode != Mode::kInfer && rate_ > 0; }
  float rate_;
  std::size_t units_ = 0;  // H
};

}  // namespace hunch::ops
