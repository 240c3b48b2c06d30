#include "data/clips.h"

#include <utility>

#include "base/math.h"
#include "data/drawing/canvas.h"
#include "data/frames.h"
#include "data/sets/example.h"
#include "data/sets/shapes.h"

namespace hunch::data {
namespace {

using drawing::Canvas;
using drawing::Stroke;
using drawing::Vec;

constexpr double kNoise = 0.5;  // noise is a share of half the range of a pixel
constexpr double kMargin = 3;   // pixels that a shape's middle keeps from the edges

/// Where a shape is in the first frame and what becomes of it from one frame to the next.
struct Motion {
  Stroke outline;  // in a box of -1 to 1
  double size = 1;
  Vec place, step;             // pixels
  double angle = 0, turn = 0;  // radians, clockwise on the page

  Motion(int label, Random& hand) {
    constexpr auto kKinds = static_cast<std::uint32_t>(sets::kShapes.size());
    outline = sets::shape(1 + static_cast<int>(hand.below(kKinds - 1)))  // a circle turns unseen
                  .strokes()
                  .front();
    size = hand.uniform(2.5, 4);
    angle = hand.uniform(0, 2 * math::kPi);
    const double pace = hand.uniform(0.6, 1.2), rate = hand.uniform(0.2, 0.4);
    const double way = pace * (kClipSteps - 1);
    switch (label) {
      case 0:
      case 1:
        step.x = label == 0 ? -pace : pace;
        break;
      case 2:
      case 3:
        step.y = label == 2 ? -pace : pace;
        break;
      default:
        turn = label == 4 ? rate : -rate;
    }
    place.x = begin(step.x, way, hand);
    place.y = begin(step.y, way, hand);
  }

  Stroke at(int frame) const {
    const double a = angle + frame * turn, cos = math::cos(a), sin = math::sin(a);
    Stroke pixels;
    for (const Vec& v : outline) {
      pixels.push_back({place.x + frame * step.x + size * (cos * v.x - sin * v.y),
                        place.y + frame * step.y + size * (sin * v.x + cos * v.y)});
    }
    return pixels;
  }

 private:
  /// A first place from which all of the way lies inside the margin.
  static double begin(double step, double way, Random& hand) {
    const double low = step < 0 ? kMargin + way : kMargin;
    const double high = kClipSide - kMargin - (step > 0 ? way : 0);
    return hand.uniform(low, high);
  }
};

}  // namespace

Images make_clips(const spec::DataSpec& data, std::uint64_t seed) {
  Images images;
  images.height = images.width = kClipSide;
  images.frames = kClipSteps;
  images.class_names.assign(kMotions.begin(), kMotions.end());
  for (int i = 0; i < data.samples; ++i) {
    sets::Draw draw(seed, static_cast<std::uint32_t>(i));
    const int label = draw.class_of(static_cast<int>(kMotions.size()));
    const Motion motion(label, draw.place);
    for (int t = 0; t < kClipSteps; ++t) {
      Canvas canvas(kClipSide);
      canvas.fill(motion.at(t));
      canvas.print(kNoise * data.noise, draw.noise, images.pixels);
    }
    images.labels.push_back(static_cast<std::uint16_t>(label));
  }
  images.is_test.assign(images.count(), 0);
  return lay_out_frames(std::move(images), data.frames);
}

}  // namespace hunch::data
