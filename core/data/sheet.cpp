#include "data/sheet.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "base/error.h"
#include "data/images.h"

namespace hunch::data {
namespace {

constexpr int kMinSide = 4;

}  // namespace

Tiling tiling_of(int height, int width, std::size_t count) {
  const int root = static_cast<int>(std::lround(std::sqrt(width)));
  if (static_cast<std::size_t>(height) == count && root * root == width && root >= kMinSide &&
      root <= kMaxSide) {
    return {root, 1, true};
  }
  for (int side = std::min({height, width, kMaxSide}); side >= kMinSide && count > 0; --side) {
    if (height % side != 0 || width % side != 0) continue;
    const int columns = width / side;
    const int lines = height / side;
    if (static_cast<std::size_t>(columns) * static_cast<std::size_t>(lines) >= count) {
      return {side, columns, false};
    }
  }
  throw Error("a sheet of " + std::to_string(height) + " x " + std::to_string(width) +
              " pixels: needs square tiles of " + std::to_string(kMinSide) + " to " +
              std::to_string(kMaxSide) + " pixels that fill it, one for each of " +
              std::to_string(count) + " labels");
}

std::vector<std::uint8_t> tile_of(const Tiling& tiling, std::span<const std::uint8_t> sheet,
                                  int width, int channels, std::size_t n) {
  const auto c = static_cast<std::size_t>(channels);
  const auto side = static_cast<std::size_t>(tiling.side);
  const std::size_t line = static_cast<std::size_t>(width) * c;  // numbers of a line of the sheet
  if (tiling.flat) {
    const auto image = sheet.subspan(n * line, line);
    return {image.begin(), image.end()};
  }
  const auto columns = static_cast<std::size_t>(tiling.columns);
  const auto corner = sheet.subspan(n / columns * side * line + n % columns * side * c);
  std::vector<std::uint8_t> image;
  image.reserve(side * side * c);
  for (std::size_t y = 0; y < side; ++y) {
    const auto row = corner.subspan(y * line, side * c);
    image.insert(image.end(), row.begin(), row.end());
  }
  return image;
}

}  // namespace hunch::data
