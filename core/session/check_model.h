#pragma once

#include "data/dataset.h"
#include "kernels/kernels.h"
#include "spec/validate.h"

namespace hunch::session {

/// What only the data's shape can tell about a spec's layers, before anything is allocated: layers
/// that do not fit one another, too many parameters, too much memory for a batch.
Issues check_model(const spec::ValidSpec& spec, const data::Dataset& dataset,
                   const kernels::Kernels& kernels);

}  // namespace hunch::session
