#include "ops/sequence_cross_entropy.h"

#include <algorithm>

namespace hunch::ops {

double SequenceCrossEntropy::forward(const LossInput& in) const {
  const auto classes = static_cast<std::size_t>(classes_);
  // Relative to the right class, of the steps that count: see CategoricalCrossEntropy.
  float* shifted = in.scratch.data();  // (counted,K)
  std::size_t counted = 0;
  for (std::size_t step = 0; step < in.target.size(); ++step) {
    if (in.target[step] < 0) continue;
    const float* z = in.y.data() + step * classes;
    const float right = z[static_cast<std::size_t>(in.target[step])];
    float* to = shifted + counted * classes;
    for (std::size_t k = 0; k < classes; ++k) to[k] = z[k] - right;
    ++counted;
  }
  if (counted == 0) return 0;
  float* total = shifted + counted * classes;  // (counted)
  in.kernels->log_sum_exp(static_cast<int>(counted), classes_, shifted, total);
  double sum = 0;
  for (std::size_t step = 0; step < counted; ++step) sum += total[step];
  return sum / static_cast<double>(counted);
}

void SequenceCrossEntropy::backward(const LossInput& in, std::span<float> dy) const {
  const auto classes = static_cast<std::size_t>(classes_);
  in.kernels->softmax(static_cast<int>(in.target.size()), classes_, in.y.data(), dy.data());
  std::size_t counted = 0;
  for (std::size_t step = 0; step < in.target.size(); ++step) {
    float* d = dy.data() + step * classes;  // (K)
    if (in.target[step] < 0) {
      std::fill_n(d, classes, 0.0f);
      continue;
    }
    // One minus p summed from the others: exact where p rounds to 1.
    double others = 0;
    const auto right = static_cast<std::size_t>(in.target[step]);
    for (std::size_t k = 0; k < classes; ++k) others += k == right ? 0.0 : d[k];
    d[right] = static_cast<float>(-others);
    ++counted;
  }
  if (counted > 0) {
    in.kernels->scale(dy.size(), static_cast<float>(1.0 / static_cast<double>(counted)), dy.data());
  }
}

}  // namespace hunch::ops
