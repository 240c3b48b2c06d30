#include "ops/dropout.h"

#include <doctest/doctest.h>

#include <cmath>

#include "golden/numbers.h"
#include "jacobian.h"

using namespace hunch;
using golden::numbers;

namespace {

ops::Context context_of(ops::Mode mode, ops::MaskScope scope = ops::MaskScope::kPerRow) {
  ops::Context context;
  context.kernels = &kernels::exact();
  context.mode = mode;
  context.masks = scope;
  context.random.key = 0x123456789abcdefULL;
  context.random.layer = 2;
  context.random.step_lo = 7;
  return context;
}

/// Output for `rows` rows of `units` ones.
std::vector<float> of_ones(double rate, const ops::Context& context, int rows, int units) {
  ops::Dropout dropout(rate);
  jacobian::Bench bench(dropout, context, rows, {units},
                        std::vector<float>(static_cast<std::size_t>(rows * units), 1.0f), {});
  return bench.forward();
}

}  // namespace

TEST_CASE("dropout: Jacobian with the mask held, every kernel table and scope") {
  for (const kernels::Kernels* k : kernels::available()) {
    for (const ops::MaskScope scope : {ops::MaskScope::kPerRow, ops::MaskScope::kPerPass}) {
      for (const ops::Mode mode : {ops::Mode::kTrain, ops::Mode::kInfer, ops::Mode::kSample}) {
        CAPTURE(std::string(k->name));
        ops::Dropout dropout(0.4);
        ops::Context context = context_of(mode, scope);
        context.kernels = k;
        jacobian::Bench bench(dropout, context, 4, {5}, numbers(20, 1, 1), {});
        jacobian::check_op(bench);
      }
    }
  }
}

TEST_CASE("dropout: what is kept is scaled by 1/(1-p), not by 1/p or (1-p)") {
  for (const ops::Mode mode : {ops::Mode::kTrain, ops::Mode::kSample}) {
    for (const float y : of_ones(0.2, context_of(mode), 40, 25)) {
      CHECK((y == 0.0f || y == doctest::Approx(1.25)));
    }
  }
}

TEST_CASE("dropout: nothing happens in infer mode or at rate 0") {
  const std::vector<float> x = numbers(60, 1, 0);
  ops::Dropout half(0.5);
  jacobian::Bench infer(half, context_of(ops::Mode::kInfer), 6, {10}, x, {});
  CHECK(infer.forward() == x);
  CHECK(half.stochastic());
  ops::Dropout none(0.0);
  jacobian::Bench train(none, context_of(ops::Mode::kTrain), 6, {10}, x, {});
  CHECK(train.forward() == x);
  CHECK_FALSE(none.stochastic());
  none.set_rate(0.5);
  CHECK(none.stochastic());
  CHECK(train.forward() != x);
}

TEST_CASE("dropout: share, mean and independence of masks") {
  const int rows = 2000;
  const int units = 50;
  for (const double rate : {0.05, 0.1, 0.5, 0.9}) {
    const std::vector<float> y = of_ones(rate, context_of(ops::Mode::kSample), rows, units);
    double mean = 0;
    double dropped = 0;
    double neighbours = 0;  // both dropped: within a row
    double above = 0;       // both dropped: same unit of the next row
    for (std::size_t i = 0; i < y.size(); ++i) {
      mean += y[i];
      dropped += y[i] == 0;
      if (i + 1 < y.size()) neighbours += y[i] == 0 && y[i + 1] == 0;
      if (i + units < y.size()) above += y[i] == 0 && y[i + units] == 0;
    }
    const double n = static_cast<double>(y.size());
    const double five_sigma = 5 * std::sqrt(rate * (1 - rate) / n);
    CHECK(std::fabs(dropped / n - rate) < five_sigma);
    CHECK(std::fabs(mean / n - 1) < five_sigma / (1 - rate));  // E[y] = x
    const double pair = rate * rate;
    const double pair_sigma = 5 * std::sqrt(pair / n) + 1e-4;
    CHECK(std::fabs(neighbours / n - pair) < pair_sigma);
    CHECK(std::fabs(above / n - pair) < pair_sigma);
  }
}

TEST_CASE("dropout: per pass every row has one mask, per row they differ") {
  const std::vector<float> pass =
      of_ones(0.5, context_of(ops::Mode::kSample, ops::MaskScope::kPerPass), 8, 32);
  const std::vector<float> own = of_ones(0.5, context_of(ops::Mode::kSample), 8, 32);
  int equal_rows = 0;
  for (std::size_t row = 1; row < 8; ++row) {
    CHECK(std::equal(pass.begin(), pass.begin() + 32, pass.begin() + static_cast<long>(row * 32)));
    equal_rows +=
        std::equal(own.begin(), own.begin() + 32, own.begin() + static_cast<long>(row * 32));
  }
  CHECK(equal_rows == 0);
}

TEST_CASE("dropout: a mask depends on key, layer, step and row number, not on how rows are split") {
  const ops::Context base = context_of(ops::Mode::kSample);
  const std::vector<float> whole = of_ones(0.5, base, 10, 33);
  ops::Context later = base;
  later.first_row = 4;
  const std::vector<float> part = of_ones(0.5, later, 6, 33);
  CHECK(std::equal(part.begin(), part.end(), whole.begin() + 4 * 33));

  ops::Context other = base;
  other.random.step_lo = 8;
  CHECK(of_ones(0.5, other, 10, 33) != whole);
  other = base;
  other.random.step_hi = 1;
  CHECK(of_ones(0.5, other, 10, 33) != whole);
  other = base;
  other.random.layer = 3;
  CHECK(of_ones(0.5, other, 10, 33) != whole);
  other = base;
  other.random.key ^= 1;
  CHECK(of_ones(0.5, other, 10, 33) != whole);
}

TEST_CASE("dropout: refuses a rate that keeps nothing") {
  for (const double rate : {1.0, -0.1, 1.5}) {
    ops::Dropout dropout(rate);
    CHECK_THROWS_AS(dropout.infer_shape({4}), Error);
  }
}
