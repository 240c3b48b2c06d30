#include <doctest/doctest.h>

#include <cmath>
#include <memory>

#include "golden/dropout.h"
#include "golden/numbers.h"
#include "jacobian.h"
#include "ops/alpha_dropout.h"
#include "ops/drop_connect.h"
#include "ops/gaussian_dropout.h"
#include "ops/spatial_dropout.h"
#include "ops/stochastic_depth.h"

using namespace hunch;
using golden::numbers;

namespace {

using Kind = std::unique_ptr<ops::Op> (*)(double rate);

template <class Op>
std::unique_ptr<ops::Op> kind(double rate) {
  return std::make_unique<Op>(rate);
}
std::unique_ptr<ops::Op> connect(double rate) {
  return std::make_unique<ops::DropConnect>(5, rate);
}

struct Case {
  const char* name;
  Kind make;
  Shape input;
};

const std::vector<Case> kCases = {{"spatial series", kind<ops::SpatialDropout>, {3, 2}},
                                  {"spatial image", kind<ops::SpatialDropout>, {2, 2, 3}},
                                  {"depth", kind<ops::StochasticDepth>, {2, 3}},
                                  {"gaussian", kind<ops::GaussianDropout>, {5}},
                                  {"alpha", kind<ops::AlphaDropout>, {5}},
                                  {"connect", connect, {4}},
                                  {"connect series", connect, {3, 4}}};

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

/// The op over `rows` rows of `x`, with parameters as the tests make them.
jacobian::Bench bench_of(ops::Op& op, const ops::Context& context, int rows, const Shape& input,
                         std::vector<float> x) {
  op.infer_shape(input);
  return {op, context, rows, input, std::move(x), numbers(op.parameter_count(), 0.8, 0.2)};
}

/// Output for rows that are all alike.
std::vector<float> of_equal_rows(const Case& c, double rate, const ops::Context& context,
                                 int rows) {
  const std::vector<float> row = numbers(c.input.size(), 1, 0.5);
  std::vector<float> x;
  for (int r = 0; r < rows; ++r) x.insert(x.end(), row.begin(), row.end());
  const std::unique_ptr<ops::Op> op = c.make(rate);
  return bench_of(*op, context, rows, c.input, x).forward();
}

/// Output for `rows` rows of `x` each, of one number.
std::vector<float> of_numbers(ops::Op& op, const ops::Context& context, std::vector<float> x) {
  const int rows = static_cast<int>(x.size());
  return bench_of(op, context, rows, {1}, std::move(x)).forward();
}

struct Moments {
  double mean = 0, variance = 0;
};

Moments moments_of(const std::vector<float>& values) {
  Moments m;
  for (const float v : values)
    m.mean += static_cast<double>(v) / static_cast<double>(values.size());
  for (const float v : values) {
    const double d = static_cast<double>(v) - m.mean;
    m.variance += d * d / static_cast<double>(values.size());
  }
  return m;
}

}  // namespace

TEST_CASE("dropout kinds: Jacobians with the noise held, every kernel table and scope") {
  for (const Case& c : kCases) {
    CAPTURE(std::string(c.name));
    for (const kernels::Kernels* k : kernels::available()) {
      CAPTURE(std::string(k->name));
      for (const ops::MaskScope scope : {ops::MaskScope::kPerRow, ops::MaskScope::kPerPass}) {
        for (const ops::Mode mode : {ops::Mode::kTrain, ops::Mode::kInfer, ops::Mode::kSample}) {
          const std::unique_ptr<ops::Op> op = c.make(0.4);
          ops::Context context = context_of(mode, scope);
          context.kernels = k;
          jacobian::Bench bench =
              bench_of(*op, context, 4, c.input, numbers(4 * c.input.size(), 1, 1));
          jacobian::check_op(bench);
        }
      }
    }
  }
}

