#pragma once

#include "ops/recurrent.h"

namespace hunch::ops {

/// h_t = f(x_t W + b + h_(t-1) U), f = tanh or relu. Elman 1990, "Finding structure in time",
/// Cognitive Science 14. Shapes, options and errors: Recurrent.
class SimpleRnn final : public Recurrent {
 public:
  explicit SimpleRnn(const RecurrentOptions& options,
                     kernels::Activation activation = kernels::Activation::kTanh)
      : Recurrent("simple_rnn", {1, 1, false, false}, options), activation_(activation) {}
  /// Errors beside Recurrent's: an activation other than tanh and relu.
  Shape infer_shape(const Shape& input) override;

 protected:
  void step(const Step& s) const override;
  void step_back(const StepBack& b) const override;

 private:
  kernels::Activation activation_;
};

}  // namespace hunch::ops
