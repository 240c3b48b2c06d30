#include <cmath>
#include <tuple>

#include "kernels/support.h"

using namespace hunch::kernels;

namespace {

struct Product {
  Trans ta, tb;
  int M, N, K;
  bool accumulate, bias;
  int pad;  // of every row, beyond what the matrix needs
};

std::size_t at(int row, int stride, int column) {
  return static_cast<std::size_t>(row) * static_cast<std::size_t>(stride) +
         static_cast<std::size_t>(column);
}

/// C after the product; checks it against double arithmetic, to a few roundings of the sum of
/// magnitudes, and that the padding of C was left alone.
Buffer<> multiply_and_check(const Kernels& k, const Product& p) {
  const int lda = (p.ta == Trans::kNo ? p.K : p.M) + p.pad;
  const int ldb = (p.tb == Trans::kNo ? p.N : p.K) + p.pad;
  const int ldc = p.N + p.pad;
  const auto a = uniform(at(p.ta == Trans::kNo ? p.M : p.K, lda, 0), -1, 1, 1);
  const auto b = uniform(at(p.tb == Trans::kNo ? p.K : p.N, ldb, 0), -1, 1, 2, 3);
  const auto bias = uniform(at(p.N, 1, 0), -1, 1, 3, 5);
  const auto before = uniform(at(p.M, ldc, 0), -1, 1, 4, 2);
  auto c = before;
  Buffer<> scratch(k.gemm_scratch(p.M, p.N, p.K));
  k.gemm(p.ta, p.tb, p.M, p.N, p.K, a.data(), lda, b.data(), ldb, p.accumulate,
         p.bias ? bias.data() : nullptr, c.data(), ldc,
         scratch.size() == 0 ? nullptr : scratch.data());
  CHECK(c.intact());
  CHECK(scratch.intact());
  int wrong = 0;
  for (int i = 0; i < p.M; ++i) {
    for (int j = 0; j < ldc; ++j) {
      const float got = c[at(i, ldc, j)], old = before[at(i, ldc, j)];
      if (j >= p.N) {
        wrong += got != old;
        continue;
      }
      double want = p.accumulate ? old : 0, scale = std::fabs(want);
      if (p.bias) {
        want += bias[at(j, 1, 0)];
        scale += std::fabs(bias[at(j, 1, 0)]);
      }
      for (int d = 0; d < p.K; ++d) {
        const double left = a[p.ta == Trans::kNo ? at(i, lda, d) : at(d, lda, i)];
        const double right = b[p.tb == Trans::kNo ? at(d, ldb, j) : at(j, ldb, d)];
        want += left * right;
        scale += std::fabs(left * right);
      }
      wrong += !(std::fabs(got - want) <= 1e-7 * (2 + std::sqrt(p.K)) * scale);
    }
  }
  CAPTURE(p.M);
  CAPTURE(p.N);
  CAPTURE(p.K);
  CAPTURE(static_cast<int>(p.ta));
  CAPTURE(static_cast<int>(p.tb));
  CHECK(wrong == 0);
  return c;
}

void check_everywhere(const Product& p) {
  const Buffer<> scalar = multiply_and_check(*available()[0], p);
  for_each_table([&](const Kernels& k) {
    const Buffer<> c = multiply_and_check(k, p);
    if (k.exact) CHECK(same(c, scalar));
  });
}

constexpr Trans kBoth[] = {Trans::kNo, Trans::kYes};

}  // namespace

TEST_CASE("gemm is right for every small size, transposed or not") {
  for (const int M : {0, 1, 2, 3, 5, 6, 7, 13, 32}) {
    for (const int N : {0, 1, 2, 3, 4, 7, 8, 9, 16, 17, 33, 64}) {
      for (const int K : {0, 1, 2, 3, 5, 17, 64}) {
        for (const Trans ta : kBoth) {
          for (const Trans tb : kBoth) {
            const int mix = M + N + K + (ta == tb);
            check_everywhere({ta, tb, M, N, K, mix % 2 == 0, mix % 3 == 0, mix % 5 == 0 ? 3 : 0});
          }
        }
      }
    }
  }
}

TEST_CASE("gemm is right where it blocks and packs") {
  for (const auto& [M, N, K] : {std::tuple{70, 1030, 20},
                                {450, 33, 300},
                                {33, 150, 700},
                                {64, 256, 784},
                                {128, 10, 64},
                                {1, 600, 600},
                                {600, 1, 600}}) {
    for (const Trans ta : kBoth) {
      for (const Trans tb : kBoth) check_everywhere({ta, tb, M, N, K, N % 2 == 0, true, 1});
    }
  }
}

TEST_CASE("a row of a product does not depend on how many rows there are") {
  for_each_table([](const Kernels& k) {
    const Product one{Trans::kNo, Trans::kNo, 1, 64, 64, false, true, 0};
    Product many = one;
    many.M = 50;
    const Buffer<> c = multiply_and_check(k, many), first = multiply_and_check(k, one);
    for (std::size_t j = 0; j < 64; ++j) CHECK(same(c[j], first[j]));
  });
}
