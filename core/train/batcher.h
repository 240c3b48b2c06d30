#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "data/dataset.h"

namespace hunch::train {

enum class Part : std::uint8_t { kTrain, kValidation, kTest };
/// The part that example `row` belongs to.
Part part_of(const data::Dataset& data, std::size_t row);

/// The targets of examples that are asked for themselves.
void to_targets(const data::Affine& itself, std::span<const float> features,
                std::span<float> targets);

/// The rows of one part of a dataset, in their own order or shuffled for an epoch.
class Batcher {
 public:
  Batcher(const data::Dataset& data, Part part);
  std::size_t rows() const { return order_.size(); }
  /// The permutation of (seed, epoch): Fisher-Yates from the own order, the same on every target
  /// and whatever epochs came before.
  void shuffle(std::uint64_t seed, std::uint64_t epoch);
  /// Rows [from, from + count) of the order: features (count,D), targets (count,A), and where the
  /// data have them lengths (count).
  void gather(std::size_t from, std::size_t count, std::span<float> features,
              std::span<float> targets, std::span<int> lengths = {}) const;
  /// Index into the dataset of each row of the order.
  std::span<const std::uint32_t> order() const { return order_; }

 private:
  const data::Dataset& data_;
  std::vector<std::uint32_t> own_order_;
  std::vector<std::uint32_t> order_;
};

}  // namespace hunch::train
