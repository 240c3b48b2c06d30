#include "golden/norm.h"

#include <doctest/doctest.h>

#include <cmath>
#include <string>

#include "golden/numbers.h"
#include "jacobian.h"
#include "ops/batch_norm.h"
#include "ops/group_norm.h"
#include "ops/layer_norm.h"
#include "ops/rms_norm.h"

using namespace hunch;
using golden::numbers;

namespace {

ops::Context context_of(const kernels::Kernels& k, ops::Mode mode = ops::Mode::kTrain) {
  ops::Context context;
  context.kernels = &k;
  context.mode = mode;
  return context;
}

std::size_t size_of(const Shape& shape, int rows) {
  return shape.size() * static_cast<std::size_t>(rows);
}

/// numbers(), but for a batch norm's running variance: positive.
std::vector<float> parameters_of(ops::Op& op, const Shape& shape) {
  op.infer_shape(shape);
  std::vector<float> p = numbers(op.parameter_count(), 0.8, 0.3);
  if (op.name() == "batch_norm") {
    const std::size_t c = p.size() / 4;
    std::ranges::copy(numbers(c, 0.5, 0.9), p.begin() + static_cast<long>(2 * c));
    for (std::size_t i = 0; i < c; ++i) {
      const float v = numbers(c, 0.9, 2.0)[i];
      p[3 * c + i] = v * v + 0.5f;
    }
  }
  return p;
}

jacobian::Bench bench_of(ops::Op& op, const ops::Context& context, const Shape& shape, int rows) {
  return {
      op, context, rows, shape, numbers(size_of(shape, rows), 1.2, 0.1), parameters_of(op, shape)};
}

void check(ops::Op& op, const Shape& shape, int rows, ops::Mode mode = ops::Mode::kTrain,
           std::span<const int> lengths = {}) {
  for (const kernels::Kernels* k : kernels::available()) {
    CAPTURE(std::string(k->name));
    CAPTURE(op.name() + shape.text());
    ops::Context context = context_of(*k, mode);
    context.lengths = lengths;
    jacobian::Bench bench = bench_of(op, context, shape, rows);
    jacobian::check_op(bench);
  }
}

void check_all(const std::vector<float>& got, const std::vector<double>& want) {
  REQUIRE(got.size() == want.size());
  for (std::size_t i = 0; i < got.size(); ++i) jacobian::check_close(got[i], want[i], 1e-5);
}

/// Outputs, all gradients and, after a training step, the states, as PyTorch has them.
void check_golden(ops::Op& op, const char* name, const Shape& shape, int rows,
                  ops::Mode mode = ops::Mode::kTrain) {
  for (const golden::NormRun& run : golden::kNormRuns) {
    if (std::string(run.name) != name) continue;
    for (const kernels::Kernels* k : kernels::available()) {
      CAPTURE(std::string(k->name));
      CAPTURE(std::string(name));
      jacobian::Bench bench = bench_of(op, context_of(*k, mode), shape, rows);
      const std::vector<float> y = bench.forward();
      check_all(y, run.outputs);
      const std::vector<float> dy = numbers(y.size(), 1.0, 0.7);
      std::vector<float> dx(bench.x.size()), dparameters(bench.parameters.size());
      op.backward(bench.context, bench.buffers(), bench.x, y, dy, dx, dparameters);
      check_all(dx, run.dx);
      for (std::size_t i = run.dparameters.size(); i < dparameters.size(); ++i) {
        CHECK(dparameters[i] == 0.0f);
      }
      dparameters.resize(run.dparameters.size());
      check_all(dparameters, run.dparameters);
      if (mode == ops::Mode::kTrain) op.keep(bench.buffers(), bench.parameters);
      check_all(
          {bench.parameters.end() - static_cast<long>(run.states.size()), bench.parameters.end()},
          run.states);
    }
    return;
  }
  FAIL("no such run: " << name);
}

}  // namespace

TEST_CASE("norms: Jacobian, every kernel table") {
  ops::LayerNorm layer;
  check(layer, {7}, 3);
  check(layer, {33}, 1);
  check(layer, {3, 4}, 2);
  check(layer, {1}, 2);
  ops::RmsNorm rms;
  check(rms, {7}, 3);
  check(rms, {3, 4}, 2);
  check(rms, {2, 1, 17}, 1);
  ops::BatchNorm batch;
  check(batch, {3}, 5);
  check(batch, {2, 1, 3}, 4);
  check(batch, {9}, 6);
  check(batch, {3}, 5, ops::Mode::kInfer);
  check(batch, {2, 3}, 2, ops::Mode::kSample);
  for (const int groups : {1, 2, 4}) {
    ops::GroupNorm group(groups);
    check(group, {3, 2, 4}, 2);
  }
  ops::GroupNorm three(3);
  check(three, {1, 3, 9}, 1);
  check(three, {9}, 4);
}

