#include "ops/focal_loss.h"

#include <algorithm>

#include "base/math.h"
#include "ops/answers.h"

namespace hunch::ops {
namespace {

/// What the loss is made of, for A answers.
struct Parts {
  std::span<float> entropy;  // (A) C = -ln p of the right class
  std::span<float> missed;   // (A) 1 - p of the right class
};

/// Of one logit each.
void measure_two(const LossInput& in, const Parts& parts) {
  for_each_answer(in, [&](std::size_t i, std::size_t right) {
    parts.entropy[i] = right == 1 ? -in.y[i] : in.y[i];
  });
  const std::size_t count = in.target.size();
  in.kernels->unary(kernels::Unary::kSigmoid, count, parts.entropy.data(), parts.missed.data());
  in.kernels->unary(kernels::Unary::kSoftplus, count, parts.entropy.data(), parts.entropy.data());
}

/// Of K logits each; work (A,K).
void measure_many(const LossInput& in, const Parts& parts, std::span<float> work) {
  const std::size_t classes = logits_of_answer(in);
  const int answers = static_cast<int>(in.target.size());
  // Relative to the right class: see CategoricalCrossEntropy.
  for_each_answer(in, [&](std::size_t i, std::size_t right) {
    const float* z = in.y.data() + i * classes;
    for (std::size_t k = 0; k < classes; ++k) work[i * classes + k] = z[k] - z[right];
  });
  in.kernels->log_sum_exp(answers, static_cast<int>(classes), work.data(), parts.entropy.data());
  in.kernels->softmax(answers, static_cast<int>(classes), in.y.data(), work.data());
  for_each_answer(in, [&](std::size_t i, std::size_t right) {
    // Summed from the others: exact where p rounds to 1.
    double others = 0;
    for (std::size_t k = 0; k < classes; ++k) others += k == right ? 0.0 : work[i * classes + k];
    parts.missed[i] = static_cast<float>(others);
  });
}

Parts measure(const LossInput& in) {
  const std::size_t answers = in.target.size();
  const Parts parts{in.scratch.first(answers), in.scratch.subspan(answers, answers)};
  std::fill_n(in.scratch.begin(), in.y.size() + 2 * answers, 0.0f);  // where nothing counts
  if (logits_of_answer(in) == 1) {
    measure_two(in, parts);
  } else {
    measure_many(in, parts, in.scratch.subspan(2 * answers, in.y.size()));
  }
  return parts;
}

}  // namespace

double FocalLoss::forward(const LossInput& in) const {
  const Parts parts = measure(in);
  double sum = 0;
  const std::size_t counted = for_each_answer(in, [&](std::size_t i, std::size_t) {
    sum += math::pow(static_cast<double>(parts.missed[i]), gamma_) * parts.entropy[i];
  });
  return counted > 0 ? sum / static_cast<double>(counted) : 0;
}

void FocalLoss::backward(const LossInput& in, std::span<float> dy) const {
  const Parts parts = measure(in);
  const std::size_t logits = logits_of_answer(in);
  const std::size_t counted = for_each_answer(in, [](std::size_t, std::size_t) {});
  std::fill(dy.begin(), dy.end(), 0.0f);
  const std::span<const float> p = in.scratch.subspan(2 * in.target.size(), in.y.size());  // (A,K)
  for_each_answer(in, [&](std::size_t i, std::size_t right) {
    const double entropy = parts.entropy[i], missed = parts.missed[i];
    const double u = math::pow(missed, gamma_) * (gamma_ * math::exp(-entropy) * entropy + missed) /
                     static_cast<double>(counted);
    float* d = dy.data() + i * logits;  // (K)
    if (logits == 1) {
      d[0] = static_cast<float>(right == 1 ? -u : u);
      return;
    }
    const double share = missed > 0 ? u / missed : u;
    for (std::size_t k = 0; k < logits; ++k) {
      d[k] = static_cast<float>(k == right ? -u : share * p[i * logits + k]);
    }
  });
}

}  // namespace hunch::ops
