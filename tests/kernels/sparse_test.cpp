#include <cmath>

#include "support.h"

using namespace hunch::kernels;

TEST_CASE("add_rows: a sparse row times a matrix, every length, in place and not") {
  for_each_table([](const Kernels& k) {
    for (const std::size_t n : kLengths) {
      CAPTURE(n);
      const std::size_t stride = n + 3;
      Buffer<> rows(6 * stride + 1), start(n), y(n);
      for (std::size_t i = 0; i < rows.size(); ++i) {
        rows[i] = static_cast<float>(static_cast<int>(i * 7 % 23) - 11) / 8;
      }
      for (std::size_t i = 0; i < n; ++i) start[i] = static_cast<float>(i % 5);
      const std::vector<std::uint32_t> index = {4, 0, 5, 2};
      const std::vector<float> factor = {0.5f, -2, 1, 0.25f};
      for (std::size_t count = 0; count <= index.size(); ++count) {
        k.add_rows(count, index.data(), factor.data(), n, rows.data(), stride, start.data(),
                   y.data());
        for (std::size_t j = 0; j < n; ++j) {
          float want = start[j];  // eighths: every sum is exact
          for (std::size_t i = 0; i < count; ++i) want += factor[i] * rows[index[i] * stride + j];
          REQUIRE(y[j] == want);
        }
        CHECK(y.intact());
        Buffer<> both = start;
        k.add_rows(count, index.data(), factor.data(), n, rows.data(), stride, both.data(),
                   both.data());
        for (std::size_t j = 0; j < n; ++j) REQUIRE(both[j] == y[j]);
      }
    }
  });
}
