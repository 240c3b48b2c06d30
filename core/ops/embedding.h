#pragma once

#include "ops/op.h"

namespace hunch::ops {

/// A row of a table for each token: y_t = E[x_t]. x holds ids as numbers, 0 .. V-1. Id 0 stands for
/// padding and for any id out of range: its vector is 0 and it gets no gradient (row 0 of the table
/// is not looked at). Steps beyond the row's length are padding whatever their id. Ids get no
/// gradient. Bengio, Ducharme, Vincent, Jauvin 2003, "A neural probabilistic language model", JMLR
/// 3. Parameters: E (V,D).
class Embedding final : public Op {
 public:
  Embedding(int vocabulary, int width) : vocabulary_(vocabulary), width_(width) {}
  std::string name() const override { return "embedding"; }
  /// (T) -> (T,D). Errors: another rank, a vocabulary below 2, no width.
  Shape infer_shape(const Shape& input) override;
  std::size_t parameter_count() const override;
  std::vector<Parameter> parameters() const override;
  void forward(const Context& context, const Buffers& buffers, std::span<const float> x,
               std::span<float> y) const override;
  /// dE[x_t] += dy_t.
  void backward(const Context& context, const Buffers& buffers, std::span<const float> x,
                std::span<const float> y, std::span<const float> dy, std::span<float> dx,
                std::span<float> dparameters) const override;

 private:
  int vocabulary_;  // V
  int width_;       // D
  int steps_ = 0;   // T
};

}  // namespace hunch::ops
