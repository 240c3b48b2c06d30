#pragma once

#include "kernels/kernels.h"
#include "session/plane.h"
#include "session/snapshot.h"

namespace hunch::session {

/// Facts that hold until data, layers or axes change.
Description describe(const spec::ModelSpec& spec, const data::Dataset& dataset,
                     const nn::Network& network, const kernels::Kernels& kernels,
                     const Plane& plane);

/// The examples as they lie on the plane's axes. One axis: y is the target in its own units.
Points points_of(const data::Dataset& dataset, const Plane& plane);

}  // namespace hunch::session
