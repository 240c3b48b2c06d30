#include <doctest/doctest.h>

#include "golden/numbers.h"
#include "jacobian.h"
#include "ops/add.h"
#include "ops/concat.h"
#include "ops/multiply.h"

using namespace hunch;
using golden::numbers;
using Shapes = std::vector<Shape>;

namespace {

ops::Context context_of(const kernels::Kernels& k) {
  ops::Context context;
  context.kernels = &k;
  context.mode = ops::Mode::kTrain;
  return context;
}

void check(ops::Join& join, const std::vector<Shape>& inputs, int rows) {
  for (const kernels::Kernels* k : kernels::available()) {
    CAPTURE(std::string(k->name));
    std::vector<std::vector<float>> xs;
    for (const Shape& input : inputs) {
      xs.push_back(numbers(input.size() * static_cast<std::size_t>(rows), 1.3,
                           0.4 * static_cast<double>(xs.size())));
    }
    jacobian::JoinBench bench(join, context_of(*k), rows, inputs, xs);
    jacobian::check_join(bench);
  }
}

}  // namespace

TEST_CASE("joins: Jacobian by every branch, any of them unwanted, every kernel table") {
  ops::Add add;
  check(add, {{5}, {5}}, 3);
  check(add, {{2, 3}, {2, 3}, {2, 3}}, 2);
  ops::Multiply multiply;
  check(multiply, {{5}, {5}}, 3);
  check(multiply, {{3}, {3}, {3}, {3}}, 2);
  ops::Concat last;
  check(last, {{2}, {3}}, 3);
  check(last, {{2, 1, 1}, {2, 1, 3}, {2, 1, 2}}, 2);
  ops::Concat first(0);
  check(first, {{2, 3}, {1, 3}}, 2);
  ops::Concat middle(-2);
  check(middle, {{2, 1, 2}, {2, 2, 2}}, 2);
}

TEST_CASE("multiply: a factor of 0 still passes a gradient on") {
  ops::Multiply multiply;
  const jacobian::JoinBench bench(multiply, context_of(kernels::exact()), 1, {{2}, {2}},
                                  {{0, 2}, {5, 0}});
  const std::vector<float> dy = {1, 1};
  CHECK(bench.backward(dy, 2) == std::vector<std::vector<float>>{{5, 0}, {0, 2}});
}

TEST_CASE("concat: by hand, along every axis") {
  const std::vector<std::vector<float>> xs = {{1, 2, 3, 4}, {5, 6, 7, 8}};
  const auto joined = [&](int axis, const Shape& shape, const Shape& want) {
    ops::Concat concat(axis);
    const std::vector<Shape> inputs = {shape, shape};
    CHECK(concat.infer_shape(inputs) == want);
    return jacobian::JoinBench(concat, context_of(kernels::exact()), 1, inputs, xs).forward();
  };
  CHECK(joined(0, {2, 2}, {4, 2}) == std::vector<float>{1, 2, 3, 4, 5, 6, 7, 8});
  CHECK(joined(-2, {2, 2}, {4, 2}) == std::vector<float>{1, 2, 3, 4, 5, 6, 7, 8});
  CHECK(joined(1, {2, 2}, {2, 4}) == std::vector<float>{1, 2, 5, 6, 3, 4, 7, 8});
  CHECK(joined(-1, {2, 2}, {2, 4}) == std::vector<float>{1, 2, 5, 6, 3, 4, 7, 8});
  CHECK(joined(1, {2, 1, 2}, {2, 2, 2}) == std::vector<float>{1, 2, 5, 6, 3, 4, 7, 8});
}

TEST_CASE("joins: say what they got and what they need") {
  ops::Add add;
  ops::Multiply multiply;
  ops::Concat concat;
  ops::Concat beyond(2);
  CHECK_THROWS_WITH_AS(add.infer_shape(Shapes{{4}, {5}}),
                       "[add] inputs (4), (5): need the same shape", Error);
  CHECK_THROWS_WITH_AS(add.infer_shape(Shapes{{4}}), "[add] inputs (4): needs at least 2", Error);
  CHECK_THROWS_WITH_AS(multiply.infer_shape(Shapes{{2, 2}, {4}}),
                       "[multiply] inputs (2,2), (4): need the same shape", Error);
  CHECK_THROWS_WITH_AS(concat.infer_shape(Shapes{{4}}), "[concat] inputs (4): needs at least 2",
                       Error);
  CHECK_THROWS_WITH_AS(concat.infer_shape(Shapes{{2, 3}, {3, 3}}),
                       "[concat] inputs (2,3), (3,3): need the same shape but for axis 1", Error);
  CHECK_THROWS_WITH_AS(concat.infer_shape(Shapes{{2, 3}, {3}}),
                       "[concat] inputs (2,3), (3): need the same shape but for axis 1", Error);
  CHECK_THROWS_WITH_AS(beyond.infer_shape(Shapes{{2, 3}, {2, 3}}),
                       "[concat] inputs (2,3), (2,3): axis 2 is not one of 2", Error);
}
