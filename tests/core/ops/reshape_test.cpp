#include "ops/reshape.h"

#include "ops/flatten.h"
#include "windows.h"

using namespace hunch;
using golden::numbers;
using ops::Flatten;
using ops::Reshape;

namespace {

void check_copies(ops::Op& op, const Shape& input) {
  CHECK(op.elementwise());
  CHECK(op.parameter_count() == 0);
  windows::check_jacobian(op, input);
  constexpr int rows = 3;
  const std::size_t count = rows * input.size();
  jacobian::Bench bench(op, windows::context_of(kernels::exact()), rows, input,
                        numbers(count, 1, 0.5), {});
  const std::vector<float> y = bench.forward();
  CHECK(y == bench.x);

  // In place, as the workspace runs it.
  std::vector<float> both = bench.x;
  op.forward(bench.context, bench.buffers(), both, both);
  CHECK(both == bench.x);
  const std::vector<float> dy = numbers(count, 1, 3);
  std::vector<float> gradient = dy;
  op.backward(bench.context, bench.buffers(), bench.x, y, gradient, gradient, {});
  CHECK(gradient == dy);
}

}  // namespace

TEST_CASE("flatten: the same numbers as one row, also in place") {
  for (const Shape& input : {Shape{5}, Shape{3, 4}, Shape{3, 2, 4}, Shape{2, 3, 2, 2}}) {
    CAPTURE(input.text());
    Flatten op;
    CHECK(op.infer_shape(input) == Shape{static_cast<int>(input.size())});
    check_copies(op, input);
  }
}

TEST_CASE("reshape: the same numbers in another shape, also in place") {
  for (const Shape& shape : {Shape{24}, Shape{8, 3}, Shape{1, 12, 2}, Shape{2, 3, 2, 2}}) {
    CAPTURE(shape.text());
    Reshape op(shape);
    CHECK(op.infer_shape({4, 6}) == shape);
    check_copies(op, {4, 6});
  }
}

TEST_CASE("flatten, reshape: say what they got and what they need") {
  Flatten flatten;
  CHECK_THROWS_WITH_AS(flatten.infer_shape({50000, 50000}),
                       "[flatten] input (50000,50000): has more than 2147483647 numbers", Error);
  Reshape reshape({5, 5});
  CHECK_THROWS_WITH_AS(reshape.infer_shape({4, 6}),
                       "[reshape] input (4,6): has 24 numbers, but (5,5) needs 25", Error);
}
