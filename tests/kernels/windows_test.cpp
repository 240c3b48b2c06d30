#include <limits>

#include "support.h"

using namespace hunch::kernels;

namespace {

/// Numbers of 1/8, so that sums of few are exact in any order.
Buffer<> eighths(std::size_t n, int seed) {
  Buffer<> x(n);
  for (std::size_t i = 0; i < n; ++i) {
    x[i] =
        static_cast<float>(static_cast<int>((i * 7 + static_cast<std::size_t>(seed)) % 23) - 11) /
        8;
  }
  return x;
}

constexpr int kRows = 3, kCols = 2;  // of the window

}  // namespace

TEST_CASE("copy_matrix, add_matrix: every length, at strides, overlapping rows in order") {
  for_each_table([](const Kernels& k) {
    for (const std::size_t n : kLengths) {
      CAPTURE(n);
      const auto stride = static_cast<std::ptrdiff_t>(n + 3);
      const Buffer<> from = eighths(3 * (n + 3), 1);
      Buffer<> to = eighths(3 * n + 2, 5);
      const Buffer<> before = to;
      k.copy_matrix(3, n, from.data(), stride, to.data(), static_cast<std::ptrdiff_t>(n));
      for (std::size_t i = 0; i < 3 * n; ++i) REQUIRE(to[i] == from[i / n * (n + 3) + i % n]);
      CHECK(to[3 * n] == before[3 * n]);
      CHECK(to.intact());

      Buffer<> sum = before;
      k.add_matrix(3, n, from.data(), stride, sum.data(), 1);  // rows one apart
      for (std::size_t i = 0; i < sum.size(); ++i) {
        float want = before[i];
        for (std::size_t r = 0; r < 3; ++r) {
          if (i >= r && i - r < n) want += from[r * (n + 3) + i - r];
        }
        REQUIRE(sum[i] == want);
      }
      CHECK(sum.intact());
    }
  });
}

TEST_CASE("multiply_window: a grid of products, every length, strides of both signs and zero") {
  for_each_table([](const Kernels& k) {
    for (const std::size_t n : kLengths) {
      CAPTURE(n);
      const std::size_t row = 5 * n + 2, col = 2 * n;
      const Buffer<> a = eighths(kRows * row + 1, 1), b = eighths(kRows * kCols * n + 1, 9);
      const Buffer<> start = eighths(n, 4);
      const auto signed_row = static_cast<std::ptrdiff_t>(row);
      const auto signed_n = static_cast<std::ptrdiff_t>(n);
      Buffer<> y(n), same_row = start;
      const float* last = b.data() + (kRows * kCols - 1) * n;
      k.multiply_window(kRows, kCols, n, {a.data(), signed_row, 2 * signed_n},
                        {last, -kCols * signed_n, -signed_n}, start.data(), y.data());
      k.multiply_window(kRows, kCols, n, {a.data(), signed_row, 2 * signed_n}, {b.data(), 0, 0},
                        same_row.data(), same_row.data());
      for (std::size_t c = 0; c < n; ++c) {
        double want = start[c], want_same = start[c];
        for (std::size_t i = 0; i < kRows; ++i) {
          for (std::size_t j = 0; j < kCols; ++j) {
            const double left = a[i * row + j * col + c];
            want += left * b[(kRows * kCols - 1 - i * kCols - j) * n + c];
            want_same += left * b[c];
          }
        }
        REQUIRE(y[c] == want);
        REQUIRE(same_row[c] == want_same);
      }
      CHECK(y.intact());
      CHECK(same_row.intact());
    }
  });
}

TEST_CASE("max_windows: the first of the largest and where it lies; NaN is never hidden") {
  constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
  constexpr float kInfinity = std::numeric_limits<float>::infinity();
  for_each_table([&](const Kernels& k) {
    for (const std::size_t n : kLengths) {
      CAPTURE(n);
      const std::size_t row = 5 * n + 2, col = 2 * n;
      const std::size_t step = n + 1;
      Buffer<> x = eighths(kRows * row + step, 2);  // few different numbers: ties are common
      for (std::size_t c = 0; c < n; ++c) {
        if (c % 4 == 1) x[row + c] = kInfinity;
        if (c % 4 == 2) x[row + c] = -kInfinity;
        if (c % 8 == 3) x[c] = kNan;
        if (c % 8 == 5) x[row + col + c] = kNan;
        if (c % 8 == 7) x[2 * row + c] = -kNan;
      }
      Buffer<> y(2 * n);
      Buffer<std::uint32_t> where(2 * n);
      k.max_windows(2, static_cast<std::ptrdiff_t>(step), kRows, kCols, n,
                    {x.data(), static_cast<std::ptrdiff_t>(row), static_cast<std::ptrdiff_t>(col)},
                    1000, y.data(), where.data());
      for (std::size_t c = 0; c < 2 * n; ++c) {
        const std::size_t first = c / n * step + c % n;
        std::size_t best = first;
        for (std::size_t i = 0; i < kRows; ++i) {
          for (std::size_t j = 0; j < kCols; ++j) {
            const std::size_t at = i * row + j * col + first;
            if (std::isnan(x[at]) || x[at] > x[best]) best = at;
          }
        }
        REQUIRE(same(y[c], x[best]));
        if (c < n) REQUIRE(std::isnan(y[c]) == (c % 8 == 3 || c % 8 == 5 || c % 8 == 7));
        REQUIRE(where[c] == best + 1000);
      }
      CHECK(y.intact());
      CHECK(where.intact());
    }
  });
}
