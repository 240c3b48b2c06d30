#include "train/make_share_loss.h"

#include "ops/soft_binary_cross_entropy.h"

namespace hunch::train {

std::unique_ptr<ops::Loss> make_share_loss() {
  return std::make_unique<ops::SoftBinaryCrossEntropy>();
}

}  // namespace hunch::train
