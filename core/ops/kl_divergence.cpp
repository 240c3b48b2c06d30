#include "ops/kl_divergence.h"

#include <algorithm>

#include "base/math.h"

namespace hunch::ops {

double KlDivergence::forward(const LossInput& in) const {
  const std::size_t rows = static_cast<std::size_t>(in.rows);
  const std::size_t classes = static_cast<std::size_t>(in.outputs);
  const std::span<float> shifted = in.scratch.first(rows * classes);        // (B,K)
  const std::span<float> total = in.scratch.subspan(rows * classes, rows);  // (B)
  // Relative to the largest, so that no large numbers cancel.
  for (std::size_t row = 0; row < rows; ++row) {
    const std::span<const float> z = in.y.subspan(row * classes, classes);
    const float most = *std::max_element(z.begin(), z.end());
    for (std::size_t k = 0; k < classes; ++k) shifted[row * classes + k] = z[k] - most;
  }
  in.kernels->log_sum_exp(in.rows, in.outputs, shifted.data(), total.data());
  double sum = 0;
  for (std::size_t row = 0; row < rows; ++row) {
    for (std::size_t i = row * classes; i < (row + 1) * classes; ++i) {
      const double q = in.target[i];
      // Also where q is 0: a logit that is not a number has to show.
      const double log_p = static_cast<double>(shifted[i]) - total[row];
      sum += q > 0 ? q * (math::log(q) - log_p) : 0 * log_p;
    }
  }
  return sum / in.rows;
}

void KlDivergence::backward(const LossInput& in, std::span<float> dy) const {
  in.kernels->softmax(in.rows, in.outputs, in.y.data(), dy.data());
  in.kernels->axpy(dy.size(), -1, in.target.data(), dy.data());
  in.kernels->scale(dy.size(), static_cast<float>(1.0 / in.rows), dy.data());
}

}  // namespace hunch::ops
