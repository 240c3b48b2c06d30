#pragma once

#include "data/drawing/path.h"

namespace hunch::data::sets {

inline constexpr int kLetters = 26;

/// The strokes of a capital letter, A to Z by `which`. `style` from 0 to 1: those with two ways of
/// writing them take the second one from 0.6 on.
drawing::Path letter(int which, double style);

}  // namespace hunch::data::sets
