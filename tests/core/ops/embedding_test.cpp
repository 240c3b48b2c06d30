#include "ops/embedding.h"

#include "ops/learned_position.h"
#include "ops/one_hot.h"
#include "ops/sinusoidal_position.h"
#include "sequence_support.h"

using namespace hunch;
using golden::numbers;
using sequence::context_of;

namespace {

const std::vector<float> kIds = {1, 4, 2, 0, 3, 1, 4, 4, 2, 5, -1, 3};  // (3,4), of 0 .. 4
const std::vector<int> kRagged = {4, 2, 4};

}  // namespace

TEST_CASE("embedding: Jacobian and PyTorch's answers, ids out of range, padding") {
  ops::Embedding op(5, 3);
  for (const kernels::Kernels* k : kernels::available()) {
    jacobian::Bench bench(op, context_of(*k, kRagged), 3, {4}, kIds, numbers(15, 0.8, 0.2));
    jacobian::check_op(bench);
  }
  sequence::check_golden("embedding ragged", op, 3, {4}, kIds, numbers(15, 0.8, 0.2), kRagged);
}

TEST_CASE("one-hot times a table is an embedding") {
  ops::Embedding embedding(5, 3);
  ops::OneHot op(5);
  std::vector<float> table = numbers(15, 0.8, 0.2);
  const ops::Context context = context_of(kernels::best(), kRagged);
  jacobian::Bench bench(op, context, 3, {4}, kIds, {});
  jacobian::Bench direct(embedding, context, 3, {4}, kIds, table);
  const std::vector<float> hot = bench.forward(), want = direct.forward();
  CHECK(std::count(hot.begin(), hot.end(), 1.0f) == 7);
  CHECK(std::count(hot.begin(), hot.end(), 0.0f) == 53);
  for (std::size_t i = 0; i < want.size(); ++i) {
    float sum = 0;
    for (std::size_t v = 0; v < 5; ++v) sum += hot[i / 3 * 5 + v] * table[v * 3 + i % 3];
    CHECK(sum == want[i]);
  }
  jacobian::check_op(bench);
}

TEST_CASE("tokens: nearest id, everything else is padding") {
  ops::OneHot op(3);
  const float nan = std::nanf("");
  jacobian::Bench bench(op, context_of(kernels::best()), 1, {6}, {1.2f, 1.9f, 2.6f, nan, -3, 1e30f},
                        {});
  CHECK(bench.forward() ==
        std::vector<float>{0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});
}

TEST_CASE("positions: Jacobian, PyTorch's answers, in place") {
  ops::SinusoidalPosition sines;
  ops::LearnedPosition learned;
  for (const kernels::Kernels* k : kernels::available()) {
    jacobian::Bench a(sines, context_of(*k), 2, {5, 3}, numbers(30, 1, 0.3), {});
    jacobian::check_op(a);
    jacobian::Bench b(learned, context_of(*k), 2, {5, 3}, numbers(30, 1, 0.3), numbers(15, 1, 2));
    jacobian::check_op(b);
    std::vector<float> there = a.x;
    sines.forward(a.context, a.buffers(), there, there);
    CHECK(there == a.forward());
    there = b.x;
    learned.forward(b.context, b.buffers(), there, there);
    CHECK(there == b.forward());
  }
  sequence::check_golden("sinusoidal position", sines, 3, {4, 7}, numbers(84, 1, 0.3), {});
  sequence::check_golden("learned position", learned, 3, {4, 2}, numbers(24, 1, 0.3),
                         numbers(8, 0.5, 1));
}

TEST_CASE("learned positions: padding teaches nothing") {
  ops::LearnedPosition op;
  const std::vector<int> lengths = {1, 2};
  jacobian::Bench bench(op, context_of(kernels::best(), lengths), 2, {3, 1}, {1, 2, 3, 4, 5, 6},
                        {0, 0, 0});
  CHECK(sequence::both(bench, {1, 10, 100, 1000, 10000, 100000}).dparameters ==
        std::vector<float>{1001, 10000, 0});
}

TEST_CASE("embedding, one-hot and positions: what they refuse") {
  CHECK_THROWS_WITH_AS(ops::Embedding(5, 3).infer_shape({2, 2}),
                       "[embedding] input (2,2): needs (T)", Error);
  CHECK_THROWS_WITH_AS(ops::Embedding(1, 3).infer_shape({2}),
                       "[embedding] vocabulary of 1: needs at least 2, padding and a token", Error);
  CHECK_THROWS_WITH_AS(ops::Embedding(5, 0).infer_shape({2}),
                       "[embedding] width 0: needs at least 1", Error);
  CHECK_THROWS_WITH_AS(ops::OneHot(5).infer_shape({2, 2}), "[one_hot] input (2,2): needs (T)",
                       Error);
  CHECK_THROWS_WITH_AS(ops::OneHot(0).infer_shape({2}),
                       "[one_hot] vocabulary of 0: needs at least 2, padding and a token", Error);
  CHECK_THROWS_WITH_AS(ops::SinusoidalPosition().infer_shape({2}),
                       "[sinusoidal_position] input (2): needs (T,D)", Error);
  CHECK_THROWS_WITH_AS(ops::LearnedPosition().infer_shape({2}),
                       "[learned_position] input (2): needs (T,D)", Error);
}
