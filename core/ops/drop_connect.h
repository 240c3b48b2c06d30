#pragma once

#include "ops/dense.h"
#include "ops/noise.h"

namespace hunch::ops {

/// Dense whose weights are dropped one by one: y = x (M * W) / (1 - p) + b with M (D,H) ~
/// Bernoulli(1 - p) in train and sample mode, y = x W + b in infer mode. Wan, Zeiler, Zhang, LeCun,
/// Fergus 2013, "Regularization of neural networks using DropConnect", ICML, equation 2; biases are
/// kept, and what the paper approximates at prediction is here asked by sampling.
///
/// Each row has a mask of its own for MaskScope::kPerRow, as in the paper (one for all its steps):
/// that costs D H random bits a row, in forward and once more in backward, which draws them anew
/// instead of keeping B D H of them. kPerPass: one mask, one product. Weight (i,j) of row r is
/// f(context.random, ((first_row + r) D + i) H + j), without the row for kPerPass.
class DropConnect final : public Dense, public Noise {
 public:
  DropConnect(int units, double rate) : Dense(units), Noise(rate) {}
  std::string name() const override { return "drop_connect"; }
  /// (D) -> (H), (T,D) -> (T,H). Errors: as Dense, and a rate outside [0,1).
  Shape infer_shape(const Shape& input) override;
  std::size_t scratch_floats(int rows, const kernels::Kernels& kernels) const override;
  bool stochastic() const override { return rate_ > 0; }
  void forward(const Context& context, const Buffers& buffers, std::span<const float> x,
               std::span<float> y) const override;
  /// As Dense with the weights that each row had; dW = sum over rows of M * xT dy / (1 - p).
  void backward(const Context& context, const Buffers& buffers, std::span<const float> x,
                std::span<const float> y, std::span<const float> dy, std::span<float> dx,
                std::span<float> dparameters) const override;

 private:
  struct Scratch;
  Scratch scratch_of(const Buffers& buffers) const;
  std::size_t own_scratch() const;
  /// The mask of a row.
  void draw(const Context& context, int row, std::uint8_t* mask) const;
};

}  // namespace hunch::ops
