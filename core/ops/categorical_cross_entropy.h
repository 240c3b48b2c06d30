#pragma once

#include "ops/loss.h"

namespace hunch::ops {

/// -ln softmax(z)_t of K = O logits, t = class index: logsumexp(z - max) - (z_t - max). Nats.
class CategoricalCrossEntropy final : public Loss {
 public:
  double forward(const LossInput& in) const override;
  void backward(const LossInput& in, std::span<float> dy) const override;
};

}  // namespace hunch::ops
