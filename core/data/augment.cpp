#include "data/augment.h"

#include <algorithm>
#include <cmath>

#include "base/math.h"
#include "base/random.h"

namespace hunch::data {
namespace {

constexpr int kRowBits = 16;  // a batch has at most 4,096 rows

/// A place between pixels along one axis: the two next to it, kept inside, and the second's share.
struct Between {
  std::size_t low, high;
  float share;
};

Between between(double place, int size) {
  const double inside = std::clamp(place, 0.0, size - 1.0);
  const auto low = static_cast<std::size_t>(inside);
  return {low, std::min(low + 1, static_cast<std::size_t>(size) - 1),
          static_cast<float>(inside - static_cast<double>(low))};
}

float mix(float a, float b, float share) { return a + share * (b - a); }

}  // namespace

Augment::Augment(const spec::AugmentSpec& how, const Shape& shape, std::uint64_t seed)
    : how_(how),
      shape_(shape),
      seed_(seed),
      idle_(shape.rank() != 3 ||
            (how.shift == 0 && how.rotate == 0 && how.jitter == 0 && !how.mirror)) {
  if (!idle_) before_.resize(shape.size());
}

void Augment::apply(std::uint64_t step, std::span<float> features, std::span<float> clean) {
  if (idle_) return;
  const bool moves = how_.shift > 0 || how_.rotate > 0 || how_.mirror;
  const std::size_t size = shape_.size();
  for (std::size_t row = 0; row < features.size() / size; ++row) {
    Random random(seed_, Stream::kAugment, step << kRowBits | row);
    const std::span<float> image = features.subspan(row * size, size);
    if (moves) move(random, image);
    if (!clean.empty()) std::copy(image.begin(), image.end(), clean.subspan(row * size).begin());
    if (how_.jitter > 0) {
      for (float& value : image) value += static_cast<float>(how_.jitter * random.normal());
    }
  }
}

void Augment::move(Random& random, std::span<float> image) {
  const int height = shape_[0], width = shape_[1];
  const auto channels = static_cast<std::size_t>(shape_[2]);
  const double angle = how_.rotate * random.uniform(-1, 1) * math::kPi / 180;
  // Whole pixels, because parts of one would blur.
  const double across = std::floor(how_.shift * random.uniform(-1, 1) + 0.5);
  const double down = std::floor(how_.shift * random.uniform(-1, 1) + 0.5);
  const double side = how_.mirror && random.uniform() < 0.5 ? -1 : 1;
  const double c = math::cos(angle), s = math::sin(angle);
  const double middle_x = (width - 1) / 2.0, middle_y = (height - 1) / 2.0;

  std::copy(image.begin(), image.end(), before_.begin());
  const std::size_t line = static_cast<std::size_t>(width) * channels;
  float* out = image.data();
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      // Where this pixel was before it was mirrored, turned and shifted.
      const double dx = x - middle_x - across, dy = y - middle_y - down;
      const Between column = between(middle_x + side * (c * dx + s * dy), width);
      const Between row = between(middle_y - s * dx + c * dy, height);
      const float* above = before_.data() + row.low * line;
      const float* below = before_.data() + row.high * line;
      for (std::size_t k = 0; k < channels; ++k) {
        const std::size_t left = column.low * channels + k, right = column.high * channels + k;
        *out++ = mix(mix(above[left], above[right], column.share),
                     mix(below[left], below[right], column.share), row.share);
      }
    }
  }
}

}  // namespace hunch::data
