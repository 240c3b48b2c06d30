#include "data/fit_image.h"

#include <algorithm>
#include <numeric>

#include "support.h"

using namespace hunch;
using data::fit_image;
using Pixels = std::vector<std::uint8_t>;

TEST_CASE("fit_image: the same size is the same image") {
  Pixels image(5 * 7 * 3);
  std::iota(image.begin(), image.end(), std::uint8_t{0});
  CHECK(fit_image(image, 5, 7, 3, 5, 7) == image);
}

TEST_CASE("fit_image: smaller pixels are means, channel by channel") {
  const Pixels image = {10, 200, 20, 100, 50, 0, 60, 0,  //
                        30, 100, 40, 200, 70, 0, 80, 4};
  CHECK(fit_image(image, 2, 4, 2, 1, 2) == Pixels{25, 150, 65, 1});
  // Two of three: each covers one and a half; the aspect ratio leaves half a pixel out above.
  CHECK(fit_image(Pixels{0, 90, 180, 0, 90, 180, 0, 90, 180}, 3, 3, 1, 2, 2) ==
        Pixels{30, 150, 30, 150});
}

TEST_CASE("fit_image: another aspect ratio takes the middle") {
  const Pixels wide = {9, 1, 2, 9, 9, 3, 4, 9};  // 2 x 4
  CHECK(fit_image(wide, 2, 4, 1, 2, 2) == Pixels{1, 2, 3, 4});
  const Pixels tall = {9, 9, 1, 2, 3, 4, 9, 9};  // 4 x 2
  CHECK(fit_image(tall, 4, 2, 1, 2, 2) == Pixels{1, 2, 3, 4});
}

TEST_CASE("fit_image: a larger size repeats") {
  CHECK(fit_image(Pixels{1, 2, 3, 4}, 2, 2, 1, 4, 4) ==
        Pixels{1, 1, 2, 2, 1, 1, 2, 2, 3, 3, 4, 4, 3, 3, 4, 4});
}

TEST_CASE("fit_image: white stays white at any pair of sizes") {
  for (int from = 1; from < 40; from += 3)
    for (int to = 1; to < 40; to += 4) {
      const Pixels white(static_cast<std::size_t>(from * (from + 2)), 255);
      const Pixels fitted = fit_image(white, from, from + 2, 1, to + 1, to);
      CHECK(fitted.size() == static_cast<std::size_t>(to * (to + 1)));
      CHECK(std::ranges::all_of(fitted, [](std::uint8_t v) { return v == 255; }));
    }
}
