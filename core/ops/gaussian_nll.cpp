#include "ops/gaussian_nll.h"

namespace hunch::ops {
namespace {

/// exp(-s) of each row, (B).
std::span<const float> precisions(const LossInput& in) {
  const std::span<float> v = in.scratch.first(static_cast<std::size_t>(in.rows));
  for (std::size_t row = 0; row < v.size(); ++row) v[row] = -clamp_log_variance(in.y[2 * row + 1]);
  in.kernels->unary(kernels::Unary::kExp, v.size(), v.data(), v.data());
  return v;
}

}  // namespace

double GaussianNll::forward(const LossInput& in) const {
  const std::span<const float> precision = precisions(in);
  double sum = 0;
  for (std::size_t row = 0; row < precision.size(); ++row) {
    const double error = static_cast<double>(in.y[2 * row]) - in.target[row];
    sum += clamp_log_variance(in.y[2 * row + 1]) + error * error * precision[row];
  }
  return 0.5 * sum / in.rows;
}

void GaussianNll::backward(const LossInput& in, std::span<float> dy) const {
  const std::span<const float> precision = precisions(in);
  for (std::size_t row = 0; row < precision.size(); ++row) {
    const double error = static_cast<double>(in.y[2 * row]) - in.target[row];
    const float s = in.y[2 * row + 1];
    double ds = 0.5 * (1.0 - error * error * precision[row]);
    if ((s > kLogVarianceLimit && ds < 0) || (s < -kLogVarianceLimit && ds > 0)) ds = 0;
    dy[2 * row] = static_cast<float>(error * precision[row] / in.rows);
    dy[2 * row + 1] = static_cast<float>(ds / in.rows);
  }
}

}  // namespace hunch::ops
