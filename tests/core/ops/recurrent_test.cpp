#include <doctest/doctest.h>

#include <memory>

#include "ops/bidirectional.h"
#include "ops/gru.h"
#include "ops/lstm.h"
#include "ops/simple_rnn.h"
#include "sequence_support.h"

using namespace hunch;
using golden::numbers;
using ops::RecurrentOptions;
using sequence::context_of;

namespace {

const std::vector<std::string> kKinds = {"rnn", "relu", "lstm", "gru", "gru before"};
const std::vector<int> kRagged = {2, 4, 1};

std::unique_ptr<ops::Recurrent> make(const std::string& kind, const RecurrentOptions& options) {
  if (kind == "lstm") return std::make_unique<ops::Lstm>(options);
  if (kind == "gru") return std::make_unique<ops::Gru>(options);
  if (kind == "gru before") return std::make_unique<ops::Gru>(options, false);
  return std::make_unique<ops::SimpleRnn>(
      options, kind == "relu" ? kernels::Activation::kRelu : kernels::Activation::kTanh);
}

ops::Bidirectional both_ways(const std::string& kind, const RecurrentOptions& options) {
  return {make(kind, options), make(kind, options)};
}

std::size_t parameter_count(ops::Op& op, const Shape& input) {
  op.infer_shape(input);
  return op.parameter_count();
}

jacobian::Bench bench_of(ops::Op& op, const ops::Context& context, int rows, const Shape& input) {
  const std::size_t count = parameter_count(op, input);
  return {op,
          context,
          rows,
          input,
          numbers(static_cast<std::size_t>(rows) * input.size(), 1.2, 0.1),
          numbers(count, 0.6, 0.3)};
}

void check_golden(const std::string& name, ops::Op& op, std::span<const int> lengths) {
  const Shape input{4, 2};
  sequence::check_golden(name.c_str(), op, 3, input, numbers(24, 1.2, 0.1),
                         numbers(parameter_count(op, input), 0.6, 0.3), lengths);
}

}  // namespace

TEST_CASE("recurrent ops: Jacobian of every cell, every kernel table") {
  for (const kernels::Kernels* k : kernels::available()) {
    for (const std::string& kind : kKinds) {
      if (kind == "relu") continue;  // its kinks are wherever they are: see the golden runs
      for (const int units : {1, 5}) {
        for (const bool sequence : {false, true}) {
          CAPTURE(std::string(k->name));
          CAPTURE(kind);
          RecurrentOptions options{.units = units, .sequence = sequence, .reverse = !sequence};
          const auto op = make(kind, options);
          auto whole = bench_of(*op, context_of(*k), 2, {3, 3});
          jacobian::check_op(whole);
          auto ragged = bench_of(*op, context_of(*k, kRagged), 3, {4, 1});
          jacobian::check_op(ragged);
        }
      }
    }
  }
}

TEST_CASE("recurrent ops: Jacobian with masks held, both scopes, both ways") {
  for (const std::string& kind : kKinds) {
    if (kind == "relu") continue;
    CAPTURE(kind);
    for (const ops::MaskScope scope : {ops::MaskScope::kPerRow, ops::MaskScope::kPerPass}) {
      for (const bool sequence : {false, true}) {
        auto op = both_ways(
            kind, {.units = 3, .sequence = sequence, .input_rate = 0.3, .state_rate = 0.4});
        ops::Context context = context_of(kernels::best(), kRagged);
        context.masks = scope;
        context.mode = sequence ? ops::Mode::kTrain : ops::Mode::kSample;
        auto bench = bench_of(op, context, 3, {4, 2});
        jacobian::check_op(bench, 3e-3, 3e-4);  // masks steepen tanh: a smaller step
      }
    }
  }
}

TEST_CASE("recurrent ops: as PyTorch, rows of unequal length, forward and both ways") {
  for (const std::string& kind : kKinds) {
    if (kind == "gru before") continue;
    const auto sequence = make(kind, {.units = 5, .sequence = true});
    check_golden(kind + " ragged sequence", *sequence, kRagged);
    const auto last = make(kind, {.units = 5});
    check_golden(kind + " ragged last", *last, kRagged);
    auto sequences = both_ways(kind, {.units = 5, .sequence = true});
    check_golden(kind + " both ways ragged sequence", sequences, kRagged);
    auto lasts = both_ways(kind, {.units = 5});
    check_golden(kind + " both ways ragged last", lasts, kRagged);
  }
}

