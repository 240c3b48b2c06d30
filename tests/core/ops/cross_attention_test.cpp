#include "ops/cross_attention.h"

#include "ops/multi_head_attention.h"
#include "sequence_support.h"

using namespace hunch;
using golden::numbers;
using sequence::context_of;
using Shapes = std::vector<Shape>;

namespace {

/// Lengths of three rows' queries and keys.
const std::vector<int> kTargets = {2, 3, 1}, kSources = {5, 2, 3};

ops::Context parted(const kernels::Kernels& k) {
  ops::Context context = context_of(k, kTargets);
  context.source_lengths = kSources;
  return context;
}

/// Queries (T,D) and keys (S,E), three rows, cut from one run of numbers as the recorded ones.
jacobian::JoinBench bench_of(ops::Join& op, const ops::Context& context, const Shape& queries,
                             const Shape& keys) {
  const auto d = static_cast<std::size_t>(queries[1]), e = static_cast<std::size_t>(keys[1]);
  const auto x = numbers(3 * (queries.size() + keys.size()), 1.2, 0.1);
  const auto border = x.begin() + static_cast<std::ptrdiff_t>(3 * queries.size());
  return {op,
          context,
          3,
          {queries, keys},
          {{x.begin(), border}, {border, x.end()}},
          numbers(2 * d * (d + 1) + 2 * d * (e + 1), 0.6, 0.3)};
}

}  // namespace

TEST_CASE(
    "cross-attention: Jacobian by both sequences and parameters, ragged, every kernel table") {
  for (const kernels::Kernels* k : kernels::available()) {
    CAPTURE(std::string(k->name));
    ops::CrossAttention op(2);
    auto whole = bench_of(op, context_of(*k), {2, 4}, {3, 5});
    jacobian::check_join(whole, 3e-3);
    auto ragged = bench_of(op, parted(*k), {3, 4}, {5, 2});
    jacobian::check_join(ragged, 3e-3);
  }
}

TEST_CASE("cross-attention: Jacobian with the mask held, both scopes") {
  for (const ops::MaskScope scope : {ops::MaskScope::kPerRow, ops::MaskScope::kPerPass}) {
    ops::CrossAttention op(2, 0.4);
    CHECK(op.stochastic());
    ops::Context context = parted(kernels::best());
    context.masks = scope;
    auto bench = bench_of(op, context, {3, 4}, {5, 2});
    jacobian::check_join(bench, 3e-3);
    const std::vector<float> train = bench.forward();
    bench.context.mode = ops::Mode::kSample;
    CHECK(bench.forward() == train);
    bench.context.mode = ops::Mode::kInfer;
    ops::CrossAttention plain(2);
    CHECK(bench.forward() != train);
    CHECK(bench.forward() == bench_of(plain, context, {3, 4}, {5, 2}).forward());
  }
}

TEST_CASE("cross-attention: masks are the same however rows are split") {
  ops::CrossAttention op(2, 0.5);
  const auto whole = bench_of(op, context_of(kernels::exact()), {3, 4}, {4, 4});
  const std::vector<float> together = whole.forward();
  ops::Context later = context_of(kernels::exact());
  later.first_row = 2;
  const jacobian::JoinBench part(op, later, 1, {{3, 4}, {4, 4}},
                                 {{whole.xs[0].begin() + 24, whole.xs[0].end()},
                                  {whole.xs[1].begin() + 32, whole.xs[1].end()}},
                                 whole.parameters);
  const std::vector<float> alone = part.forward();
  for (std::size_t i = 0; i < 12; ++i) CHECK(alone[i] == doctest::Approx(together[24 + i]));
}

TEST_CASE("cross-attention: as PyTorch with keys and values of their own") {
  const auto check = [](const char* name, int heads, const Shape& queries, const Shape& keys,
                        std::span<const int> lengths, std::span<const int> sources) {
    CAPTURE(std::string(name));
    bool found = false;
    for (const golden::SequenceRun& run : golden::kSequences) {
      if (std::string(run.name) != name) continue;
      found = true;
      for (const kernels::Kernels* k : kernels::available()) {
        CAPTURE(std::string(k->name));
        ops::CrossAttention op(heads);
        ops::Context context = context_of(*k, lengths);
        context.source_lengths = sources;
        const auto bench = bench_of(op, context, queries, keys);
        sequence::check_all(bench.forward(), run.y);
        std::vector<float> dparameters(bench.parameters.size(), 99.0f);
        auto dxs = bench.backward(numbers(bench.outputs, 1, 2.1), 2, dparameters, true);
        dxs[0].insert(dxs[0].end(), dxs[1].begin(), dxs[1].end());
        sequence::check_all(dxs[0], run.dx);
        sequence::check_all(dparameters, run.dparameters);
      }
    }
    CHECK(found);
  };
  check("cross-attention", 2, {3, 4}, {5, 4}, {}, {});
  check("cross-attention ragged", 1, {4, 4}, {4, 4}, std::vector{2, 4, 1}, std::vector{3, 1, 4});
  check("cross-attention other width ragged", 2, {3, 4}, {5, 6}, kTargets, kSources);
}

