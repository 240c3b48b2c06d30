#pragma once

#include <cstdint>

#include "data/dataset.h"

namespace hunch::data {

/// Replaces a share of the training labels by another class each, drawn points apart, or turns
/// labels that may hold at once: which ones and by what is f(seed, origin).
void confuse_labels(Dataset& dataset, double share, std::uint64_t seed);

}  // namespace hunch::data
