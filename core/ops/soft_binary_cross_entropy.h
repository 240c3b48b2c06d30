#pragma once

#include "ops/loss.h"

namespace hunch::ops {

/// -[t ln s(z) + (1 - t) ln(1 - s(z))] of the logit z, O = 1, with a target t anywhere from 0 to 1:
/// how far the probability s(z) is from the share t, such as a pixel's ink. Computed as
/// softplus(-z) + (1 - t) z for z >= 0 and softplus(z) - t z below, so that no large numbers
/// cancel. Its least value is the entropy of t, 0 only where t is 0 or 1. Nats.
class SoftBinaryCrossEntropy final : public Loss {
 public:
  double forward(const LossInput& in) const override;
  /// dz = (s(z) - t) / B.
  void backward(const LossInput& in, std::span<float> dy) const override;
};

}  // namespace hunch::ops
