#include "data/labels.h"

#include "base/random.h"

namespace hunch::data {

namespace {

/// Of labels that may hold at once each is turned by itself.
void flip_labels(Dataset& dataset, double share, std::uint64_t seed) {
  const auto labels = static_cast<std::size_t>(dataset.answers);
  for (std::size_t i = 0; i < dataset.count(); ++i) {
    if (dataset.is_train[i] == 0 || dataset.origin[i] < 0) continue;
    Random random(seed, Stream::kLabelNoise, static_cast<std::uint64_t>(dataset.origin[i]));
    for (std::size_t k = 0; k < labels; ++k) {
      double& label = dataset.target_raw[i * labels + k];
      if (random.uniform() < share) label = 1 - label;
    }
  }
}

}  // namespace

void confuse_labels(Dataset& dataset, double share, std::uint64_t seed) {
  if (dataset.class_count() < 2 || share <= 0) return;
  if (dataset.several) return flip_labels(dataset, share, seed);
  const auto classes = static_cast<std::uint32_t>(dataset.class_count());
  for (std::size_t i = 0; i < dataset.count(); ++i) {
    if (dataset.is_train[i] == 0 || dataset.origin[i] < 0) continue;
    Random random(seed, Stream::kLabelNoise, static_cast<std::uint64_t>(dataset.origin[i]));
    if (random.uniform() >= share) continue;
    double& label = dataset.target_raw[i];
    label = (static_cast<std::uint32_t>(label) + 1 + random.below(classes - 1)) % classes;
  }
}

}  // namespace hunch::data
