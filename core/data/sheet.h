#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace hunch::data {

/// How a sheet, one picture of many square images, holds them: as tiles from the top left on, line
/// by line, the last places perhaps empty; or flat, a line of pixels for each image.
struct Tiling {
  int side = 0;     ///< S, pixels of an image's side
  int columns = 1;  ///< tiles in a line of tiles
  bool flat = false;
};

/// The tiling of a sheet (Y,X) of `count` images: flat where Y is the count and X a square number,
/// else the largest tiles that fill the sheet and are enough.
/// Throws Error: no images, or no tiles of 4 to 512 pixels that do.
Tiling tiling_of(int height, int width, std::size_t count);

/// The n-th image (S,S,C) of a sheet (Y,X,C) that is `width` wide.
std::vector<std::uint8_t> tile_of(const Tiling& tiling, std::span<const std::uint8_t> sheet,
                                  int width, int channels, std::size_t n);

}  // namespace hunch::data