TEST_CASE("recurrent ops: truncated, in reverse and with the reset before, as PyTorch") {
  for (const std::string kind : {"rnn", "lstm", "gru"}) {
    const auto op = make(kind, {.units = 5, .reverse = true, .truncation = 2});
    check_golden(kind + " reverse truncated", *op, {});
  }
  const auto before = make("gru before", {.units = 5, .truncation = 3});
  check_golden("gru before truncated", *before, {});
}

TEST_CASE("recurrent ops: padding changes nothing and gets nothing") {
  for (const std::string& kind : kKinds) {
    CAPTURE(kind);
    auto op = both_ways(kind, {.units = 5, .sequence = true});
    auto clean = bench_of(op, context_of(kernels::best(), kRagged), 3, {4, 2});
    auto dirty = bench_of(op, context_of(kernels::best(), kRagged), 3, {4, 2});
    std::vector<float> dy = numbers(clean.outputs, 1, 2.1), dy_dirty = dy;
    for (std::size_t step = 0; step < 12; ++step) {
      if (static_cast<int>(step % 4) < kRagged[step / 4]) continue;
      for (std::size_t i = 0; i < 2; ++i) dirty.x[step * 2 + i] = NAN;
      for (std::size_t i = 0; i < 10; ++i) dy_dirty[step * 10 + i] = NAN;
    }
    const auto a = sequence::both(clean, dy), b = sequence::both(dirty, dy_dirty);
    CHECK(a.y == b.y);
    CHECK(a.dx == b.dx);
    CHECK(a.dparameters == b.dparameters);
    for (std::size_t step = 0; step < 12; ++step) {
      if (static_cast<int>(step % 4) < kRagged[step / 4]) continue;
      for (std::size_t i = 0; i < 10; ++i) CHECK(b.y[step * 10 + i] == 0);
      for (std::size_t i = 0; i < 2; ++i) CHECK(b.dx[step * 2 + i] == 0);
    }
  }
}

TEST_CASE("recurrent dropout: one mask at all steps, the same however rows are split") {
  const ops::Context context = context_of(kernels::exact());
  ops::SimpleRnn op({.units = 6, .sequence = true, .input_rate = 0.5, .state_rate = 0.5});
  CHECK(op.stochastic());
  CHECK_FALSE(ops::SimpleRnn({.units = 6}).stochastic());
  // With the input weight alone, y = tanh(m x W / (1 - p)): steps with equal inputs stay equal.
  auto bench = bench_of(op, context, 4, {5, 6});
  std::fill(bench.x.begin(), bench.x.end(), 1.0f);
  std::fill(bench.parameters.begin(), bench.parameters.end(), 0.0f);
  for (std::size_t i = 0; i < 6; ++i) bench.parameters[i * 6 + i] = 0.25f;
  const std::vector<float> y = bench.forward();
  int kept = 0;
  for (std::size_t i = 0; i < y.size(); ++i) {
    CHECK((y[i] == 0 || y[i] == doctest::Approx(std::tanh(0.5))));
    CHECK(y[i] == y[i / 30 * 30 + i % 6]);
    kept += y[i] != 0 ? 1 : 0;
  }
  CHECK(kept > 0);
  CHECK(kept < 120);

  auto whole = bench_of(op, context, 4, {5, 6});
  const std::vector<float> together = whole.forward();
  ops::Context later = context;
  later.first_row = 3;
  auto part = bench_of(op, later, 1, {5, 6});
  std::copy_n(whole.x.begin() + 90, 30, part.x.begin());
  const std::vector<float> alone = part.forward();
  for (std::size_t i = 0; i < 30; ++i) CHECK(alone[i] == together[90 + i]);

  ops::Context infer = context;
  infer.mode = ops::Mode::kInfer;
  ops::SimpleRnn plain({.units = 6, .sequence = true});
  CHECK(bench_of(op, infer, 4, {5, 6}).forward() == bench_of(plain, infer, 4, {5, 6}).forward());
}

