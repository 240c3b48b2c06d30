#pragma once

#include <memory>

#include "ops/loss.h"
#include "spec/spec.h"

namespace hunch::train {

/// The loss that the settings ask for, for `classes` classes (0: regression).
std::unique_ptr<ops::Loss> make_loss(const spec::TrainingSpec& training, int classes);

}  // namespace hunch::train
