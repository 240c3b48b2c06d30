#include <cmath>
#include <limits>

#include "kernels/support.h"

using namespace hunch::kernels;

namespace {

constexpr float kInf = std::numeric_limits<float>::infinity();
const float kNan = std::numeric_limits<float>::quiet_NaN();

/// A sum of n floats may be wrong by a few roundings of the sum of magnitudes.
bool close(float got, double want, double magnitude) {
  return std::fabs(got - want) <= 4e-7 * magnitude + 1e-30;
}

}  // namespace

TEST_CASE("sums agree with double arithmetic for any length and alignment") {
  for (const std::size_t n : kLengths) {
    for (const std::size_t shift : {0u, 1u, 3u}) {
      const auto x = uniform(n, -2, 2, n + 1, shift), y = uniform(n, -2, 2, n + 2, 2);
      double dot = 0, sum = 0, squares = 0, magnitude = 0, products = 0, largest = 0;
      for (std::size_t i = 0; i < n; ++i) {
        dot += double{x[i]} * y[i];
        products += std::fabs(double{x[i]} * y[i]);
        sum += x[i];
        squares += double{x[i]} * x[i];
        magnitude += std::fabs(x[i]);
        largest = std::fmax(largest, std::fabs(x[i]));
      }
      const Kernels& scalar = *available()[0];
      for_each_table([&](const Kernels& k) {
        CHECK(close(k.dot(n, x.data(), y.data()), dot, products));
        CHECK(close(k.sum(n, x.data()), sum, magnitude));
        CHECK(close(k.sum_squares(n, x.data()), squares, squares));
        CHECK(close(k.sum_abs(n, x.data()), magnitude, magnitude));
        CHECK(static_cast<double>(k.max_abs(n, x.data())) == largest);
        CHECK(k.all_finite(n, x.data()));
        if (!k.exact) return;
        CHECK(same(k.dot(n, x.data(), y.data()), scalar.dot(n, x.data(), y.data())));
        CHECK(same(k.sum(n, x.data()), scalar.sum(n, x.data())));
        CHECK(same(k.sum_squares(n, x.data()), scalar.sum_squares(n, x.data())));
        CHECK(same(k.sum_abs(n, x.data()), scalar.sum_abs(n, x.data())));
      });
    }
  }
}

TEST_CASE("one number that is not finite is found wherever it is") {
  for_each_table([](const Kernels& k) {
    for (const std::size_t n : {1u, 5u, 37u, 130u}) {
      for (std::size_t at = 0; at < n; ++at) {
        for (const float bad : {kInf, -kInf, kNan}) {
          auto x = uniform(n, -1e38, 1e38, n);
          x[at] = bad;
          CHECK_FALSE(k.all_finite(n, x.data()));
        }
      }
    }
  });
}

TEST_CASE("vector arithmetic is right and stays in its range") {
  for_each_table([](const Kernels& k) {
    for (const std::size_t n : kLengths) {
      const auto x = uniform(n, -2, 2, n + 1), y = uniform(n, -2, 2, n + 2, 3);
      auto scaled = x, added = y, regularized = y;
      Buffer<> product(n, 2);
      k.scale(n, -0.75f, scaled.data());
      k.axpy(n, 1.25f, x.data(), added.data());
      k.multiply(n, x.data(), y.data(), product.data());
      k.regularize(n, 0.5f, 0.125f, x.data(), regularized.data());
      for (std::size_t i = 0; i < n; ++i) {
        CHECK(scaled[i] == x[i] * -0.75f);
        CHECK(close(added[i], y[i] + 1.25 * x[i], 4));
        CHECK(product[i] == x[i] * y[i]);
        const double sign = x[i] > 0 ? 1 : -1;
        CHECK(close(regularized[i], y[i] + 0.5 * sign + 0.125 * x[i], 4));
      }
      CHECK((scaled.intact() && added.intact() && product.intact() && regularized.intact()));
    }
    const float zero = 0;
    float g = 1;
    k.regularize(1, 0.5f, 0.5f, &zero, &g);
    CHECK(g == 1);  // the subgradient of |w| at 0 is taken as 0
  });
}

TEST_CASE("column sums, softmax and log-sum-exp agree with double arithmetic") {
  const Kernels& scalar = *available()[0];
  for (const int rows : {0, 1, 3, 32}) {
    for (const int cols : {1, 2, 3, 4, 5, 10, 16, 33, 64, 130}) {
      const auto n = static_cast<std::size_t>(rows * cols), width = static_cast<std::size_t>(cols);
      const auto x = uniform(n, -30, 30, n);
      for_each_table([&](const Kernels& k) {
        Buffer<> sums(width), p(n, 3), lse(static_cast<std::size_t>(rows));
        for (std::size_t j = 0; j < width; ++j) sums[j] = 0.5f;
        k.col_sum(rows, cols, x.data(), sums.data());
        k.softmax(rows, cols, x.data(), p.data());
        k.log_sum_exp(rows, cols, x.data(), lse.data());
        CHECK((sums.intact() && p.intact() && lse.intact()));
        int wrong = 0;
        for (std::size_t j = 0; j < width; ++j) {
          double sum = 0.5;
          for (std::size_t i = 0; i < lse.size(); ++i) sum += x[i * width + j];
          wrong += !close(sums[j], sum, 30 * (rows + 1));
        }
        for (std::size_t i = 0; i < lse.size(); ++i) {
          double whole = 0;
          for (std::size_t j = 0; j < width; ++j) whole += std::exp(double{x[i * width + j]});
          for (std::size_t j = 0; j < width; ++j) {
            const double want = std::exp(double{x[i * width + j]}) / whole;
            // The difference to the maximum, up to 60, is rounded to 2^-19.
            wrong += !(std::fabs(p[i * width + j] - want) <= 6e-6 * want + 1e-30);
          }
          wrong += !(std::fabs(lse[i] - std::log(whole)) <= 4e-6);
        }
        CHECK(wrong == 0);
        if (!k.exact) return;
        Buffer<> want(n);
        scalar.softmax(rows, cols, x.data(), want.data());
        CHECK(same(p, want));
      });
    }
  }
}

TEST_CASE("softmax is stable for large logits and passes on what is not a number") {
  for_each_table([](const Kernels& k) {
    const float large[] = {1e30f, 1e30f, -1e30f, 0, 0, 5};
    float p[6], lse[2];
    k.softmax(2, 3, large, p);
    CHECK(p[0] == 0.5f);
    CHECK(p[1] == 0.5f);
    CHECK(p[2] == 0);
    k.log_sum_exp(1, 3, large, lse);
    CHECK(lse[0] == 1e30f);
    const float bad[] = {1, kNan, 2};
    k.softmax(1, 3, bad, p);
    CHECK(std::isnan(p[0]));
    k.log_sum_exp(1, 3, bad, lse);
    CHECK(std::isnan(lse[0]));
  });
}
