#include "ops/attention.h"

#include "ops/multi_head_attention.h"
#include "sequence_support.h"

using namespace hunch;
using golden::numbers;
using sequence::context_of;

namespace {

const std::vector<int> kRagged = {2, 4, 1};

jacobian::Bench bench_of(ops::Op& op, const ops::Context& context, int rows, const Shape& input) {
  const auto d = static_cast<std::size_t>(input[1]);
  return {op,
          context,
          rows,
          input,
          numbers(static_cast<std::size_t>(rows) * input.size(), 1.2, 0.1),
          numbers(4 * d * (d + 1), 0.6, 0.3)};
}

/// Attention with queries (2,3) from elsewhere than keys and values (4,3): x is all three.
class Cross final : public ops::Op {
 public:
  std::string name() const override { return "cross"; }
  Shape infer_shape(const Shape&) override { return {2, 3}; }
  std::size_t saved_bytes(int rows) const override { return static_cast<std::size_t>(rows) * 32; }
  std::size_t scratch_floats(int, const kernels::Kernels& k) const override {
    return 8 + ops::attention_scratch(k, 2, 4, 3);
  }
  void forward(const ops::Context& c, const ops::Buffers& b, std::span<const float> x,
               std::span<float> y) const override {
    for (std::size_t r = 0; r < static_cast<std::size_t>(b.rows); ++r) {
      ops::attend(*c.kernels, head(x.data() + r * 30), weights(b, r), y.data() + r * 6, 3,
                  b.scratch.data());
    }
  }
  void backward(const ops::Context& c, const ops::Buffers& b, std::span<const float> x,
                std::span<const float>, std::span<const float> dy, std::span<float> dx,
                std::span<float>) const override {
    for (std::size_t r = 0; r < static_cast<std::size_t>(b.rows) && !dx.empty(); ++r) {
      float* d = dx.data() + r * 30;
      ops::attend_back(*c.kernels, head(x.data() + r * 30), weights(b, r), dy.data() + r * 6, 3,
                       b.scratch.data(), d, d + 6, d + 18, b.scratch.data() + 8);
    }
  }

 private:
  static ops::Head head(const float* x) { return {x, x + 6, x + 18, 3, 3, 2, 4, 3, false}; }
  static ops::Weights weights(const ops::Buffers& b, std::size_t row) {
    return {reinterpret_cast<float*>(b.saved.data()) + row * 8, 4, nullptr, 1, nullptr};
  }
};

}  // namespace

TEST_CASE("attention: Jacobian, causal or not, rotary, ragged, every kernel table") {
  for (const kernels::Kernels* k : kernels::available()) {
    for (const bool causal : {false, true}) {
      for (const bool rotary : {false, true}) {
        CAPTURE(std::string(k->name));
        CAPTURE(causal);
        CAPTURE(rotary);
        ops::MultiHeadAttention op(2, causal, 0, rotary);
        auto whole = bench_of(op, context_of(*k), 2, {5, rotary ? 4 : 6});
        jacobian::check_op(whole, 3e-3);
        auto ragged = bench_of(op, context_of(*k, kRagged), 3, {4, 4});
        jacobian::check_op(ragged, 3e-3);
      }
    }
  }
}

TEST_CASE("attention: Jacobian with the mask held, both scopes") {
  for (const ops::MaskScope scope : {ops::MaskScope::kPerRow, ops::MaskScope::kPerPass}) {
    ops::MultiHeadAttention op(2, true, 0.4);
    ops::Context context = context_of(kernels::best(), kRagged);
    context.masks = scope;
    auto bench = bench_of(op, context, 3, {4, 4});
    jacobian::check_op(bench, 3e-3);
    CHECK(op.stochastic());
    // Something is dropped in train and sample mode, nothing in infer mode.
    const std::vector<float> train = bench.forward();
    bench.context.mode = ops::Mode::kSample;
    CHECK(bench.forward() == train);
    bench.context.mode = ops::Mode::kInfer;
    ops::MultiHeadAttention plain(2, true);
    CHECK(bench.forward() != train);
    CHECK(bench.forward() == bench_of(plain, context, 3, {4, 4}).forward());
  }
}

TEST_CASE("attention: masks are the same however rows are split") {
  ops::MultiHeadAttention op(2, false, 0.5);
  auto whole = bench_of(op, context_of(kernels::exact()), 3, {3, 4});
  const std::vector<float> together = whole.forward();
  ops::Context later = context_of(kernels::exact());
  later.first_row = 2;
  auto part = bench_of(op, later, 1, {3, 4});
  std::copy_n(whole.x.begin() + 24, 12, part.x.begin());
  const std::vector<float> alone = part.forward();
  for (std::size_t i = 0; i < 12; ++i) CHECK(alone[i] == doctest::Approx(together[24 + i]));
}

TEST_CASE("attention: as PyTorch") {
  const auto check = [](const char* name, ops::MultiHeadAttention op,
                        std::span<const int> lengths) {
    sequence::check_golden(name, op, 3, {4, 4}, numbers(48, 1.2, 0.1), numbers(80, 0.6, 0.3),
                           lengths);
  };
  check("attention", ops::MultiHeadAttention(2), {});
  check("attention ragged", ops::MultiHeadAttention(1), kRagged);
  check("attention causal ragged", ops::MultiHeadAttention(2, true), kRagged);
  check("attention rotary", ops::MultiHeadAttention(1, false, 0, true), {});
  check("attention rotary causal ragged", ops::MultiHeadAttention(2, true, 0, true), kRagged);
}

