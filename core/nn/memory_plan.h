#pragma once

#include <cstddef>
#include <vector>

#include "nn/network.h"

namespace hunch::nn {

/// Where values lie that need not all be there at once: each has a slot, which others have before
/// and after it.
struct MemoryPlan {
  std::vector<int> slot;                 ///< of each step; -1: it has no such value
  std::vector<std::size_t> slot_floats;  ///< of each slot, for one example
};

/// Slots for the steps' outputs where each is wanted only until its last reader has run. An
/// elementwise op that is the only reader works in place.
MemoryPlan plan_outputs(const Network& network);

/// Slots for the gradients by the steps' outputs: from the last reader on, which comes first on the
/// way back, until the step itself. None for steps before anything is learned.
MemoryPlan plan_gradients(const Network& network);

/// The last step that reads each step's output; -1 if none does.
std::vector<int> last_readers(const Network& network);

}  // namespace hunch::nn
