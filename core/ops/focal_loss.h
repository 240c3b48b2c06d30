#pragma once

#include "ops/loss.h"

namespace hunch::ops {

/// Cross-entropy that heeds easy answers less: -(1 - p_c)^g ln p_c, with p_c what the right class
/// is given by the softmax of K logits, or by the sigmoid of a single one (two classes). g = 0 is
/// the cross-entropy itself. The mean over the targets (B) or (B,T) that count, those from 0 up;
/// without any the loss is 0. Lin, Goyal, Girshick, He, Dollár 2017, "Focal loss for dense object
/// detection", ICCV, equation 4. Nats.
class FocalLoss final : public Loss {
 public:
  explicit FocalLoss(double gamma) : gamma_(gamma) {}  ///< g >= 0
  double forward(const LossInput& in) const override;
  /// With C = -ln p_c, m = 1 - p_c and u = m^g (g p_c C + m): dz_c = -u and dz_k = u p_k / m.
  void backward(const LossInput& in, std::span<float> dy) const override;

 private:
  double gamma_;  // g
};

}  // namespace hunch::ops
