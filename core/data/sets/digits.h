#pragma once

#include "data/drawing/path.h"

namespace hunch::data::sets {

inline constexpr int kDigits = 10;

/// The strokes of a digit, in one of the two to four ways that people write it: `style` from 0 to
/// 1 chooses.
drawing::Path digit(int which, double style);

}  // namespace hunch::data::sets
