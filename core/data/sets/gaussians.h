#pragma once

#include "data/sets/example.h"

namespace hunch::data::sets {

/// 2 to 10 Gaussian clouds on a circle of radius 0.65, one a class. Their deviation is 0.08,
/// widened by noise (share of 0.5).
Example blobs(const spec::DataSpec& data, Draw& draw);

/// 2 to 10 classes of three small clouds each, spread like the seeds of a sunflower, so that no
/// class is in one piece. Deviation 0.05, widened by noise (share of 0.3).
Example multi_gaussian(const spec::DataSpec& data, Draw& draw);

/// Values over [-1,1]^2: two hills of height 1, two hollows of depth 1. Noise on the value: share
/// of 1.
Example regress_gaussian(const spec::DataSpec& data, Draw& draw);

}  // namespace hunch::data::sets