TEST_CASE("cross-attention: its weights can be seen, sum to 1 and leave padding out") {
  ops::CrossAttention op(2);
  const auto bench = bench_of(op, parted(kernels::best()), {3, 4}, {5, 2});
  const std::vector<float> y = bench.forward();
  const std::span<const float> p = op.weights(bench.buffers());
  REQUIRE(p.size() == 3 * 2 * 3 * 5);
  CHECK(op.keys() == 5);
  for (int r = 0; r < 3; ++r) {
    const int queries = kTargets[static_cast<std::size_t>(r)];
    const int keys = kSources[static_cast<std::size_t>(r)];
    for (int h = 0; h < 2; ++h) {
      for (int i = 0; i < 3; ++i) {
        double sum = 0;
        for (int j = 0; j < 5; ++j) {
          const float v = p[static_cast<std::size_t>(((r * 2 + h) * 3 + i) * 5 + j)];
          CHECK((v > 0) == (i < queries && j < keys));
          sum += static_cast<double>(v);
        }
        CHECK(sum == doctest::Approx(i < queries ? 1 : 0));
      }
    }
    for (int i = queries * 4; i < 12; ++i) CHECK(y[static_cast<std::size_t>(r * 12 + i)] == 0);
  }
}

TEST_CASE("cross-attention: padding of either sequence changes nothing and gets nothing") {
  ops::CrossAttention op(2);
  auto clean = bench_of(op, parted(kernels::best()), {3, 4}, {5, 2});
  auto dirty = bench_of(op, parted(kernels::best()), {3, 4}, {5, 2});
  std::vector<float> dy = numbers(36, 1, 2.1), dy_dirty = dy;
  const auto padded = [](std::size_t i, int steps, int width, const std::vector<int>& lengths) {
    const int at = static_cast<int>(i) / width;
    return at % steps >= lengths[static_cast<std::size_t>(at / steps)];
  };
  for (std::size_t i = 0; i < 36; ++i) {
    if (padded(i, 3, 4, kTargets)) dirty.xs[0][i] = dy_dirty[i] = 1000;
  }
  for (std::size_t i = 0; i < 30; ++i) {
    if (padded(i, 5, 2, kSources)) dirty.xs[1][i] = 1000;
  }
  CHECK(clean.forward() == dirty.forward());
  std::vector<float> a(clean.parameters.size()), b = a;
  const auto dxs = clean.backward(dy, 2, a, true);
  CHECK(dxs == dirty.backward(dy_dirty, 2, b, true));
  CHECK(a == b);
  for (std::size_t i = 0; i < 36; ++i) {
    if (padded(i, 3, 4, kTargets)) CHECK(dxs[0][i] == 0);
  }
  for (std::size_t i = 0; i < 30; ++i) {
    if (padded(i, 5, 2, kSources)) CHECK(dxs[1][i] == 0);
  }
}

TEST_CASE("cross-attention: of a sequence to itself it is self-attention") {
  const std::vector<float> p = numbers(80, 0.6, 0.3);
  ops::MultiHeadAttention own(2);
  jacobian::Bench self(own, context_of(kernels::best()), 2, {5, 4}, numbers(40, 1.2, 0.1), p);
  // W (4,12) of q, k, v side by side becomes one for q and one for k, v.
  std::vector<float> cut;
  const auto take = [&](std::size_t rows, std::size_t first, std::size_t count, std::size_t at) {
    for (std::size_t r = 0; r < rows; ++r)
      for (std::size_t i = 0; i < count; ++i) cut.push_back(p[at + r * 12 + first + i]);
  };
  take(4, 0, 4, 0);
  take(1, 0, 4, 48);
  take(4, 4, 8, 0);
  take(1, 4, 8, 48);
  cut.insert(cut.end(), p.begin() + 60, p.end());
  ops::CrossAttention op(2);
  const jacobian::JoinBench cross(op, context_of(kernels::best()), 2, {{5, 4}, {5, 4}},
                                  {self.x, self.x}, cut);
  const std::vector<float> a = self.forward(), b = cross.forward();
  for (std::size_t i = 0; i < a.size(); ++i) CHECK(a[i] == doctest::Approx(b[i]).epsilon(1e-5));
}

TEST_CASE("attention: scratch for all sizes up to one is enough for each of them") {
  for (const kernels::Kernels* k : kernels::available()) {
    CAPTURE(std::string(k->name));
    for (const int width : {1, 2, 9, 40}) {
      for (const int steps : {1, 3, 17, 70}) {
        const std::size_t most = ops::attention_scratch_up_to(*k, steps, 2 * steps, width);
        for (int queries = 1; queries <= steps; ++queries)
          for (int keys = 1; keys <= 2 * steps; ++keys)
            REQUIRE(ops::attention_scratch(*k, queries, keys, width) <= most);
      }
    }
  }
}

TEST_CASE("cross-attention: what is refused") {
  using Cross = ops::CrossAttention;
  CHECK_THROWS_WITH_AS(Cross(2).infer_shape(Shapes{{5, 4}}),
                       "[cross_attention] inputs (5,4): needs (T,D), (S,E)", Error);
  CHECK_THROWS_WITH_AS(Cross(2).infer_shape(Shapes{{5, 4}, {4}}),
                       "[cross_attention] inputs (5,4), (4): needs (T,D), (S,E)", Error);
  CHECK_THROWS_WITH_AS(Cross(3).infer_shape(Shapes{{5, 4}, {3, 6}}),
                       "[cross_attention] inputs (5,4), (3,6), 3 heads: needs a number of heads "
                       "that divides D",
                       Error);
  CHECK_THROWS_WITH_AS(Cross(2, 1.5).infer_shape(Shapes{{5, 4}, {3, 6}}),
                       "[cross_attention] rate 1.500000: needs 0 <= rate < 1", Error);
}