TEST_CASE("norms: as PyTorch has them") {
  ops::LayerNorm layer;
  check_golden(layer, "layer_norm", {7}, 3);
  check_golden(layer, "layer_norm_steps", {3, 5}, 2);
  ops::RmsNorm rms;
  check_golden(rms, "rms_norm", {3, 5}, 2);
  ops::BatchNorm batch;
  check_golden(batch, "batch_norm_train", {3}, 5);
  check_golden(batch, "batch_norm_infer", {3}, 5, ops::Mode::kInfer);
  check_golden(batch, "batch_norm_infer", {3}, 5, ops::Mode::kSample);
  check_golden(batch, "batch_norm_image_train", {3, 2, 4}, 2);
  ops::GroupNorm one(1), two(2), four(4);
  check_golden(one, "group_norm_1", {3, 2, 4}, 2);
  check_golden(two, "group_norm_2", {3, 2, 4}, 2);
  check_golden(four, "group_norm_4", {3, 2, 4}, 2);
  check_golden(two, "group_norm_vector", {8}, 3);
}

TEST_CASE("norms: sums over many positions and few channels, against doubles") {
  // Longer than a tile in every way: whole pieces, a last one, channels beyond a tile.
  for (const int c : {1, 3, 64, 600}) {
    const int rows = 5, positions = 301;
    const Shape shape{positions, c};
    for (const kernels::Kernels* k : kernels::available()) {
      ops::BatchNorm batch;
      jacobian::Bench bench = bench_of(batch, context_of(*k), shape, rows);
      const std::vector<float> y = bench.forward();
      const std::vector<float> dy = numbers(y.size(), 1.0, 0.7);
      std::vector<float> dx(y.size()), dp(bench.parameters.size());
      batch.backward(bench.context, bench.buffers(), bench.x, y, dy, dx, dp);
      const std::size_t channels = static_cast<std::size_t>(c);
      for (std::size_t j = 0; j < channels; j += 7) {
        double sum = 0, squares = 0, flat = 0, along = 0;
        const double n = rows * positions;
        for (std::size_t i = j; i < y.size(); i += channels) sum += bench.x[i];
        for (std::size_t i = j; i < y.size(); i += channels) {
          squares += (bench.x[i] - sum / n) * (bench.x[i] - sum / n);
        }
        const double inverse = 1 / std::sqrt(squares / n + 1e-5);
        for (std::size_t i = j; i < y.size(); i += channels) {
          const double z = (bench.x[i] - sum / n) * inverse;
          flat += dy[i];
          along += dy[i] * z;
          jacobian::check_close(y[i], z * bench.parameters[j] + bench.parameters[channels + j],
                                1e-5);
        }
        jacobian::check_close(dp[j], along, 1e-4);
        jacobian::check_close(dp[channels + j], flat, 1e-4);
        for (std::size_t i = j; i < y.size(); i += channels) {
          const double z = (bench.x[i] - sum / n) * inverse;
          const double want = bench.parameters[j] * inverse * (dy[i] - flat / n - z * along / n);
          jacobian::check_close(dx[i], want, 1e-5);
        }
      }
    }
  }
}

TEST_CASE("norms: a large mean does not swallow the variance") {
  const auto spread = [](ops::Op& op, const Shape& shape, int rows, std::vector<float> x) {
    op.infer_shape(shape);
    const std::size_t c = op.parameter_count() / (op.name() == "batch_norm" ? 4 : 2);
    std::vector<float> p(op.parameter_count(), 0.0f);
    std::fill_n(p.begin(), c, 1.0f);
    jacobian::Bench bench(op, context_of(kernels::exact()), rows, shape, std::move(x), p);
    double squares = 0;
    for (const float v : bench.forward()) squares += double{v} * v;
    return squares / static_cast<double>(size_of(shape, rows));
  };
  // Powers of two: 4096 +- 1/2 is exact, the square of 4096 times 64 is not.
  std::vector<float> x(64);
  for (std::size_t i = 0; i < x.size(); ++i) x[i] = 4096.0f + (i % 2 == 0 ? 0.5f : -0.5f);
  ops::LayerNorm layer;
  CHECK(spread(layer, {64}, 1, x) == doctest::Approx(1).epsilon(1e-4));
  ops::BatchNorm batch;
  CHECK(spread(batch, {1}, 64, x) == doctest::Approx(1).epsilon(1e-4));
  ops::GroupNorm group(1);
  CHECK(spread(group, {8, 4, 2}, 1, x) == doctest::Approx(1).epsilon(1e-4));
}

