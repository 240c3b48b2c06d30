#include "train/batcher.h"

#include <algorithm>

#include "base/random.h"

namespace hunch::train {

Part part_of(const data::Dataset& data, std::size_t row) {
  if (data.is_train[row] != 0) return Part::kTrain;
  return !data.is_test.empty() && data.is_test[row] != 0 ? Part::kTest : Part::kValidation;
}

void to_targets(const data::Affine& itself, std::span<const float> features,
                std::span<float> targets) {
  const auto scale = static_cast<float>(itself.scale), offset = static_cast<float>(itself.offset);
  for (std::size_t i = 0; i < features.size(); ++i) targets[i] = scale * features[i] + offset;
}

Batcher::Batcher(const data::Dataset& data, Part part) : data_(data) {
  for (std::size_t i = 0; i < data.count(); ++i) {
    if (part_of(data, i) == part) own_order_.push_back(static_cast<std::uint32_t>(i));
  }
  order_ = own_order_;
}

void Batcher::shuffle(std::uint64_t seed, std::uint64_t epoch) {
  Random random(seed, Stream::kShuffle, epoch);
  std::copy(own_order_.begin(), own_order_.end(), order_.begin());
  hunch::shuffle(std::span(order_), random);
}

void Batcher::gather(std::size_t from, std::size_t count, std::span<float> features,
                     std::span<float> targets, std::span<int> lengths) const {
  const std::size_t width = static_cast<std::size_t>(data_.feature_count());
  const std::size_t answers = static_cast<std::size_t>(data_.answers);
  if (data_.itself) {
    for (std::size_t i = 0; i < count; ++i) {
      std::copy_n(data_.features.data() + order_[from + i] * width, width,
                  features.data() + i * width);
    }
    to_targets(*data_.itself, features.first(count * width), targets);
    return;
  }
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t row = order_[from + i];
    std::copy_n(data_.features.data() + row * width, width, features.data() + i * width);
    std::copy_n(data_.targets.data() + row * answers, answers, targets.data() + i * answers);
    if (!lengths.empty()) lengths[i] = data_.lengths[row];
  }
}

}  // namespace hunch::train
