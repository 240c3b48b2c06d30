#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "base/random.h"
#include "data/drawing/canvas.h"
#include "spec/spec.h"

namespace hunch::data::sets {

/// The shapes that a scene may hold; see sets/shapes.h.
inline constexpr int kSceneShapes = 6;

/// Draws up to four small shapes, one to a quarter of the image at most; the same shape may come
/// more than once. Returns bit k: whether shape k is there.
std::uint16_t draw_scene(const spec::DataSpec& data, Random& hand, drawing::Canvas& canvas);

}  // namespace hunch::data::sets
