#pragma once

#include "ops/loss.h"

namespace hunch::ops {

/// How far the softmax p of K = O logits is from a distribution q that is the target, (B,K) numbers
/// from 0 up that sum to 1: sum over k of q_k (ln q_k - ln p_k), 0 where q_k = 0; the mean over the
/// rows. Kullback, Leibler 1951, "On information and sufficiency", Annals of Mathematical
/// Statistics
/// 22. Its gradient is that of the cross-entropy with soft labels q. Nats.
class KlDivergence final : public Loss {
 public:
  double forward(const LossInput& in) const override;
  /// dy = (p - q) / B.
  void backward(const LossInput& in, std::span<float> dy) const override;
};

}  // namespace hunch::ops
