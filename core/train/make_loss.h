#pragma once

#include <memory>

#include "nn/head.h"
#include "ops/loss.h"
#include "spec/spec.h"

namespace hunch::train {

/// The loss that the settings ask for, for `classes` classes (0: regression); that of the next
/// token or of the input's own shares where the head gives those.
std::unique_ptr<ops::Loss> make_loss(const spec::TrainingSpec& training, const nn::Head& head,
                                     int classes);

}  // namespace hunch::train
