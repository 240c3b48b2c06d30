#pragma once

#include <cstdint>
#include <vector>

#include "spec/spec.h"

namespace hunch::data::sets {

/// Rows in which a wave of amplitude 1 stays as it is.
struct Regime {
  int rows = 1;       ///< half to one and a half times `dwell`
  double period = 1;  ///< rows; half to twice that which `data` names
  double level = 0;   ///< -2 to 2
  double noise = 1;   ///< times the noise that `data` names, 0.5 to 2
};

/// Regime number i of a seed, whatever the others are.
Regime regime(const spec::DataSpec& data, std::uint64_t seed, std::uint32_t i);

/// Regimes one after the other, (samples). The wave runs on through every change: only its pace
/// changes, with its level and its noise.
std::vector<double> regimes(const spec::DataSpec& data, std::uint64_t seed);

}  // namespace hunch::data::sets
