#pragma once

#include <memory>

#include "data/dataset.h"
#include "ops/loss.h"
#include "spec/spec.h"

namespace hunch::train {

/// Whether the settings ask for more than the plain loss over classes.
inline bool refines(const spec::TrainingSpec& training, const data::Dataset& data) {
  return data.class_count() > 0 && (training.label_smoothing > 0 || training.focal_gamma > 0 ||
                                    training.class_weights != spec::ClassWeights::kNone ||
                                    training.loss == spec::Loss::kKlDivergence);
}

/// The loss over classes with its labels smoothed, or a focal loss or a divergence from the
/// smoothed labels in its place, its classes weighed as the settings ask.
std::unique_ptr<ops::Loss> refine_loss(std::unique_ptr<ops::Loss> loss,
                                       const spec::TrainingSpec& training,
                                       const data::Dataset& data);

/// N / (K n_k) for each class (K): n_k of the N training answers are class k, and K classes have
/// any; 1 for those without. The mean over the training answers is 1.
std::vector<float> balanced_weights(const data::Dataset& data);

}  // namespace hunch::train
