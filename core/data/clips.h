#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "data/images.h"
#include "spec/spec.h"

namespace hunch::data {

inline constexpr int kClipSteps = 8;  ///< T, frames of a clip
inline constexpr int kClipSide = 16;  ///< pixels of a frame's side

/// What a clip's shape does, the classes.
inline constexpr std::array<std::string_view, 6> kMotions = {
    "left", "right", "up", "down", "clockwise", "counterclockwise"};

/// Short clips of a shape that moves or turns, as images: with spec.data.frames "channels" the
/// frames are the channels of one, (N, 16, 16, 8), for a convolution that sees all of them at once;
/// with "strip" they lie one below the other in the order of time, (N, 8 x 16, 16, 1), so that a
/// `reshape` to (8, ...) gives one step a frame. Clip i is f(data, seed, i) alone, its class is i
/// modulo 6; shape, size, place, pace and angle say nothing of it. Noise as in draw_images.
Images make_clips(const spec::DataSpec& data, std::uint64_t seed);

}  // namespace hunch::data
