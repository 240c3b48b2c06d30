#include "ops/categorical_cross_entropy.h"

namespace hunch::ops {
namespace {

std::size_t target_of(const LossInput& in, std::size_t row) {
  return static_cast<std::size_t>(in.target[row]);
}

}  // namespace

double CategoricalCrossEntropy::forward(const LossInput& in) const {
  const std::size_t rows = static_cast<std::size_t>(in.rows);
  const std::size_t classes = static_cast<std::size_t>(in.outputs);
  const std::span<float> shifted = in.scratch.first(rows * classes);        // (B,K)
  const std::span<float> total = in.scratch.subspan(rows * classes, rows);  // (B)
  // Relative to the right class: the loss itself is the log-sum-exp, and no large numbers cancel.
  for (std::size_t row = 0; row < rows; ++row) {
    const float* z = in.y.data() + row * classes;
    const float right = z[target_of(in, row)];
    for (std::size_t k = 0; k < classes; ++k) shifted[row * classes + k] = z[k] - right;
  }
  in.kernels->log_sum_exp(in.rows, in.outputs, shifted.data(), total.data());
  double sum = 0;
  for (const float loss : total) sum += loss;
  return sum / in.rows;
}

void CategoricalCrossEntropy::backward(const LossInput& in, std::span<float> dy) const {
  in.kernels->softmax(in.rows, in.outputs, in.y.data(), dy.data());
  const std::size_t classes = static_cast<std::size_t>(in.outputs);
  for (std::size_t row = 0; row < static_cast<std::size_t>(in.rows); ++row) {
    float* d = dy.data() + row * classes;  // (K)
    // One minus p summed from the others: exact where p rounds to 1.
    double others = 0;
    const std::size_t right = target_of(in, row);
    for (std::size_t k = 0; k < classes; ++k) others += k == right ? 0.0 : d[k];
    d[right] = static_cast<float>(-others);
  }
  in.kernels->scale(dy.size(), static_cast<float>(1.0 / in.rows), dy.data());
}

}  // namespace hunch::ops
