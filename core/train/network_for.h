#pragma once

#include "data/dataset.h"
#include "nn/network.h"
#include "spec/validate.h"

namespace hunch::train {

/// Classes that one answer chooses among: two of each label that may hold, 0 of values.
int choices_of(const data::Dataset& data);
/// The output layer that these data ask for under this loss.
nn::Head head_for(spec::Loss loss, const data::Dataset& data);
/// The network that a spec describes for these data. Throws nn::LayerError.
nn::Network network_for(const spec::ValidSpec& spec, const data::Dataset& data);

}  // namespace hunch::train
