#include <doctest/doctest.h>

#include "golden/numbers.h"
#include "jacobian.h"
#include "ops/activation.h"
#include "ops/dense.h"

using namespace hunch;
using golden::numbers;

namespace {

ops::Context context_of(const kernels::Kernels& k) {
  ops::Context context;
  context.kernels = &k;
  context.mode = ops::Mode::kTrain;
  return context;
}

}  // namespace

TEST_CASE("dense: Jacobian by inputs, weights and bias, every kernel table") {
  for (const kernels::Kernels* k : kernels::available()) {
    CAPTURE(std::string(k->name));
    for (const int units : {1, 3, 9}) {
      ops::Dense dense(units);
      const std::size_t parameters = static_cast<std::size_t>(4 * units + units);
      jacobian::Bench bench(dense, context_of(*k), 5, {4}, numbers(20, 1.0, 0.5),
                            numbers(parameters, 0.7, 0.2));
      jacobian::check_op(bench);
    }
  }
}

TEST_CASE("dense: y = x W + b by hand") {
  ops::Dense dense(2);
  // W = [[1,2],[3,4]], b = (10,20), x = (5,6)
  jacobian::Bench bench(dense, context_of(kernels::exact()), 1, {2}, {5, 6}, {1, 2, 3, 4, 10, 20});
  CHECK(bench.forward() == std::vector<float>{33, 54});
}

TEST_CASE("dense: says what it got and what it needs") {
  ops::Dense dense(2);
  CHECK_THROWS_WITH_AS(dense.infer_shape({28, 28, 1}),
                       "[dense] input (28,28,1): needs (D) or (T,D)", Error);
  ops::Dense empty(0);
  CHECK_THROWS_AS(empty.infer_shape({3}), Error);
}

TEST_CASE("activation: Jacobian of all fifteen, kinks avoided, every kernel table") {
  // Numbers on both sides of every corner (0, 2.5, 3), none nearer to it than the step.
  const std::vector<float> x = {-3.3f, -1.7f, -0.9f, -0.4f, -0.06f, 0.05f, 0.3f, 0.8f, 1.6f, 2.9f};
  for (const kernels::Kernels* k : kernels::available()) {
    for (int f = 0; f < kernels::kActivationCount; ++f) {
      CAPTURE(std::string(k->name));
      CAPTURE(f);
      ops::Activation activation(static_cast<kernels::Activation>(f));
      jacobian::Bench bench(activation, context_of(*k), 2, {5}, x, {});
      jacobian::check_op(bench);
    }
  }
}

TEST_CASE("activation: runs in place, forward and backward") {
  const kernels::Kernels& k = kernels::exact();
  ops::Activation activation(kernels::Activation::kTanh);
  jacobian::Bench bench(activation, context_of(k), 3, {4}, numbers(12, 2, 0), {});
  const std::vector<float> y = bench.forward();
  std::vector<float> both = bench.x;
  activation.forward(bench.context, bench.buffers(), both, both);
  CHECK(both == y);

  const std::vector<float> dy = numbers(12, 1, 3);
  std::vector<float> dx(12);
  activation.backward(bench.context, bench.buffers(), bench.x, y, dy, dx, {});
  std::vector<float> gradient = dy;
  activation.backward(bench.context, bench.buffers(), bench.x, y, gradient, gradient, {});
  CHECK(gradient == dx);
}

TEST_CASE("shape: text, size, limits") {
  CHECK(Shape{28, 28, 1}.text() == "(28,28,1)");
  CHECK(Shape{28, 28, 3}.size() == 2352);
  CHECK(Shape{4}.rank() == 1);
  CHECK_THROWS_AS((Shape{1, 2, 3, 4, 5}), Error);
  CHECK_THROWS_AS((Shape{3, 0}), Error);
}
