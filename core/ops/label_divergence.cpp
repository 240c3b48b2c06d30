#include "ops/label_divergence.h"

#include <algorithm>

#include "ops/answers.h"

namespace hunch::ops {
namespace {

/// The smoothed label of class `right` of K = q.size().
void smooth(std::size_t right, double share, std::span<float> q) {
  const double others = share / static_cast<double>(q.size());
  std::fill(q.begin(), q.end(), static_cast<float>(others));
  q[right] = static_cast<float>(1 - share + others);
}

}  // namespace

double LabelDivergence::forward(const LossInput& in) const {
  const std::size_t classes = logits_of_answer(in);
  const std::span<float> q = in.scratch.first(classes);  // (K)
  double sum = 0;
  const std::size_t counted = for_each_answer(in, [&](std::size_t i, std::size_t right) {
    smooth(right, share_, q);
    const LossInput one{in.kernels,
                        1,
                        static_cast<int>(classes),
                        in.y.subspan(i * classes, classes),
                        q,
                        in.scratch.subspan(classes)};
    sum += divergence_.forward(one);
  });
  return counted > 0 ? sum / static_cast<double>(counted) : 0;
}

void LabelDivergence::backward(const LossInput& in, std::span<float> dy) const {
  const std::size_t classes = logits_of_answer(in);
  const std::span<float> q = in.scratch.first(classes);  // (K)
  std::fill(dy.begin(), dy.end(), 0.0f);
  const std::size_t counted = for_each_answer(in, [&](std::size_t i, std::size_t right) {
    smooth(right, share_, q);
    const LossInput one{in.kernels,
                        1,
                        static_cast<int>(classes),
                        in.y.subspan(i * classes, classes),
                        q,
                        in.scratch.subspan(classes)};
    divergence_.backward(one, dy.subspan(i * classes, classes));
  });
  if (counted == 0) return;
  in.kernels->scale(dy.size(), static_cast<float>(1.0 / static_cast<double>(counted)), dy.data());
}

}  // namespace hunch::ops
