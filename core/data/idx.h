#pragma once

#include <string_view>

#include "data/images.h"

namespace hunch::data {

/// Adds the images of one pair of IDX files (LeCun's format for MNIST: two zero bytes, a type, the
/// number of dimensions, the dimensions as big-endian 32-bit numbers, then the values) to `images`:
/// unsigned bytes, images (N,Y,X) or (N,Y,X,C), labels (N). Class names become "0", "1", ...
/// Throws Error with what is wrong: another format, a file that is cut or has bytes left over, more
/// labels than images, another size than the images that are there.
void add_idx(std::string_view pixels, std::string_view labels, bool is_test, Images& images);

/// Whether the bytes begin as an IDX file does.
bool is_idx(std::string_view bytes);

}  // namespace hunch::data
