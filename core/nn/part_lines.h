#pragma once

#include <span>

#include "nn/network.h"

namespace hunch::nn {

/// Where the lines of tokens x (B,T) are parted, `lengths` (B) of their steps counting (none: all):
/// writes parts (2,B), the steps of each source and those of each target. The separator belongs to
/// both. See Network::Part.
void part_lines(const Network& network, std::span<const int> lengths, std::span<const float> x,
                std::span<int> parts);

}  // namespace hunch::nn
