#pragma once

#include "ops/recurrent.h"

namespace hunch::ops {

/// i, f, g, o = x_t W + b + h_(t-1) U (gates in this order, each H wide);
/// c_t = s(f) c_(t-1) + s(i) tanh(g), h_t = s(o) tanh(c_t), s the sigmoid.
/// Hochreiter and Schmidhuber 1997, "Long short-term memory", Neural Computation 9; the forget gate
/// after Gers, Schmidhuber and Cummins 2000, "Learning to forget", Neural Computation 12; its bias
/// starts at 1. Truncation cuts c as it cuts h. Shapes, options and errors: Recurrent.
class Lstm final : public Recurrent {
 public:
  explicit Lstm(const RecurrentOptions& options)
      : Recurrent("lstm", {4, 4, true, false}, options) {}

 protected:
  void step(const Step& s) const override;
  void step_back(const StepBack& b) const override;
};

}  // namespace hunch::ops
