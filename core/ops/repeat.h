#pragma once

#include "ops/op.h"

namespace hunch::ops {

/// The same numbers at each of T steps: what an encoder has made of a sequence, told to a decoder
/// at all of its steps. Cho, van Merrienboer, Gulcehre, Bahdanau, Bougares, Schwenk, Bengio 2014,
/// "Learning phrase representations using RNN encoder-decoder for statistical machine translation",
/// EMNLP.
class Repeat final : public Op {
 public:
  explicit Repeat(int steps) : steps_(steps) {}
  std::string name() const override { return "repeat"; }
  /// (D) -> (T,D). Errors: another rank.
  Shape infer_shape(const Shape& input) override;
  void forward(const Context& context, const Buffers& buffers, std::span<const float> x,
               std::span<float> y) const override;
  /// dx = the sum of dy over all steps.
  void backward(const Context& context, const Buffers& buffers, std::span<const float> x,
                std::span<const float> y, std::span<const float> dy, std::span<float> dx,
                std::span<float> dparameters) const override;

 private:
  int steps_;      // T
  int width_ = 1;  // D
};

}  // namespace hunch::ops
