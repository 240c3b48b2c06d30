#pragma once

#include "ops/loss.h"

namespace hunch::ops {

/// -ln softmax(z_t)_c over K logits for each step of a sequence, O = T K, class c = target (B,T);
/// the mean over all steps of the batch that count. A target below 0 is not counted (padding, or a
/// step with no answer) and gets zero gradient; without any the loss is 0. Nats.
class SequenceCrossEntropy final : public Loss {
 public:
  explicit SequenceCrossEntropy(int classes) : classes_(classes) {}
  double forward(const LossInput& in) const override;
  void backward(const LossInput& in, std::span<float> dy) const override;

 private:
  int classes_;  // K
};

}  // namespace hunch::ops
