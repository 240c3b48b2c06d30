#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "data/audio/clips.h"

namespace hunch::data::sets {

inline constexpr std::array<std::string_view, 8> kTones = {
    "low tone",  "high tone", "rising chirp", "falling chirp",
    "two tones", "warble",    "beeps",        "noise burst"};

/// What they are heard as: images of 32 x 32.
inline constexpr MelForm kToneForm{.seconds = 0.5, .mels = 32, .hop = 15, .top = 4000};

/// Half a second each at 8,000 samples a second: f(data, seed), the same on every target. Sound i
/// is f(data, seed, i) alone, its class is i modulo 8. `affine` says how much they differ in pitch,
/// length and time; `noise` is the deviation of white noise, as a share of the tones' amplitude.
Clips tones(const spec::DataSpec& data, std::uint64_t seed);
/// Sound i of them.
Sound tone(const spec::DataSpec& data, std::uint64_t seed, int i);

}  // namespace hunch::data::sets
