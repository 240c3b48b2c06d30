#include "data/sets/scenes.h"

#include "base/math.h"
#include "data/drawing/warp.h"
#include "data/sets/shapes.h"

namespace hunch::data::sets {
namespace {

constexpr double kFilled = 0.6;   // of the quarters
constexpr double kSize = 0.42;    // of a shape alone
constexpr double kMiddle = 0.62;  // of a quarter, from the image's
constexpr double kPen = 0.6;      // of the pen that a shape alone is drawn with

}  // namespace

std::uint16_t draw_scene(const spec::DataSpec& data, Random& hand, drawing::Canvas& canvas) {
  const drawing::Warp warp(data, hand);
  std::uint16_t there = 0;
  for (int quarter = 0; quarter < 4; ++quarter) {
    // The draws are the same whatever becomes of them.
    const bool filled = hand.uniform() < kFilled;
    const auto kind = static_cast<int>(hand.below(kSceneShapes));
    const bool solid = hand.uniform() < 0.5;
    const double size = kSize * (1 + 0.25 * data.affine * hand.uniform(-1, 1));
    const double angle = 0.4 * data.affine * hand.uniform(-1, 1);
    const double across = 0.08 * data.affine * hand.uniform(-1, 1);
    const double down = 0.08 * data.affine * hand.uniform(-1, 1);
    const double thickness = kPen * data.thickness * hand.uniform(0.7, 1.3);
    if (!filled) continue;
    there = static_cast<std::uint16_t>(there | 1u << kind);
    const double x = (quarter % 2 == 0 ? -kMiddle : kMiddle) + across;
    const double y = (quarter / 2 == 0 ? -kMiddle : kMiddle) + down;
    const double c = size * math::cos(angle), s = size * math::sin(angle);
    drawing::Stroke outline = shape(kind).strokes().front();
    for (drawing::Vec& point : outline) {
      point = {x + c * point.x - s * point.y, y + s * point.x + c * point.y};
    }
    if (solid) {
      canvas.fill(warp.to_pixels(outline));
    } else {
      canvas.draw(warp.to_pixels(outline), thickness);
    }
  }
  return there;
}

}  // namespace hunch::data::sets
