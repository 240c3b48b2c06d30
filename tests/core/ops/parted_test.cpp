#include "ops/repeat.h"
#include "ops/source_part.h"
#include "ops/target_part.h"
#include "sequence_support.h"

using namespace hunch;
using golden::numbers;
using sequence::context_of;

namespace {

// Lines of 5, 4 and 3 steps, whose separators are steps 2, 0 and 2.
const std::vector<int> kLines = {5, 4, 3}, kSources = {3, 1, 3}, kTargets = {3, 4, 1};

ops::Context context(const std::vector<int>& lengths) {
  ops::Context c = context_of(kernels::exact(), lengths);
  c.source_lengths = kSources;
  return c;
}

std::vector<float> run(ops::Op& op, const std::vector<int>& lengths, std::vector<float> x) {
  return jacobian::Bench(op, context(lengths), 3, {5}, std::move(x), {}).forward();
}

const std::vector<float> kTokens = {1, 2, 3, 4, 5, 6, 7, 8, 9, 99, 10, 11, 12, 99, 99};

}  // namespace

TEST_CASE("parts of a line: by hand") {
  ops::SourcePart source;
  ops::TargetPart target(ops::Move::kToFront);
  ops::TargetPart place(ops::Move::kToPlace);
  CHECK(run(source, kLines, kTokens) ==
        std::vector<float>{1, 2, 3, 0, 0, 6, 0, 0, 0, 0, 10, 11, 12, 0, 0});
  const std::vector<float> front = run(target, kLines, kTokens);
  CHECK(front == std::vector<float>{3, 4, 5, 0, 0, 6, 7, 8, 9, 0, 12, 0, 0, 0, 0});
  CHECK(run(place, kTargets, front) ==
        std::vector<float>{0, 0, 3, 4, 5, 6, 7, 8, 9, 0, 0, 0, 12, 0, 0});
}

TEST_CASE("parts of a line: Jacobian") {
  ops::SourcePart source;
  ops::TargetPart target(ops::Move::kToFront);
  ops::TargetPart place(ops::Move::kToPlace);
  const auto check = [](ops::Op& op, const std::vector<int>& lengths) {
    jacobian::Bench bench(op, context(lengths), 3, {5, 2}, numbers(30, 1, 0.3), {});
    jacobian::check_op(bench);
  };
  check(source, kLines);
  check(target, kLines);
  check(place, kTargets);
}

TEST_CASE("repeat: the same at every step; Jacobian") {
  for (const kernels::Kernels* k : kernels::available()) {
    ops::Repeat op(3);
    jacobian::Bench bench(op, context_of(*k), 2, {2}, {1, 2, 3, 4}, {});
    CHECK(bench.forward() == std::vector<float>{1, 2, 1, 2, 1, 2, 3, 4, 3, 4, 3, 4});
    jacobian::check_op(bench);
  }
  CHECK_THROWS_WITH_AS(ops::Repeat(3).infer_shape({2, 2}), "[repeat] input (2,2): needs (D)",
                       Error);
}

TEST_CASE("parts of a line: what is refused") {
  CHECK_THROWS_WITH_AS(ops::SourcePart().infer_shape({2, 2, 2}),
                       "[source] input (2,2,2): needs (T) or (T,D)", Error);
  CHECK_THROWS_WITH_AS(ops::TargetPart(ops::Move::kToFront).infer_shape({2, 2, 2}),
                       "[target] input (2,2,2): needs (T) or (T,D)", Error);
}