TEST_CASE("dropout kinds: as PyTorch does with what is kept and what is dropped") {
  const std::vector<std::pair<std::string, Case>> runs = {
      {"dropout", {"", kind<ops::Dropout>, {8}}},
      {"spatial_dropout series", {"", kind<ops::SpatialDropout>, {4, 2}}},
      {"spatial_dropout image", {"", kind<ops::SpatialDropout>, {2, 2, 2}}},
      {"alpha_dropout", {"", kind<ops::AlphaDropout>, {8}}}};
  std::size_t found = 0;
  for (const golden::DropoutRun& want : golden::kDropoutRuns) {
    for (const auto& [name, c] : runs) {
      if (name != want.name) continue;
      ++found;
      CAPTURE(name);
      const std::unique_ptr<ops::Op> op = c.make(0.3);
      jacobian::Bench b =
          bench_of(*op, context_of(ops::Mode::kTrain), 3, c.input, numbers(24, 1.5, 0.3));
      const std::vector<float> y = b.forward();
      std::vector<float> dx(24, 99.0f);
      op->backward(b.context, b.buffers(), b.x, y, std::vector<float>(24, 1.0f), dx, {});
      std::size_t kept = 0;
      for (std::size_t i = 0; i < 24; ++i) {
        CAPTURE(i);
        const bool keeps = b.saved[i] != std::byte{0};
        kept += keeps;
        jacobian::check_close(y[i], keeps ? want.kept[i] : want.dropped[i], 1e-6);
        jacobian::check_close(dx[i], keeps ? want.slope[i] : 0.0, 1e-6);
      }
      CHECK(kept > 8);
      CHECK(kept < 24);
    }
  }
  CHECK(found == 4);
}

TEST_CASE("dropout kinds: infer mode and rate 0 change nothing") {
  for (const Case& c : kCases) {
    CAPTURE(std::string(c.name));
    const std::unique_ptr<ops::Op> some = c.make(0.5);
    const std::unique_ptr<ops::Op> none = c.make(0);
    const std::vector<float> x = numbers(6 * c.input.size(), 1, 0);
    const auto run = [&](ops::Op& op, ops::Mode mode) {
      return bench_of(op, context_of(mode), 6, c.input, x).forward();
    };
    CHECK(some->stochastic());
    CHECK_FALSE(none->stochastic());
    CHECK(run(*some, ops::Mode::kInfer) == run(*none, ops::Mode::kTrain));
    CHECK(run(*some, ops::Mode::kTrain) != run(*none, ops::Mode::kTrain));
    if (none->parameter_count() == 0) CHECK(run(*none, ops::Mode::kTrain) == x);
    auto* noise = dynamic_cast<ops::Noise*>(none.get());
    REQUIRE(noise != nullptr);
    noise->set_rate(0.5);
    CHECK(none->stochastic());
    CHECK(run(*some, ops::Mode::kTrain) == run(*none, ops::Mode::kTrain));
  }
}

TEST_CASE("dropout kinds: the noise belongs to key, layer, step and row, however rows are split") {
  for (const Case& c : kCases) {
    CAPTURE(std::string(c.name));
    const ops::Context base = context_of(ops::Mode::kSample);
    const std::vector<float> whole = of_equal_rows(c, 0.5, base, 40);
    const std::size_t width = whole.size() / 40;
    ops::Context later = base;
    later.first_row = 7;
    const std::vector<float> part = of_equal_rows(c, 0.5, later, 33);
    CHECK(std::equal(part.begin(), part.end(), whole.begin() + static_cast<long>(7 * width)));

    std::vector<ops::Context> others(4, base);
    others[0].random.step_lo = 8;
    others[1].random.step_hi = 1;
    others[2].random.layer = 3;
    others[3].random.key ^= 1;
    for (const ops::Context& other : others) CHECK(of_equal_rows(c, 0.5, other, 40) != whole);
  }
}