TEST_CASE("batch norm: one row of a flat input goes by the running statistics, which stay") {
  ops::BatchNorm batch;
  const ops::Context train = context_of(kernels::exact());
  jacobian::Bench one = bench_of(batch, train, {4}, 1);
  const std::vector<float> before = one.parameters;
  const std::vector<float> y = one.forward();
  batch.keep(one.buffers(), one.parameters);
  CHECK(one.parameters == before);
  jacobian::Bench infer = bench_of(batch, context_of(kernels::exact(), ops::Mode::kInfer), {4}, 1);
  CHECK(infer.forward() == y);
  check(batch, {4}, 1);
  // Two positions in one row have a variance.
  jacobian::Bench image = bench_of(batch, train, {2, 4}, 1);
  image.forward();
  batch.keep(image.buffers(), image.parameters);
  CHECK(image.parameters != before);
}

TEST_CASE("batch norm: padding does not count") {
  ops::BatchNorm batch;
  const std::vector<int> lengths = {3, 1};
  check(batch, {3, 2}, 2, ops::Mode::kTrain, lengths);
  ops::Context context = context_of(kernels::exact());
  context.lengths = lengths;
  jacobian::Bench padded = bench_of(batch, context, {3, 2}, 2);
  const std::vector<float> y = padded.forward();
  batch.keep(padded.buffers(), padded.parameters);
  // The same four steps in one sequence without padding.
  jacobian::Bench whole = bench_of(batch, context_of(kernels::exact()), {4, 2}, 1);
  CHECK(std::equal(whole.x.begin(), whole.x.end(), padded.x.begin()));
  const std::vector<float> want = whole.forward();
  batch.keep(whole.buffers(), whole.parameters);
  CHECK(std::equal(want.begin(), want.end(), y.begin()));
  CHECK(whole.parameters == padded.parameters);
  for (std::size_t i = 8; i < 12; ++i) CHECK(y[i] == 0.0f);
}

TEST_CASE("batch norm: running statistics approach those of the data") {
  ops::BatchNorm batch(0.25);
  jacobian::Bench bench = bench_of(batch, context_of(kernels::exact()), {1}, 4);
  bench.x = {1, 2, 3, 6};
  bench.parameters = {1, 0, 0, 1};
  bench.forward();
  batch.keep(bench.buffers(), bench.parameters);
  CHECK(bench.parameters[2] == doctest::Approx(0.75));                    // mean 3
  CHECK(bench.parameters[3] == doctest::Approx(0.75 + 0.25 * 14.0 / 3));  // squares 4 + 1 + 0 + 9
  const std::vector<ops::Parameter> p = batch.parameters();
  CHECK((!p[0].is_state && !p[1].is_state && p[2].is_state && p[3].is_state));
}

TEST_CASE("norms: say what they got and what they need") {
  ops::GroupNorm group(3);
  CHECK_THROWS_WITH_AS(group.infer_shape({8, 8, 4}),
                       "[group_norm] input (8,8,4): 3 groups do not divide 4 channels", Error);
  CHECK_THROWS_WITH_AS(group.infer_shape({8, 3}), "[group_norm] input (8,3): needs (C) or (Y,X,C)",
                       Error);
  CHECK_THROWS_WITH_AS(group.infer_shape({8}),
                       "[group_norm] input (8): 3 groups do not divide 8 channels", Error);
  CHECK_THROWS_WITH_AS(group.infer_shape({3}),
                       "[group_norm] input (3): 3 groups have one value each, which its own mean "
                       "takes away: needs fewer groups",
                       Error);
  CHECK_THROWS_WITH_AS(ops::GroupNorm(0).infer_shape({8, 8, 4}),
                       "[group_norm] input (8,8,4): 0 groups do not divide 4 channels", Error);
  CHECK_THROWS_WITH_AS(ops::GroupNorm(1, 0).infer_shape({1, 1, 4}),
                       "[group_norm] epsilon 0.000000: needs more than 0", Error);
  CHECK_THROWS_WITH_AS(ops::BatchNorm(0).infer_shape({4}),
                       "[batch_norm] momentum 0.000000: needs 0 < momentum <= 1", Error);
  CHECK_THROWS_WITH_AS(ops::BatchNorm(0.1, -1).infer_shape({4}),
                       "[batch_norm] epsilon -1.000000: needs more than 0", Error);
  CHECK_THROWS_WITH_AS(ops::BatchNorm().infer_shape({}), "[batch_norm] input (): needs (...,C)",
                       Error);
  CHECK_THROWS_WITH_AS(ops::LayerNorm(0).infer_shape({4}),
                       "[layer_norm] epsilon 0.000000: needs more than 0", Error);
  CHECK_THROWS_WITH_AS(ops::RmsNorm(0).infer_shape({4}),
                       "[rms_norm] epsilon 0.000000: needs more than 0", Error);
}