TEST_CASE("recurrent dropout: inputs and state, and the two directions, have masks of their own") {
  // Weights that pass each feature on: what arrives at the end shows which mask dropped it.
  const auto arrives = [](double input_rate, double state_rate, bool second) {
    const RecurrentOptions options{.units = 32, .input_rate = input_rate, .state_rate = state_rate};
    ops::Bidirectional op(std::make_unique<ops::SimpleRnn>(options),
                          std::make_unique<ops::SimpleRnn>(options));
    auto bench = bench_of(op, context_of(kernels::exact()), 2, {2, 32});
    std::fill(bench.parameters.begin(), bench.parameters.end(), 0.0f);
    const std::size_t half = bench.parameters.size() / 2;
    for (std::size_t i = 0; i < 32; ++i) {
      for (const std::size_t matrix : {0u, 1u}) {
        bench.parameters[matrix * 1024 + i * 33] = 1;
        bench.parameters[half + matrix * 1024 + i * 33] = 1;
      }
    }
    for (std::size_t i = 0; i < bench.x.size(); ++i) {
      bench.x[i] = (i / 32 % 2 == 1) == second ? 1.0f : 0.0f;  // the first step that is run
    }
    const std::vector<float> y = bench.forward();
    std::vector<bool> there;
    for (std::size_t i = 0; i < 64; ++i) {
      there.push_back(y[i / 32 * 64 + (second ? 32 : 0) + i % 32] != 0);
    }
    return there;
  };
  const std::vector<std::vector<bool>> masks = {arrives(0.5, 0, false), arrives(0, 0.5, false),
                                                arrives(0.5, 0, true), arrives(0, 0.5, true)};
  for (std::size_t a = 0; a < masks.size(); ++a) {
    const auto kept = std::count(masks[a].begin(), masks[a].end(), true);
    CHECK((kept > 10 && kept < 54));
    for (std::size_t b = 0; b < a; ++b) CHECK(masks[a] != masks[b]);
  }
  const std::vector<bool> all = arrives(0, 0, true);
  CHECK(std::count(all.begin(), all.end(), true) == 64);
}

TEST_CASE("recurrent ops: a smaller batch fits into the scratch of a larger one") {
  const kernels::Kernels& k = kernels::best();
  for (const std::string& kind : kKinds) {
    const auto op = make(kind, {.units = 5, .sequence = true});
    op->infer_shape({7, 3});
    for (int rows = 1; rows < 9; ++rows) {
      CHECK(op->scratch_floats(rows, k) <= op->scratch_floats(rows + 1, k));
    }
  }
}

TEST_CASE("recurrent ops: parameters by name, and what is refused") {
  auto op = both_ways("lstm", {.units = 3});
  op.infer_shape({4, 2});
  const auto parameters = op.parameters();
  REQUIRE(parameters.size() == 6);
  CHECK(std::string(parameters[1].name) == "recurrent_weight");
  CHECK(std::string(parameters[5].name) == "reverse_bias");
  CHECK((parameters[2].start == ops::Start::kForgetBias && parameters[2].rows == 4));
  std::size_t count = 0;
  for (const ops::Parameter& p : parameters) count += static_cast<std::size_t>(p.rows * p.cols);
  CHECK(count == op.parameter_count());

  const auto refuse = [](ops::Op&& bad, const Shape& input, const char* text) {
    CHECK_THROWS_WITH_AS(bad.infer_shape(input), text, Error);
  };
  refuse(ops::Lstm({.units = 3}), {5}, "[lstm] input (5): needs (T,D)");
  refuse(ops::Gru({.units = 0}), {5, 2}, "[gru] 0 units: needs at least 1");
  refuse(ops::Gru({.units = 2, .state_rate = 1}), {5, 2},
         "[gru] rate 1.000000: needs 0 <= rate < 1");
  refuse(ops::Lstm({.units = 2, .truncation = -1}), {5, 2},
         "[lstm] truncation -1: needs 0 (none) or a number of steps");
  refuse(ops::SimpleRnn({.units = 2}, kernels::Activation::kGelu), {5, 2},
         "[simple_rnn] activation 4: needs tanh or relu");
  refuse(ops::Bidirectional(make("gru", {.units = 2}), make("gru", {.units = 3, .sequence = true})),
         {5, 2}, "[bidirectional] outputs (2), (5,3): needs two sequences or two last states");
}
