#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace hunch::cli {

/// A decoded PNG or JPEG as it was meant to be seen; what shows through is white.
struct Picture {
  int height = 0, width = 0;
  bool grey = false;                 ///< all three channels are equal
  std::vector<std::uint8_t> pixels;  ///< (Y,X,3)
};

/// Whether a file of this name is taken for one: .png, .jpg, .jpeg in any case.
bool is_picture(const std::string& name);

/// Red, green and blue (P,3) -> brightness (P), by the weights of ITU-R BT.601.
std::vector<std::uint8_t> luma(const std::vector<std::uint8_t>& pixels);

/// Throws Failure (failed) with the path: unreadable, no PNG or JPEG, damaged, above 64 megapixels.
Picture read_picture(const std::string& path);

}  // namespace hunch::cli
