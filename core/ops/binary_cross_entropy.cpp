#include "ops/binary_cross_entropy.h"

namespace hunch::ops {
namespace {

/// The logit of the right class, (B): z for t = 1, -z for t = 0.
std::span<float> right_logits(const LossInput& in) {
  const std::span<float> right = in.scratch.first(in.y.size());
  for (std::size_t i = 0; i < in.y.size(); ++i) {
    right[i] = in.target[i] > 0.5f ? in.y[i] : -in.y[i];
  }
  return right;
}

}  // namespace

double BinaryCrossEntropy::forward(const LossInput& in) const {
  const std::span<float> v = right_logits(in);
  for (float& z : v) z = -z;
  in.kernels->unary(kernels::Unary::kSoftplus, v.size(), v.data(), v.data());
  double sum = 0;
  for (const float loss : v) sum += loss;
  return sum / in.rows;
}

void BinaryCrossEntropy::backward(const LossInput& in, std::span<float> dy) const {
  // d softplus(-r)/dr = -s(-r), with r the logit of the right class.
  const std::span<float> v = right_logits(in);
  for (float& z : v) z = -z;
  in.kernels->unary(kernels::Unary::kSigmoid, v.size(), v.data(), v.data());
  const double scale = 1.0 / in.rows;
  for (std::size_t i = 0; i < v.size(); ++i) {
    dy[i] = static_cast<float>(in.target[i] > 0.5f ? -scale * v[i] : scale * v[i]);
  }
}

}  // namespace hunch::ops
