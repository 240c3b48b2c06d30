#include "data/drawn.h"

#include "data/drawing/canvas.h"
#include "data/drawing/warp.h"
#include "data/sets/digits.h"
#include "data/sets/example.h"
#include "spec/words.h"

namespace hunch::data {
namespace {

constexpr double kNoise = 0.5;  // noise is a share of half the range of a pixel

/// A path in one hand: that hand's pen is up to a quarter thinner or thicker.
void write(const drawing::Path& path, const spec::DataSpec& data, Random& hand,
           drawing::Canvas& canvas) {
  const double thickness = data.thickness * hand.uniform(0.75, 1.25);
  const drawing::Warp warp(data, hand);
  for (const drawing::Stroke& stroke : path.strokes()) {
    canvas.draw(warp.to_pixels(stroke), thickness);
  }
}

void draw_digit(int label, const spec::DataSpec& data, Random& hand, drawing::Canvas& canvas) {
  write(sets::digit(label, hand.uniform()), data, hand, canvas);
}

}  // namespace

Images draw_images(const spec::DataSpec& data, std::uint64_t seed) {
  Images images;
  images.height = images.width = drawing::kSide;
  const int classes = spec::class_count(data);
  for (int k = 0; k < classes; ++k) images.class_names.push_back(std::to_string(k));
  for (int i = 0; i < data.samples; ++i) {
    sets::Draw draw(seed, static_cast<std::uint32_t>(i));
    const int label = draw.class_of(classes);
    drawing::Canvas canvas;
    draw_digit(label, data, draw.place, canvas);
    canvas.print(kNoise * data.noise, draw.noise, images.pixels);
    images.labels.push_back(static_cast<std::uint16_t>(label));
  }
  images.is_test.assign(images.count(), 0);
  return images;
}

}  // namespace hunch::data
