#pragma once

#include <memory>

#include "ops/loss.h"

namespace hunch::ops {

/// A cross-entropy against targets that are not quite sure: 1 - s + s/K for the right class and s/K
/// for each other instead of 1 and 0. Szegedy, Vanhoucke, Ioffe, Shlens, Wojna 2016, "Rethinking
/// the Inception architecture for computer vision", CVPR, section 7. With z the K logits and c the
/// right class that is
///   -ln p_c + s (z_c - mean of z),
/// the entropy itself and a price for being far ahead. A single logit z is that of two classes with
/// logits 0 and z. Targets below 0 are not counted. Nats.
class LabelSmoothing final : public Loss {
 public:
  /// `entropy`: binary, categorical or sequence cross-entropy; `share` = s in [0,1).
  LabelSmoothing(std::unique_ptr<const Loss> entropy, double share)
      : entropy_(std::move(entropy)), share_(share) {}
  double forward(const LossInput& in) const override;
  /// dz_k = s ([k = c] - 1/K) besides what the entropy gives, in the mean.
  void backward(const LossInput& in, std::span<float> dy) const override;

 private:
  std::unique_ptr<const Loss> entropy_;
  double share_;  // s
};

}  // namespace hunch::ops
