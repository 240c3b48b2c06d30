#include "ops/window.h"

#include "windows.h"

using namespace hunch;
using ops::Axis;
using ops::Geometry;
using ops::Range;
using ops::Slide;
using ops::Window;

TEST_CASE("window: valid, same and rounded-up sizes") {
  const auto lay = [](int size, Slide slide, bool same, bool ceil) {
    Window window = Window::line(slide);
    window.same = same;
    window.ceil = ceil;
    return lay_windows("test", {size, 1}, window).x;
  };
  CHECK(lay(28, {5}, false, false).windows == 24);
  CHECK(lay(7, {2, 2}, false, false).windows == 3);
  CHECK(lay(7, {2, 2}, false, true).windows == 4);
  CHECK(lay(6, {2, 2}, false, true).windows == 3);
  // One that would begin in the padding at the end is left out.
  CHECK(lay(4, {1, 3, 1, 0, 2}, false, true).windows == 2);
  CHECK(lay(5, {3, 2, 1, 1, 1}, false, true).windows == 3);
  for (int size = 1; size < 9; ++size) {
    for (int kernel = 1; kernel < 5; ++kernel) {
      for (int stride = 1; stride < 5; ++stride) {
        const Axis axis = lay(size, {kernel, stride, 2, 7, 7}, true, false);
        CHECK(axis.windows == (size + stride - 1) / stride);
        CHECK(axis.slide.after - axis.slide.before >= 0);
        CHECK(axis.slide.after - axis.slide.before <= 1);
        // The fewest that let the last window in.
        const int end = axis.at(axis.windows - 1, kernel - 1);
        if (axis.slide.after > 0) CHECK(end == size - 1 + axis.slide.after);
        if (axis.slide.after == 0) CHECK(end <= size - 1);
      }
    }
  }
}

TEST_CASE("window: ranges of taps and windows are those that lie on the axis") {
  for (const int kernel : {1, 2, 4}) {
    for (const int stride : {1, 2, 5}) {
      for (const int dilation : {1, 3}) {
        for (const int before : {0, 1, 6}) {
          const Axis axis{{kernel, stride, dilation, before, 6}, 7, 6};
          for (int limit = 0; limit <= 7; ++limit) {
            const auto on = [&](int window, int tap) {
              return axis.at(window, tap) >= 0 && axis.at(window, tap) < limit;
            };
            for (int window = 0; window < 6; ++window) {
              const Range taps = axis.taps(window, limit);
              REQUIRE(taps.first <= taps.last);
              for (int tap = 0; tap < kernel; ++tap) {
                REQUIRE(on(window, tap) == (tap >= taps.first && tap < taps.last));
              }
            }
            for (int tap = 0; tap < kernel; ++tap) {
              for (const Range among : {Range{0, 6}, Range{2, 5}, Range{3, 3}}) {
                const Range windows = axis.windows_on(tap, among, limit);
                REQUIRE(windows.first <= windows.last);
                for (int window = 0; window < 6; ++window) {
                  const bool in = window >= among.first && window < among.last;
                  REQUIRE((in && on(window, tap)) ==
                          (window >= windows.first && window < windows.last));
                }
              }
            }
          }
        }
      }
    }
  }
}

TEST_CASE("window: patches by hand, cut anywhere, and added back") {
  using Layout = ops::Patches::Layout;
  const ops::Context context = windows::context_of(kernels::exact());
  struct Case {
    Shape input;
    Window window;
    int first_channel, channels;
    Layout layout;
  };
  const Window odd = Window::plane({2, 2, 2, 1, 2}, {3, 1, 1, 2, 1});
  for (const Case& c :
       {Case{{5, 6, 1}, odd, 0, 1, Layout::kByTap}, Case{{5, 6, 3}, odd, 0, 3, Layout::kByWindow},
        Case{{5, 6, 3}, odd, 1, 2, Layout::kByWindow},
        Case{{4, 7, 2}, Window::square(3, 2, 3), 0, 2, Layout::kByWindow},
        Case{{4, 7, 1}, Window::square(5, 1, 5), 0, 1, Layout::kByTap}}) {
    CAPTURE(c.input.text());
    const Geometry g = lay_windows("test", c.input, c.window);
    const ops::Patches patches(g, c.channels, c.layout);
    const std::vector<float> x = golden::numbers(3 * c.input.size(), 1, 0);
    const int all = 3 * static_cast<int>(g.windows());
    for (const int count : {1, 4, static_cast<int>(g.windows()), all - 2}) {
      const auto first = static_cast<std::size_t>(std::min(2, all - count));
      const auto total = static_cast<std::size_t>(count * patches.size());
      std::vector<float> got(total + 1, 99.0f);
      patches.gather(context, c.first_channel, first, count, x.data(), got.data());
      std::vector<float> sums(x.size(), 1.0f), want_sums(x.size(), 1.0f);
      patches.scatter(context, c.first_channel, first, count, got.data(), sums.data());
      for (int p = 0; p < count; ++p) {
        const int position = static_cast<int>(first) + p, per = static_cast<int>(g.windows());
        for (int i = 0; i < patches.size(); ++i) {
          const int tap = i / c.channels, channel = c.first_channel + i % c.channels;
          const int y = g.y.at(position % per / g.x.windows, tap / g.x.slide.kernel);
          const int xs = g.x.at(position % g.x.windows, tap % g.x.slide.kernel);
          const bool inside = y >= 0 && y < g.y.size && xs >= 0 && xs < g.x.size;
          const std::size_t at = inside
                                     ? static_cast<std::size_t>(position / per) * g.image_size() +
                                           g.pixel(y, xs) + static_cast<std::size_t>(channel)
                                     : 0;
          const int to = patches.by_tap() ? i * count + p : p * patches.size() + i;
          REQUIRE(got[static_cast<std::size_t>(to)] == (inside ? x[at] : 0));
          if (inside) want_sums[at] += x[at];
        }
      }
      CHECK(got[total] == 99.0f);
      for (std::size_t i = 0; i < sums.size(); ++i) {
        REQUIRE(sums[i] == doctest::Approx(double{want_sums[i]}));
      }
    }
  }
}

TEST_CASE("window: patches of a huge kernel are counted in more than 31 bits") {
  const Geometry g = lay_windows("test", {9, 9, 3}, Window::square(5000, 1, 2500));
  const ops::Patches patches(g, 3, ops::Patches::Layout::kByWindow);
  CHECK(patches.block() == 40);
  CHECK(patches.patch_floats() == 3000000000u);
}
