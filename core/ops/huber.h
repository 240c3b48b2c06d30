#pragma once

#include "ops/loss.h"

namespace hunch::ops {

/// Mean over the rows of e^2/2 where |e| <= delta, delta (|e| - delta/2) beyond, e = y - t, O = 1.
/// Huber 1964, "Robust estimation of a location parameter", eq. 2.1 ff.
class Huber final : public Loss {
 public:
  explicit Huber(double delta) : delta_(delta) {}  ///< delta > 0, in units of the scaled target
  double forward(const LossInput& in) const override;
  void backward(const LossInput& in, std::span<float> dy) const override;

 private:
  double delta_;
};

}  // namespace hunch::ops
