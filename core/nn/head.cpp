#include "nn/head.h"

namespace hunch::nn {

spec::Loss resolve_loss(spec::Loss loss, int classes, bool shares) {
  using enum spec::Loss;
  if (classes == 0) {
    const bool fits = loss == kMse || loss == kMae || loss == kHuber ||
                      loss == (shares ? kBinaryCrossEntropy : kGaussianNll);
    return fits ? loss : kMse;
  }
  if (loss == kCategoricalCrossEntropy || loss == kKlDivergence) return loss;
  return classes == 2 ? kBinaryCrossEntropy : kCategoricalCrossEntropy;
}

Head head_for(spec::Loss loss, int classes, bool shares) {
  switch (resolve_loss(loss, classes, shares)) {
    case spec::Loss::kGaussianNll:
      return {Head::Kind::kGaussian, 2};
    case spec::Loss::kBinaryCrossEntropy:
      return {Head::Kind::kLogit, 1};
    case spec::Loss::kCategoricalCrossEntropy:
    case spec::Loss::kKlDivergence:
      return {Head::Kind::kLogits, classes};
    default:
      return {Head::Kind::kValue, 1};
  }
}

}  // namespace hunch::nn
