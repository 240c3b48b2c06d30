#include "ops/class_weights.h"

#include "ops/answers.h"

namespace hunch::ops {

double ClassWeights::forward(const LossInput& in) const {
  const std::size_t logits = logits_of_answer(in);
  double sum = 0;
  const std::size_t counted = for_each_answer(in, [&](std::size_t i, std::size_t right) {
    LossInput one = in;
    one.rows = 1;
    one.outputs = static_cast<int>(logits);
    one.y = in.y.subspan(i * logits, logits);
    one.target = in.target.subspan(i, 1);
    sum += static_cast<double>(weights_[right]) * loss_->forward(one);
  });
  return counted > 0 ? sum / static_cast<double>(counted) : 0;
}

void ClassWeights::backward(const LossInput& in, std::span<float> dy) const {
  loss_->backward(in, dy);
  const std::size_t logits = logits_of_answer(in);
  for_each_answer(in, [&](std::size_t i, std::size_t right) {
    in.kernels->scale(logits, weights_[right], dy.data() + i * logits);
  });
}

}  // namespace hunch::ops
