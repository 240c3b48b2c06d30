#pragma once

#include "ops/loss.h"

namespace hunch::ops {

/// -[t ln s(z) + (1 - t) ln(1 - s(z))] of the logit z, O = 1, t in {0,1}: computed as
/// softplus(z) - t z, or softplus(-z) for t = 1, so that neither a large logit nor a sure answer
/// loses digits. Natural logarithm (nats). Several labels of one example, each there or not: O
/// logits with targets (B,O), the loss is summed over the labels.
class BinaryCrossEntropy final : public Loss {
 public:
  double forward(const LossInput& in) const override;
  void backward(const LossInput& in, std::span<float> dy) const override;
};

}  // namespace hunch::ops
