#include "train/refine_loss.h"

#include <algorithm>

#include "ops/class_weights.h"
#include "ops/focal_loss.h"
#include "ops/label_divergence.h"
#include "ops/label_smoothing.h"

namespace hunch::train {

std::vector<float> balanced_weights(const data::Dataset& data) {
  std::vector<double> counts(static_cast<std::size_t>(data.class_count()), 0.0);  // (K)
  double answers = 0;
  for (std::size_t i = 0; i < data.targets.size(); ++i) {
    const std::size_t row = i / static_cast<std::size_t>(data.answers);
    if (data.is_train[row] == 0 || data.targets[i] < 0) continue;
    ++counts[static_cast<std::size_t>(data.targets[i])];
    ++answers;
  }
  const auto missing = std::count(counts.begin(), counts.end(), 0.0);
  const double share = answers / static_cast<double>(data.class_count() - missing);
  std::vector<float> weights;
  weights.reserve(counts.size());
  for (const double count : counts) {
    weights.push_back(count > 0 ? static_cast<float>(share / count) : 1.0f);
  }
  return weights;
}

std::unique_ptr<ops::Loss> refine_loss(std::unique_ptr<ops::Loss> loss,
                                       const spec::TrainingSpec& training,
                                       const data::Dataset& data) {
  if (training.loss == spec::Loss::kKlDivergence) {
    loss = std::make_unique<ops::LabelDivergence>(training.label_smoothing);
  } else if (training.focal_gamma > 0) {
    loss = std::make_unique<ops::FocalLoss>(training.focal_gamma);
  } else if (training.label_smoothing > 0) {
    loss = std::make_unique<ops::LabelSmoothing>(std::move(loss), training.label_smoothing);
  }
  if (training.class_weights == spec::ClassWeights::kBalanced) {
    loss = std::make_unique<ops::ClassWeights>(std::move(loss), balanced_weights(data));
  }
  return loss;
}

}  // namespace hunch::train
