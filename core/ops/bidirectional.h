#pragma once

#include <memory>

#include "ops/recurrent.h"

namespace hunch::ops {

/// Two recurrent ops over the same sequence, the second in reverse, their outputs side by side.
/// Schuster and Paliwal 1997, "Bidirectional recurrent neural networks", IEEE Transactions on
/// Signal Processing 45. (T,D) -> (T,H1+H2) or (H1+H2); the last states are after the row's last
/// step that counts and, of the second, after its first. Parameters: the first op's, then the
/// second's with "reverse_" before their names.
class Bidirectional final : public Op {
 public:
  /// Whatever `reverse` says, the second one runs in reverse and the first does not.
  Bidirectional(std::unique_ptr<Recurrent> first, std::unique_ptr<Recurrent> second);
  std::string name() const override { return "bidirectional"; }
  /// Errors: those of the two, and one that gives a sequence beside one that does not.
  Shape infer_shape(const Shape& input) override;
  std::size_t parameter_count() const override;
  std::vector<Parameter> parameters() const override;
  std::size_t saved_bytes(int rows) const override;
  std::size_t scratch_floats(int rows, const kernels::Kernels& kernels) const override;
  bool stochastic() const override { return first_->stochastic() || second_->stochastic(); }
  void forward(const Context& context, const Buffers& buffers, std::span<const float> x,
               std::span<float> y) const override;
  void backward(const Context& context, const Buffers& buffers, std::span<const float> x,
                std::span<const float> y, std::span<const float> dy, std::span<float> dx,
                std::span<float> dparameters) const override;

 private:
  Buffers part(const Buffers& buffers, bool second) const;
  int width() const { return first_->units() + second_->units(); }
  std::unique_ptr<Recurrent> first_, second_;
};

}  // namespace hunch::ops