TEST_CASE("dropout kinds: per pass all rows have one noise, per row each its own") {
  for (const Case& c : kCases) {
    CAPTURE(std::string(c.name));
    // A row of one mask has two outcomes only: enough rows that both come.
    const std::vector<float> own = of_equal_rows(c, 0.5, context_of(ops::Mode::kSample), 20);
    ops::Context context = context_of(ops::Mode::kSample, ops::MaskScope::kPerPass);
    const std::vector<float> pass = of_equal_rows(c, 0.5, context, 20);
    const auto width = static_cast<long>(own.size() / 20);
    const auto rows_like_first = [width](const std::vector<float>& y) {
      int count = 0;
      for (auto row = y.begin(); row != y.end(); row += width) {
        count += std::equal(y.begin(), y.begin() + width, row);
      }
      return count;
    };
    CHECK(rows_like_first(pass) == 20);
    CHECK(rows_like_first(own) < 20);
    context.first_row = 5;  // the pass has no rows of its own
    CHECK(of_equal_rows(c, 0.5, context, 20) == pass);
    int others = 0;
    for (context.random.step_lo = 8; context.random.step_lo < 28; ++context.random.step_lo) {
      others += of_equal_rows(c, 0.5, context, 20) != pass;
    }
    CHECK(others > 0);
  }
}

TEST_CASE("dropout kinds: the mean of many passes is what infer mode gives") {
  constexpr int kRows = 40'000;
  for (const Case& c : kCases) {
    if (std::string(c.name) == "alpha") continue;  // keeps moments of all units together instead
    CAPTURE(std::string(c.name));
    const std::vector<float> want = of_equal_rows(c, 0.2, context_of(ops::Mode::kInfer), 1);
    const std::vector<float> got = of_equal_rows(c, 0.2, context_of(ops::Mode::kSample), kRows);
    for (std::size_t j = 0; j < want.size(); ++j) {
      double sum = 0, squares = 0;
      for (std::size_t at = j; at < got.size(); at += want.size()) {
        sum += got[at];
        squares += static_cast<double>(got[at]) * got[at];
      }
      const double mean = sum / kRows;
      const double deviation = std::sqrt(squares / kRows - mean * mean);
      CHECK(deviation > 0);
      CHECK(std::fabs(mean - static_cast<double>(want[j])) < 5 * deviation / std::sqrt(kRows));
    }
  }
}

TEST_CASE("spatial dropout: a channel is kept or dropped as a whole, and the share is the rate") {
  constexpr int kRows = 5000, kSteps = 4, kChannels = 3;
  ops::SpatialDropout op(0.3);
  jacobian::Bench b(op, context_of(ops::Mode::kTrain), kRows, {kSteps, kChannels},
                    std::vector<float>(kRows * kSteps * kChannels, 1.0f), {});
  const std::vector<float> y = b.forward();
  double dropped = 0, both = 0;
  for (std::size_t row = 0; row < kRows; ++row) {
    const float* first = y.data() + row * kSteps * kChannels;
    for (std::size_t step = 1; step < kSteps; ++step) {
      CHECK(std::equal(first, first + kChannels, first + step * kChannels));
    }
    for (std::size_t c = 0; c < kChannels; ++c) dropped += first[c] == 0;
    both += first[0] == 0 && first[1] == 0;
  }
  const double n = kRows * kChannels;
  CHECK(std::fabs(dropped / n - 0.3) < 5 * std::sqrt(0.3 * 0.7 / n));
  CHECK(std::fabs(both / kRows - 0.09) < 5 * std::sqrt(0.09 * 0.91 / kRows));  // independently
}

TEST_CASE("stochastic depth: a row passes whole or not at all, as often as the rate says") {
  constexpr int kRows = 20'000;
  ops::StochasticDepth op(0.2);
  jacobian::Bench b(op, context_of(ops::Mode::kTrain), kRows, {2, 3},
                    std::vector<float>(kRows * 6, 1.0f), {});
  const std::vector<float> y = b.forward();
  double dropped = 0;
  for (std::size_t row = 0; row < kRows; ++row) {
    for (std::size_t i = 0; i < 6; ++i) CHECK(y[6 * row + i] == y[6 * row]);
    CHECK((y[6 * row] == 0 || y[6 * row] == doctest::Approx(1.25)));
    dropped += y[6 * row] == 0;
  }
  CHECK(std::fabs(dropped / kRows - 0.2) < 5 * std::sqrt(0.2 * 0.8 / kRows));
}

