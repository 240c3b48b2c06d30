#pragma once

#include <array>
#include <string_view>

#include "data/drawing/path.h"

namespace hunch::data::sets {

inline constexpr std::array<std::string_view, 8> kShapes = {
    "circle", "square", "triangle", "star", "cross", "heart", "crescent", "arrow"};

/// The outline of a shape, in one closed stroke.
drawing::Path shape(int which);

}  // namespace hunch::data::sets
