#include "train/make_sequence_loss.h"

#include "ops/sequence_cross_entropy.h"

namespace hunch::train {

std::unique_ptr<ops::Loss> make_sequence_loss(int classes) {
  return std::make_unique<ops::SequenceCrossEntropy>(classes);
}

}  // namespace hunch::train
