#pragma once

#include <memory>
#include <vector>

#include "ops/loss.h"

namespace hunch::ops {

/// A loss over classes in which each answer counts as much as its right class does: the mean over
/// the answers of w_c times the answer's loss. The mean is not divided by that of the weights, so
/// that an answer counts the same in whichever batch it comes. King, Zeng 2001, "Logistic
/// regression in rare events data", Political Analysis 9, on weighting.
class ClassWeights final : public Loss {
 public:
  /// `loss`: of each answer by itself, as binary, categorical and sequence cross-entropy and the
  /// focal loss are; `weights` (K).
  ClassWeights(std::unique_ptr<const Loss> loss, std::vector<float> weights)
      : loss_(std::move(loss)), weights_(std::move(weights)) {}
  double forward(const LossInput& in) const override;
  void backward(const LossInput& in, std::span<float> dy) const override;

 private:
  std::unique_ptr<const Loss> loss_;
  std::vector<float> weights_;  // (K)
};

}  // namespace hunch::ops
