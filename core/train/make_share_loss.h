#pragma once

#include <memory>

#include "ops/loss.h"

namespace hunch::train {

/// The loss of a network that tells values from 0 to 1, such as pixels, as probabilities.
std::unique_ptr<ops::Loss> make_share_loss();

}  // namespace hunch::train
