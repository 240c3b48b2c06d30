#pragma once

#include <memory>

#include "ops/loss.h"

namespace hunch::train {

/// The loss of a network that is asked for the next of `classes` tokens after every step.
std::unique_ptr<ops::Loss> make_sequence_loss(int classes);

}  // namespace hunch::train
