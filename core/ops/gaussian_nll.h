#pragma once

#include "ops/loss.h"

namespace hunch::ops {

inline constexpr float kLogVarianceLimit = 12;

/// The log variance that a Gaussian head's second output stands for.
inline float clamp_log_variance(float s) {
  return s < -kLogVarianceLimit ? -kLogVarianceLimit
                                : (s > kLogVarianceLimit ? kLogVarianceLimit : s);
}

/// Heteroscedastic Gaussian: y = (mean, s) with s = ln variance, O = 2. Mean over the rows of
/// 1/2 [s + (t - mean)^2 exp(-s)]; the constant 1/2 ln 2 pi is left out.
/// Nix and Weigend 1994, "Estimating the mean and variance of the target probability distribution".
///
/// s is held within [-kLogVarianceLimit, kLogVarianceLimit] (variance 6e-6 to 1.6e5 in scaled
/// units): outside, the loss takes the nearest limit, and the gradient by s is kept only when a
/// step against it leads back inside; so one wild s can neither overflow nor get stuck.
class GaussianNll final : public Loss {
 public:
  double forward(const LossInput& in) const override;
  void backward(const LossInput& in, std::span<float> dy) const override;
};

}  // namespace hunch::ops
