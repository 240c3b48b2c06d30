#pragma once

#include "ops/dropout.h"

namespace hunch::ops {

/// Drops the whole row: y = m x / (1 - p) with one m a row. At the end of a residual branch, before
/// it is added to what went past it, this takes the branch out for some examples, so that a deep
/// network is learned as many shallower ones. Huang, Sun, Liu, Sedra, Weinberger 2016, "Deep
/// networks with stochastic depth", ECCV, equation 2; scaled while training instead of afterwards
/// (equation 5). Row r counts as unit 0 of 1.
class StochasticDepth final : public Dropout {
 public:
  explicit StochasticDepth(double rate) : Dropout(rate) {}
  std::string name() const override { return "stochastic_depth"; }

 private:
  std::size_t width(const Shape& input) const override;
};

}  // namespace hunch::ops
