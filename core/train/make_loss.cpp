#include "train/make_loss.h"

#include "nn/network.h"
#include "ops/binary_cross_entropy.h"
#include "ops/categorical_cross_entropy.h"
#include "ops/gaussian_nll.h"
#include "ops/huber.h"
#include "ops/mean_absolute_error.h"
#include "ops/mean_squared_error.h"
#include "ops/sequence_cross_entropy.h"
#include "ops/soft_binary_cross_entropy.h"

namespace hunch::train {

std::unique_ptr<ops::Loss> make_loss(const spec::TrainingSpec& training, const nn::Head& head,
                                     int classes) {
  if (head.next) return std::make_unique<ops::SequenceCrossEntropy>(head.outputs);
  if (head.itself && head.kind == nn::Head::Kind::kLogit) {
    return std::make_unique<ops::SoftBinaryCrossEntropy>();
  }
  switch (nn::resolve_loss(training.loss, classes)) {
    case spec::Loss::kMae:
      return std::make_unique<ops::MeanAbsoluteError>();
    case spec::Loss::kHuber:
      return std::make_unique<ops::Huber>(training.huber_delta);
    case spec::Loss::kBinaryCrossEntropy:
      return std::make_unique<ops::BinaryCrossEntropy>();
    case spec::Loss::kCategoricalCrossEntropy:
    case spec::Loss::kKlDivergence:  // refine_loss makes it of this
      return std::make_unique<ops::CategoricalCrossEntropy>();
    case spec::Loss::kGaussianNll:
      return std::make_unique<ops::GaussianNll>();
    case spec::Loss::kAuto:
    case spec::Loss::kMse:
      break;
  }
  return std::make_unique<ops::MeanSquaredError>();
}

}  // namespace hunch::train
