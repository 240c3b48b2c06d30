#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace hunch::data {

/// Brings an image (Y,X,C) to another size: of the largest middle part with that aspect ratio, each
/// new pixel is the mean over the area that it covers. All sizes > 0.
std::vector<std::uint8_t> fit_image(std::span<const std::uint8_t> pixels, int from_height,
                                    int from_width, int channels, int height, int width);

}  // namespace hunch::data
