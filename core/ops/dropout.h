#pragma once

#include "ops/noise.h"

namespace hunch::ops {

/// Inverted dropout: y = m x / (1 - p) with m ~ Bernoulli(1 - p) in train and sample mode, y = x in
/// infer mode, so that E[y] = x in all three. p is the probability of *dropping*.
/// Srivastava, Hinton, Krizhevsky, Sutskever, Salakhutdinov 2014, "Dropout: a simple way to prevent
/// neural networks from overfitting", JMLR 15, section 10 (scaling at training time).
///
/// The mask of row r, unit i is f(context.random, (first_row + r) * H + i) for MaskScope::kPerRow
/// and f(context.random, i) for kPerPass: the same however the rows are split into batches.
class Dropout : public Op, public Noise {
 public:
  explicit Dropout(double rate) : Noise(rate) {}
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

 protected:
  /// How many numbers of a row have a mask of their own, the last so many; the others share it.
  virtual std::size_t width(const Shape& input) const { return input.size(); }

 private:
  std::size_t units_ = 0;  // H
  std::size_t width_ = 0;
};

}  // namespace hunch::ops
