#include "ops/huber.h"

#include <cmath>

namespace hunch::ops {

double Huber::forward(const LossInput& in) const {
  double sum = 0;
  for (std::size_t i = 0; i < in.y.size(); ++i) {
    const double error = std::fabs(static_cast<double>(in.y[i]) - in.target[i]);
    sum += error <= delta_ ? 0.5 * error * error : delta_ * (error - 0.5 * delta_);
  }
  return sum / in.rows;
}

void Huber::backward(const LossInput& in, std::span<float> dy) const {
  for (std::size_t i = 0; i < in.y.size(); ++i) {
    double error = static_cast<double>(in.y[i]) - in.target[i];
    if (error > delta_) error = delta_;
    if (error < -delta_) error = -delta_;
    dy[i] = static_cast<float>(error / in.rows);
  }
}

}  // namespace hunch::ops
