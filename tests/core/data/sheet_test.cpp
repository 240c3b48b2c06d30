#include "data/sheet.h"

#include <doctest/doctest.h>

#include <numeric>

#include "base/error.h"

using namespace hunch;

TEST_CASE("sheets: tiles in lines, with places left empty, and flat ones") {
  const auto tiling = [](int height, int width, std::size_t count) {
    const data::Tiling t = data::tiling_of(height, width, count);
    return std::vector<int>{t.side, t.columns, t.flat ? 1 : 0};
  };
  CHECK(tiling(28, 280, 10) == std::vector<int>{28, 10, 0});
  CHECK(tiling(84, 84, 5) == std::vector<int>{28, 3, 0});  // a square of them, as projectors draw
  CHECK(tiling(1988, 1988, 5000) == std::vector<int>{28, 71, 0});
  CHECK(tiling(65000, 784, 65000) == std::vector<int>{28, 1, 1});  // 784 = 28 * 28
  CHECK(tiling(60, 16, 3) == std::vector<int>{4, 4, 0});
  CHECK(tiling(600, 600, 1) == std::vector<int>{300, 2, 0});  // 600 is more than an image may have
}

TEST_CASE("sheets: what has no tiling is refused with its sizes") {
  CHECK_THROWS_WITH_AS(
      data::tiling_of(28, 281, 10),
      "a sheet of 28 x 281 pixels: needs square tiles of 4 to 512 pixels that fill "
      "it, one for each of 10 labels",
      Error);
  CHECK_THROWS_AS(data::tiling_of(28, 280, 0), Error);
  CHECK_THROWS_AS(data::tiling_of(28, 280, 100000), Error);
}

TEST_CASE("sheets: the pixels of an image") {
  std::vector<std::uint8_t> sheet(8 * 12 * 2);  // (Y,X,C): six tiles of 4 x 4 x 2
  std::iota(sheet.begin(), sheet.end(), std::uint8_t{0});
  const data::Tiling tiling = data::tiling_of(8, 12, 6);
  REQUIRE(tiling.side == 4);
  const auto tile = data::tile_of(tiling, sheet, 12, 2, 4);  // second line, second column
  REQUIRE(tile.size() == 4 * 4 * 2);
  CHECK(tile[0] == (4 * 12 + 4) * 2);
  CHECK(tile[8] == (5 * 12 + 4) * 2);
  CHECK(tile.back() == (7 * 12 + 7) * 2 + 1);

  const data::Tiling flat = data::tiling_of(3, 16, 3);
  REQUIRE(flat.flat);
  const auto line = data::tile_of(flat, sheet, 16, 2, 2);
  REQUIRE(line.size() == 4 * 4 * 2);
  CHECK(line.front() == 2 * 16 * 2);
  CHECK(line.back() == 3 * 16 * 2 - 1);
}
