#pragma once

#include <cstdint>

#include "data/images.h"
#include "spec/spec.h"

namespace hunch::data {

/// The made images that `data` asks for, (N, 28, 28, 1): f(data, seed), the same bytes on every
/// target. Image i is f(data, seed, i) alone, its class is i modulo K. Other values of a knob draw
/// the same hands: `rotation` turns each image, `thickness` takes another pen, and so on.
/// Needs spec::is_drawn(data.source).
Images draw_images(const spec::DataSpec& data, std::uint64_t seed);

}  // namespace hunch::data
