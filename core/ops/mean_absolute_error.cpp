#include "ops/mean_absolute_error.h"

#include <cmath>

namespace hunch::ops {

double MeanAbsoluteError::forward(const LossInput& in) const {
  double sum = 0;
  for (std::size_t i = 0; i < in.y.size(); ++i) {
    sum += std::fabs(static_cast<double>(in.y[i]) - in.target[i]);
  }
  return sum / in.rows;
}

void MeanAbsoluteError::backward(const LossInput& in, std::span<float> dy) const {
  const float slope = static_cast<float>(1.0 / in.rows);
  for (std::size_t i = 0; i < in.y.size(); ++i) {
    const float error = in.y[i] - in.target[i];
    // The product, not a constant, where neither holds: an error that is NaN must stay NaN.
    dy[i] = error > 0 ? slope : (error < 0 ? -slope : 0.0f * error);
  }
}

}  // namespace hunch::ops
