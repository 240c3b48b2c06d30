#pragma once

#include "base/error.h"
#include "spec/spec.h"

namespace hunch::spec {

/// What `inputs` of a layer call the data.
inline constexpr const char* kDataName = "input";

/// Leaves out names that are taken and inputs that no layer before has; a join that has nothing
/// left to bring together then passes on what it reads. Tells every change. Whether shapes fit and
/// every layer is read is known when the network is built (nn::Network).
void settle_wiring(std::vector<LayerSpec>& model, Issues& issues);

}  // namespace hunch::spec