TEST_CASE("attention: queries and keys from different places") {
  for (const kernels::Kernels* k : kernels::available()) {
    Cross op;
    jacobian::Bench bench(op, context_of(*k), 2, {10, 3}, numbers(60, 1.2, 0.4), {});
    jacobian::check_op(bench);
  }
}

TEST_CASE("attention: a causal step sees what it would see if the sequence ended there") {
  const int steps = 37;  // rows of one vector, of several, and of a part
  for (const kernels::Kernels* k : kernels::available()) {
    CAPTURE(std::string(k->name));
    ops::MultiHeadAttention op(1, true);
    auto whole = bench_of(op, context_of(*k), 1, {steps, 2});
    const std::vector<float> y = whole.forward();
    const std::vector<float> p(op.weights(whole.buffers()).begin(),
                               op.weights(whole.buffers()).end());
    for (int length = 1; length < steps; ++length) {
      const std::vector<int> lengths = {length};
      auto ended = bench_of(op, context_of(*k, lengths), 1, {steps, 2});
      const std::vector<float> shorter = ended.forward();
      for (int i = 0; i < 2 * length; ++i) {
        REQUIRE(y[static_cast<std::size_t>(i)] ==
                doctest::Approx(shorter[static_cast<std::size_t>(i)]).epsilon(1e-5));
      }
      double seen = 0;
      for (int j = 0; j < steps; ++j) {
        const float weight = p[static_cast<std::size_t>((length - 1) * steps + j)];
        REQUIRE((weight > 0) == (j < length));
        seen += double{weight};
      }
      REQUIRE(seen == doctest::Approx(1));
    }
    if (k == &kernels::best()) jacobian::check_op(whole, 3e-3);
  }
}

TEST_CASE("attention: its weights can be seen, sum to 1 and leave padding out") {
  ops::MultiHeadAttention op(2, true);
  auto bench = bench_of(op, context_of(kernels::best(), kRagged), 3, {4, 4});
  const std::vector<float> y = bench.forward();
  const std::span<const float> p = op.weights(bench.buffers());
  REQUIRE(p.size() == 96);
  for (int r = 0; r < 3; ++r) {
    const int length = kRagged[static_cast<std::size_t>(r)];
    for (int h = 0; h < 2; ++h) {
      for (int i = 0; i < 4; ++i) {
        double sum = 0;
        for (int j = 0; j < 4; ++j) {
          const float v = p[static_cast<std::size_t>(((r * 2 + h) * 4 + i) * 4 + j)];
          CHECK((v > 0) == (i < length && j <= i));
          sum += static_cast<double>(v);
        }
        CHECK(sum == doctest::Approx(i < length ? 1 : 0));
      }
    }
    for (int i = length * 4; i < 16; ++i) CHECK(y[static_cast<std::size_t>(r * 16 + i)] == 0);
  }
}

TEST_CASE("attention: padding changes nothing and gets nothing") {
  for (const bool causal : {false, true}) {
    ops::MultiHeadAttention op(2, causal, 0, true);
    auto clean = bench_of(op, context_of(kernels::best(), kRagged), 3, {4, 4});
    auto dirty = bench_of(op, context_of(kernels::best(), kRagged), 3, {4, 4});
    std::vector<float> dy = numbers(48, 1, 2.1), dy_dirty = dy;
    for (std::size_t i = 0; i < 48; ++i) {
      if (static_cast<int>(i / 4 % 4) >= kRagged[i / 16]) dirty.x[i] = dy_dirty[i] = 1000;
    }
    const auto a = sequence::both(clean, dy), b = sequence::both(dirty, dy_dirty);
    CHECK(a.y == b.y);
    CHECK(a.dx == b.dx);
    CHECK(a.dparameters == b.dparameters);
    for (std::size_t i = 0; i < 48; ++i) {
      if (static_cast<int>(i / 4 % 4) >= kRagged[i / 16]) CHECK(b.dx[i] == 0);
    }
  }
}

TEST_CASE("attention: what is refused") {
  using Attention = ops::MultiHeadAttention;
  CHECK_THROWS_WITH_AS(Attention(2).infer_shape({4}),
                       "[multi_head_attention] input (4): needs (T,D)", Error);
  CHECK_THROWS_WITH_AS(Attention(3).infer_shape({5, 4}),
                       "[multi_head_attention] input (5,4), 3 heads: needs a number of heads that "
                       "divides D",
                       Error);
  CHECK_THROWS_WITH_AS(
      Attention(2, false, 0, true).infer_shape({5, 6}),
      "[multi_head_attention] input (5,6), 2 heads: rotary needs an even D / heads", Error);
  CHECK_THROWS_WITH_AS(Attention(2, false, 1.5).infer_shape({5, 6}),
                       "[multi_head_attention] rate 1.500000: needs 0 <= rate < 1", Error);
}
