#include "nn/head.h"

namespace hunch::nn {

spec::Loss resolve_loss(spec::Loss loss, int classes) {
  using enum spec::Loss;
  if (classes == 0) {
    const bool fits = loss == kMse || loss == kMae || loss == kHuber || loss == kGaussianNll;
    return fits ? loss : kMse;
  }
  if (classes == 2) return loss == kCategoricalCrossEntropy ? loss : kBinaryCrossEntropy;
  return kCategoricalCrossEntropy;
}

Head head_for(spec::Loss loss, int classes) {
  switch (resolve_loss(loss, classes)) {
    case spec::Loss::kGaussianNll:
      return {Head::Kind::kGaussian, 2};
    case spec::Loss::kBinaryCrossEntropy:
      return {Head::Kind::kLogit, 1};
    case spec::Loss::kCategoricalCrossEntropy:
      return {Head::Kind::kLogits, classes};
    default:
      return {Head::Kind::kValue, 1};
  }
}

}  // namespace hunch::nn