TEST_CASE("gaussian dropout: multiplies by normal numbers of mean 1 and variance p/(1-p)") {
  constexpr std::size_t kCount = 100'000;
  for (const double rate : {0.1, 0.5, 0.8}) {
    ops::GaussianDropout op(rate);
    const ops::Context context = context_of(ops::Mode::kTrain);
    const std::vector<float> y = of_numbers(op, context, std::vector<float>(kCount, 1.0f));
    const double variance = rate / (1 - rate);
    const Moments m = moments_of(y);
    CHECK(std::fabs(m.mean - 1) < 5 * std::sqrt(variance / kCount));
    CHECK(std::fabs(m.variance / variance - 1) < 5 * std::sqrt(2.0 / kCount));

    // The very numbers of the documented counter.
    std::vector<float> z(kCount);
    context.kernels->random_normal(context.random, 0, kCount, z.data());
    for (std::size_t i = 0; i < 1000; ++i) {
      CHECK(y[i] ==
            doctest::Approx(1 + std::sqrt(variance) * static_cast<double>(z[i])).epsilon(1e-5));
    }
  }
}

TEST_CASE("alpha dropout: keeps mean 0 and variance 1") {
  constexpr std::size_t kCount = 200'000;
  std::vector<float> x(kCount);
  const kernels::RandomKey key{77, 0, 0, 0};
  kernels::exact().random_normal(key, 0, kCount, x.data());
  for (const double rate : {0.05, 0.3, 0.7}) {
    ops::AlphaDropout op(rate);
    const Moments m = moments_of(of_numbers(op, context_of(ops::Mode::kSample), x));
    CHECK(std::fabs(m.mean) < 0.015);
    CHECK(std::fabs(m.variance - 1) < 0.015);
  }
}

TEST_CASE("drop connect: as PyTorch's linear function under the documented mask") {
  const ops::Context per_row = context_of(ops::Mode::kTrain);
  std::vector<std::uint8_t> mask(60);
  per_row.kernels->dropout_mask(per_row.random, 0, 60, 0.3f, mask.data());
  for (std::size_t i = 0; i < 60; ++i) CHECK(mask[i] == (golden::kDropConnectMask[i] == '1'));
  for (const golden::DropConnectRun& want : golden::kDropConnectRuns) {
    CAPTURE(std::string(want.name));
    ops::Context context = per_row;
    if (std::string(want.name) == "per pass") context.masks = ops::MaskScope::kPerPass;
    for (const kernels::Kernels* k : kernels::available()) {
      context.kernels = k;
      ops::DropConnect op(5, 0.3);
      jacobian::Bench b = bench_of(op, context, 3, {4}, numbers(12, 1.2, 0.4));
      const std::vector<float> y = b.forward();
      std::vector<float> dx(12, 99.0f), dparameters(25, 99.0f);
      ops::Buffers buffers = b.buffers();
      buffers.overwrite = true;
      op.backward(context, buffers, b.x, y, numbers(15, 1, 2.1), dx, dparameters);
      for (std::size_t i = 0; i < 15; ++i) jacobian::check_close(y[i], want.y[i], 1e-6);
      for (std::size_t i = 0; i < 12; ++i) jacobian::check_close(dx[i], want.dx[i], 1e-6);
      for (std::size_t i = 0; i < 25; ++i) {
        jacobian::check_close(dparameters[i], want.dparameters[i], 1e-6);
      }
    }
  }
}

TEST_CASE("dropout kinds: refuse a rate that keeps nothing, and shapes that they are not for") {
  for (const Case& c : kCases) {
    for (const double rate : {1.0, -0.1, 1.5}) {
      CHECK_THROWS_AS(c.make(rate)->infer_shape(c.input), Error);
    }
  }
  CHECK_THROWS_WITH_AS(ops::SpatialDropout(0.5).infer_shape({4}),
                       "[spatial_dropout] input (4): needs (T,D) or (Y,X,C)", Error);
  CHECK_THROWS_WITH_AS(ops::AlphaDropout(2).infer_shape({4}),
                       "[alpha_dropout] rate 2.000000: needs 0 <= rate < 1", Error);
  CHECK_THROWS_WITH_AS(ops::DropConnect(3, 0.5).infer_shape({2, 2, 2}),
                       "[drop_connect] input (2,2,2): needs (D) or (T,D)", Error);
}
