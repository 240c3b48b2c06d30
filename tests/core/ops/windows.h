#pragma once

#include <doctest/doctest.h>

#include <cmath>
#include <string>
#include <vector>

#include "golden/conv.h"
#include "golden/numbers.h"
#include "jacobian.h"
#include "ops/window.h"

/// What the tests of convolution and pooling share.
namespace windows {

inline hunch::ops::Context context_of(const hunch::kernels::Kernels& k) {
  hunch::ops::Context context;
  context.kernels = &k;
  context.mode = hunch::ops::Mode::kTrain;
  return context;
}

inline hunch::Shape shape_of(const std::vector<int>& dims) {
  return dims.size() == 2 ? hunch::Shape{dims[0], dims[1]}
                          : hunch::Shape{dims[0], dims[1], dims[2]};
}

inline hunch::ops::Window window_of(const golden::ConvRun& run) {
  hunch::ops::Window window;
  window.y = {run.y[0], run.y[1], run.y[2], run.y[3], run.y[4]};
  window.x = {run.x[0], run.x[1], run.x[2], run.x[3], run.x[4]};
  window.same = run.same;
  window.ceil = run.ceil;
  window.axes = run.input.size() == 2 ? 1 : 2;
  return window;
}

/// The Jacobian on every kernel table, at x (B,in) or at numbers of its own.
inline void check_jacobian(hunch::ops::Op& op, const hunch::Shape& input, int rows = 2,
                           const std::vector<int>& lengths = {}, std::vector<float> x = {}) {
  const std::size_t inputs = input.size() * static_cast<std::size_t>(rows);
  op.infer_shape(input);
  if (x.empty()) x = golden::numbers(inputs, 1.0, 0.5);
  for (const hunch::kernels::Kernels* k : hunch::kernels::available()) {
    CAPTURE(std::string(k->name));
    hunch::ops::Context context = context_of(*k);
    context.lengths = lengths;
    jacobian::Bench bench(op, context, rows, input, x,
                          golden::numbers(op.parameter_count(), 0.7, 0.2));
    jacobian::check_op(bench);
  }
}

inline void check_all(const std::vector<float>& got, const std::vector<double>& want) {
  REQUIRE(got.size() == want.size());
  for (std::size_t i = 0; i < got.size(); ++i) {
    CAPTURE(i);
    CAPTURE(got[i]);
    CAPTURE(want[i]);
    CHECK(std::fabs(double{got[i]} - want[i]) <= 1e-5 * std::max(1.0, std::fabs(want[i])));
  }
}

/// Runs every recorded case of `name` through the op that `make` gives for it, on every kernel
/// table: outputs, and gradients of inputs and parameters.
template <class Make>
void check_golden(const std::string& name, Make make) {
  int runs = 0;
  for (const golden::ConvRun& run : golden::kConv) {
    if (name != run.op) continue;
    ++runs;
    CAPTURE(runs);
    auto op = make(run);
    const hunch::Shape input = shape_of(run.input);
    const hunch::Shape output = op.infer_shape(input);
    if (output.rank() > 1) {
      CHECK(output[output.rank() - 2] == run.windows[1]);
      CHECK((output.rank() == 3 ? output[0] : 1) == run.windows[0]);
    }
    for (const hunch::kernels::Kernels* k : hunch::kernels::available()) {
      CAPTURE(std::string(k->name));
      jacobian::Bench bench(op, context_of(*k), run.rows, input,
                            golden::numbers(run.input_gradient.size(), 1.0, 0.5),
                            golden::numbers(op.parameter_count(), 0.7, 0.2));
      const std::vector<float> y = bench.forward();
      check_all(y, run.outputs);
      const std::vector<float> dy = golden::numbers(y.size(), 1.0, 3.0);
      std::vector<float> dx(bench.x.size(), 99.0f), dparameters(op.parameter_count(), 99.0f);
      hunch::ops::Buffers buffers = bench.buffers();
      buffers.overwrite = true;
      op.backward(bench.context, buffers, bench.x, y, dy, dx, dparameters);
      check_all(dx, run.input_gradient);
      check_all(dparameters, run.gradient);
    }
  }
  CHECK(runs > 0);
}

}  // namespace windows
