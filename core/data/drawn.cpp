#include "data/drawn.h"

#include <array>

#include "data/drawing/canvas.h"
#include "data/drawing/warp.h"
#include "data/sets/digits.h"
#include "data/sets/example.h"
#include "data/sets/letters.h"
#include "data/sets/scenes.h"
#include "data/sets/shapes.h"
#include "data/sets/textures.h"
#include "spec/words.h"

namespace hunch::data {
namespace {

using drawing::Canvas;
using drawing::kSide;
using drawing::Warp;

constexpr double kLean = 0.3;   // of handwriting, as a slope
constexpr double kNoise = 0.5;  // noise is a share of half the range of a pixel

/// That of one hand is up to a third thinner or thicker.
double pen(const spec::DataSpec& data, Random& hand) {
  return data.thickness * hand.uniform(0.7, 1.3);
}

void write(const drawing::Path& path, const spec::DataSpec& data, Random& hand, Canvas& canvas) {
  const double thickness = pen(data, hand);
  const Warp warp(data, hand, kLean);
  for (const drawing::Stroke& stroke : path.strokes()) {
    canvas.draw(warp.to_pixels(stroke), thickness);
  }
}

void draw_digit(int label, const spec::DataSpec& data, Random& hand, Canvas& canvas) {
  write(sets::digit(label, hand.uniform()), data, hand, canvas);
}

void draw_letter(int label, const spec::DataSpec& data, Random& hand, Canvas& canvas) {
  write(sets::letter(label, hand.uniform()), data, hand, canvas);
}

/// Half of them filled, half as outlines.
void draw_shape(int label, const spec::DataSpec& data, Random& hand, Canvas& canvas) {
  const bool filled = hand.uniform() < 0.5;
  const double thickness = pen(data, hand);
  const drawing::Stroke outline = Warp(data, hand).to_pixels(sets::shape(label).strokes().front());
  if (filled) {
    canvas.fill(outline);
  } else {
    canvas.draw(outline, thickness);
  }
}

void draw_texture(int label, const spec::DataSpec& data, Random& hand, Canvas& canvas) {
  const sets::Texture texture(label, hand);
  const Warp warp(data, hand);
  for (int y = 0; y < kSide; ++y) {
    for (int x = 0; x < kSide; ++x) {
      canvas.put(y, x, texture.ink(warp.to_box({x + 0.5, y + 0.5})));
    }
  }
}

using DrawOne = void (*)(int label, const spec::DataSpec& data, Random& hand, Canvas& canvas);

DrawOne drawer(spec::Source source) {
  switch (source) {
    case spec::Source::kLetters:
      return draw_letter;
    case spec::Source::kShapes:
      return draw_shape;
    case spec::Source::kTextures:
      return draw_texture;
    default:
      return draw_digit;
  }
}

std::string class_name(spec::Source source, int label) {
  switch (source) {
    case spec::Source::kLetters:
      return {static_cast<char>('A' + label)};
    case spec::Source::kShapes:
    case spec::Source::kScenes:
      return std::string(sets::kShapes[static_cast<std::size_t>(label)]);
    case spec::Source::kTextures:
      return std::string(sets::kTextures[static_cast<std::size_t>(label)]);
    default:
      return std::to_string(label);
  }
}

}  // namespace

Images draw_images(const spec::DataSpec& data, std::uint64_t seed) {
  const int classes = spec::class_count(data);
  const DrawOne draw_one = drawer(data.source);
  Images images;
  images.height = images.width = kSide;
  images.several = data.source == spec::Source::kScenes;
  for (int k = 0; k < classes; ++k) images.class_names.push_back(class_name(data.source, k));
  for (int i = 0; i < data.samples; ++i) {
    sets::Draw draw(seed, static_cast<std::uint32_t>(i));
    int label = draw.class_of(classes);
    Canvas canvas;
    if (images.several) {
      label = sets::draw_scene(data, draw.place, canvas);
    } else {
      draw_one(label, data, draw.place, canvas);
    }
    canvas.print(kNoise * data.noise, draw.noise, images.pixels);
    images.labels.push_back(static_cast<std::uint16_t>(label));
  }
  images.is_test.assign(images.count(), 0);
  return images;
}

}  // namespace hunch::data
