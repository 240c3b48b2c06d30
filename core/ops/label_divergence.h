#pragma once

#include "ops/kl_divergence.h"

namespace hunch::ops {

/// The Kullback-Leibler divergence of the softmax of K logits from smoothed labels: 1 - s + s/K for
/// the right class and s/K for each other. It is the cross-entropy with those labels
/// (LabelSmoothing) less their own entropy, so its gradient is the same, and 0 is reached where the
/// network tells the smoothed labels themselves. Targets are classes (B) or (B,T), those below 0
/// are not counted. Nats.
class LabelDivergence final : public Loss {
 public:
  explicit LabelDivergence(double share) : share_(share) {}  ///< s in [0,1)
  double forward(const LossInput& in) const override;
  void backward(const LossInput& in, std::span<float> dy) const override;

 private:
  double share_;  // s
  KlDivergence divergence_;
};

}  // namespace hunch::ops
