#pragma once

#include <cstdint>
#include <vector>

#include "spec/spec.h"

namespace hunch::data::sets {

/// One of the sines that make a series.
struct Wave {
  double period = 1;     ///< rows
  double amplitude = 1;  ///< of the first one 1, of others 0.3 to 0.8
  double phase = 0;      ///< turns, 0 to 1
};

/// The `waves` sines of a seed; more of them keep the first ones. The first has the period that
/// `data` names, the others from a fifth to seven tenths of it, so that their sum does not repeat.
std::vector<Wave> waves_of(const spec::DataSpec& data, std::uint64_t seed);

/// Their sum with Gaussian noise of deviation `noise`, (samples).
std::vector<double> waves(const spec::DataSpec& data, std::uint64_t seed);

}  // namespace hunch::data::sets
