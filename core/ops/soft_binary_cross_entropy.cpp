#include "ops/soft_binary_cross_entropy.h"

#include <cmath>

namespace hunch::ops {

double SoftBinaryCrossEntropy::forward(const LossInput& in) const {
  const std::span<float> v = in.scratch.first(in.y.size());  // (B) softplus(-|z|)
  for (std::size_t i = 0; i < v.size(); ++i) v[i] = -std::fabs(in.y[i]);
  in.kernels->unary(kernels::Unary::kSoftplus, v.size(), v.data(), v.data());
  double sum = 0;
  for (std::size_t i = 0; i < v.size(); ++i) {
    const double z = in.y[i], t = in.target[i];
    sum += static_cast<double>(v[i]) + (z >= 0 ? (1 - t) * z : -t * z);
  }
  return sum / in.rows;
}

void SoftBinaryCrossEntropy::backward(const LossInput& in, std::span<float> dy) const {
  in.kernels->unary(kernels::Unary::kSigmoid, dy.size(), in.y.data(), dy.data());
  in.kernels->axpy(dy.size(), -1, in.target.data(), dy.data());
  in.kernels->scale(dy.size(), static_cast<float>(1.0 / in.rows), dy.data());
}

}  // namespace hunch::ops
