#include "data/clips.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/hash.h"
#include "support.h"

using namespace hunch;
using namespace with_data;
using data::Images;
using data::kClipSide;
using data::kClipSteps;

namespace {

constexpr std::size_t kFrame = std::size_t{kClipSide} * kClipSide;

Images clips(const std::string& more = "", std::uint64_t seed = 1) {
  return data::make_clips(checked_spec("{\"data\":{\"source\":\"clips\"" + more + "}}")->data,
                          seed);
}

/// Ink and its middle in frame t of clip n of a strip, in pixels.
struct Blot {
  double ink = 0, x = 0, y = 0;
};
Blot blot(const Images& strip, std::size_t n, std::size_t t) {
  Blot b;
  for (std::size_t i = 0; i < kFrame; ++i) {
    const double ink = strip.pixels[(n * kClipSteps + t) * kFrame + i] / 255.0;
    b.ink += ink;
    b.x += ink * (static_cast<double>(i % kClipSide) + 0.5);
    b.y += ink * (static_cast<double>(i / kClipSide) + 0.5);
  }
  b.x /= b.ink, b.y /= b.ink;
  return b;
}

/// How well frame `to` is frame `from` turned by `angle` about its ink's middle: squares of what
/// differs.
double mismatch(const Images& strip, std::size_t n, std::size_t from, std::size_t to,
                double angle) {
  const Blot a = blot(strip, n, from), b = blot(strip, n, to);
  const auto at = [&](std::size_t t, double x, double y) {
    const int column = static_cast<int>(std::floor(x)), row = static_cast<int>(std::floor(y));
    if (column < 0 || row < 0 || column >= kClipSide || row >= kClipSide) return 0.0;
    return strip.pixels[(n * kClipSteps + t) * kFrame +
                        static_cast<std::size_t>(row * kClipSide + column)] /
           255.0;
  };
  double squares = 0;
  for (int y = 0; y < kClipSide; ++y)
    for (int x = 0; x < kClipSide; ++x) {
      const double dx = x + 0.5 - b.x, dy = y + 0.5 - b.y;
      const double before = at(from, a.x + std::cos(angle) * dx + std::sin(angle) * dy,
                               a.y - std::sin(angle) * dx + std::cos(angle) * dy);
      const double difference = at(to, x + 0.5, y + 0.5) - before;
      squares += difference * difference;
    }
  return squares;
}

}  // namespace

TEST_CASE("clips: the shape goes where its class says, at one pace, and nowhere else") {
  const Images strip = clips(",\"frames\":\"strip\",\"noise\":0,\"samples\":300");
  REQUIRE(strip.count() == 300);
  CHECK(strip.height == 128);
  CHECK(strip.width == 16);
  CHECK(strip.channels == 1);
  for (std::size_t n = 0; n < strip.count(); ++n) {
    CAPTURE(n);
    const std::string& motion = strip.class_names[strip.labels[n]];
    CHECK(strip.labels[n] == n % 6);
    const Blot first = blot(strip, n, 2), last = blot(strip, n, 5);  // away from the edges
    CHECK(first.ink > 5);
    const double dx = (last.x - first.x) / 3, dy = (last.y - first.y) / 3;
    const double across = motion == "right" ? 1 : motion == "left" ? -1 : 0;
    const double down = motion == "down" ? 1 : motion == "up" ? -1 : 0;
    CHECK(dx * across + dy * down >= (across + down != 0 ? 0.5 : 0.0));
    CHECK(dx * across + dy * down <= 1.3);
    // Ink that leaves the picture moves the middle a little.
    CHECK(std::fabs(dx) * (1 - std::fabs(across)) < 0.35);
    CHECK(std::fabs(dy) * (1 - std::fabs(down)) < 0.35);
  }
}

TEST_CASE("clips: what turns, turns the way its class says") {
  const Images strip = clips(",\"frames\":\"strip\",\"noise\":0,\"samples\":600");
  std::array<int, 2> right{}, all{};
  for (std::size_t n = 0; n < strip.count(); ++n) {
    if (strip.labels[n] < 4) continue;
    const std::size_t which = strip.labels[n] - 4U;
    // Clockwise on the page is a positive angle, since y points down.
    const double clockwise = mismatch(strip, n, 0, 1, 0.3), other = mismatch(strip, n, 0, 1, -0.3);
    ++all[which];
    right[which] += (clockwise < other) == (which == 0) ? 1 : 0;
  }
  for (const std::size_t which : {0U, 1U}) {
    CHECK(all[which] == 100);
    CHECK(right[which] >= 90);  // some lie half outside, or look much the same when turned
  }
}

TEST_CASE("clips: both layouts hold the same pixels") {
  const Images strip = clips(",\"frames\":\"strip\",\"samples\":20"),
               deep = clips(",\"samples\":20");
  CHECK(deep.height == kClipSide);
  CHECK(deep.width == kClipSide);
  CHECK(deep.channels == kClipSteps);
  REQUIRE(deep.pixels.size() == strip.pixels.size());
  std::size_t differ = 0;
  for (std::size_t n = 0; n < 20; ++n)
    for (std::size_t i = 0; i < kFrame; ++i)
      for (std::size_t t = 0; t < kClipSteps; ++t)
        differ += deep.pixels[(n * kFrame + i) * kClipSteps + t] !=
                          strip.pixels[(n * kClipSteps + t) * kFrame + i]
                      ? 1
                      : 0;
  CHECK(differ == 0);
}

TEST_CASE("clips: the seed decides, more keep the first, every target has the same bytes") {
  const Images few = clips(",\"samples\":30"), many = clips(",\"samples\":60");
  CHECK(std::equal(few.pixels.begin(), few.pixels.end(), many.pixels.begin()));
  CHECK(few.pixels != clips(",\"samples\":30", 2).pixels);
  CHECK(hex(hash_bytes(std::as_bytes(std::span(many.pixels)))) == "1e30042abc9aa3a4");
}

TEST_CASE("clips: they are learned as images, and there is a limit to how many are made") {
  const data::Dataset d =
      prepared(checked_spec(R"({"data":{"source":"clips","samples":60}})")).dataset;
  CHECK(d.shape == Shape{16, 16, 8});
  CHECK(d.class_count() == 6);
  CHECK(d.class_names[4] == "clockwise");
  const auto checked = spec::validate(R"({"data":{"source":"clips","samples":50000}})");
  REQUIRE(checked.issues.size() == 1);
  CHECK(checked.issues[0].allowed == "at most 8000 clips");
}
