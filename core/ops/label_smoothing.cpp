#include "ops/label_smoothing.h"

#include "ops/answers.h"

namespace hunch::ops {

double LabelSmoothing::forward(const LossInput& in) const {
  const std::size_t logits = logits_of_answer(in);
  double ahead = 0;
  const std::size_t counted = for_each_answer(in, [&](std::size_t i, std::size_t right) {
    const float* z = in.y.data() + i * logits;  // (K)
    if (logits == 1) {
      ahead += (right == 1 ? 0.5 : -0.5) * static_cast<double>(z[0]);
      return;
    }
    double sum = 0;
    for (std::size_t k = 0; k < logits; ++k) sum += z[k];
    ahead += static_cast<double>(z[right]) - sum / static_cast<double>(logits);
  });
  const double price = counted > 0 ? share_ * ahead / static_cast<double>(counted) : 0;
  return entropy_->forward(in) + price;
}

void LabelSmoothing::backward(const LossInput& in, std::span<float> dy) const {
  entropy_->backward(in, dy);
  const std::size_t logits = logits_of_answer(in);
  const std::size_t counted = for_each_answer(in, [](std::size_t, std::size_t) {});
  const double price = counted > 0 ? share_ / static_cast<double>(counted) : 0;
  const auto to_right = static_cast<float>(price);
  const auto to_all = static_cast<float>(price / static_cast<double>(logits));
  const auto to_one = static_cast<float>(price / 2);
  for_each_answer(in, [&](std::size_t i, std::size_t right) {
    float* d = dy.data() + i * logits;  // (K)
    if (logits == 1) {
      d[0] += right == 1 ? to_one : -to_one;
      return;
    }
    for (std::size_t k = 0; k < logits; ++k) d[k] -= to_all;
    d[right] += to_right;
  });
}

}  // namespace hunch::ops
