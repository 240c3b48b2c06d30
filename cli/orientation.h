#pragma once

#include <string>

#include "cli/picture.h"

namespace hunch::cli {

/// How a photograph's camera was held: the orientation tag of its Exif part, 1 to 8, 1 where it has
/// none. CIPA DC-008, "Exchangeable image file format for digital still cameras: Exif", section
/// 4.6.5.
int orientation_of(const std::string& bytes);

/// The picture as it was meant to be seen.
Picture upright(Picture picture, int orientation);

}  // namespace hunch::cli
