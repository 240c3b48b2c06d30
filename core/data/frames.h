#pragma once

#include <string_view>

#include "data/images.h"

namespace hunch::data {

/// Clips of T frames (N,T,Y,X) -> images that a network learns from, T frames no more. `how` is
/// spec.data.frames: "channels", the frames are those of one image, (N,Y,X,T), for a convolution
/// that sees all of them at once; "strip", they lie one below the other in the order of time,
/// (N,T Y,X,1), so that a `reshape` to (T, ...) gives one step a frame. Still images stay as they
/// are.
Images lay_out_frames(Images clips, std::string_view how);

}  // namespace hunch::data
