#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace hunch::data {

/// Which examples are learned from: 1, or 0 for the validation part. Chosen by a seeded shuffle,
/// class by class, so that both parts have the same mixture; both parts get at least one example (a
/// class with a single one is learned). Drawn points (origin < 0) are always learned. labels (N):
/// class index, or 0 for all of a regression.
std::vector<std::uint8_t> split(std::span<const int> labels, std::span<const std::int32_t> origin,
                                double train_fraction, std::uint64_t seed);

}  // namespace hunch::data
