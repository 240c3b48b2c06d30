#include "ops/mean_squared_error.h"

namespace hunch::ops {

double MeanSquaredError::forward(const LossInput& in) const {
  double sum = 0;
  for (std::size_t i = 0; i < in.y.size(); ++i) {
    const double error = static_cast<double>(in.y[i]) - in.target[i];
    sum += error * error;
  }
  return sum / in.rows;
}

void MeanSquaredError::backward(const LossInput& in, std::span<float> dy) const {
  const double scale = 2.0 / in.rows;
  for (std::size_t i = 0; i < in.y.size(); ++i) {
    dy[i] = static_cast<float>(scale * (static_cast<double>(in.y[i]) - in.target[i]));
  }
}

}  // namespace hunch::ops
