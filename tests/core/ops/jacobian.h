#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <vector>

#include "ops/join.h"
#include "ops/loss.h"
#include "ops/op.h"

/// Full Jacobians by central differences, against what backward says.
namespace jacobian {

using hunch::ops::Buffers;
using hunch::ops::Context;
using hunch::ops::Op;

/// An op with everything it works on.
struct Bench {
  Op& op;
  Context context;
  int rows;
  std::vector<float> x;           // (B,in)
  std::vector<float> parameters;  // (P)
  std::vector<std::byte> saved;
  std::vector<float> scratch;
  std::size_t outputs;  // B * out

  Bench(Op& op_, const Context& context_, int rows_, const hunch::Shape& input,
        std::vector<float> x_, std::vector<float> parameters_)
      : op(op_),
        context(context_),
        rows(rows_),
        x(std::move(x_)),
        parameters(std::move(parameters_)) {
    outputs = op.infer_shape(input).size() * static_cast<std::size_t>(rows);
    REQUIRE(parameters.size() == op.parameter_count());
    saved.resize(op.saved_bytes(rows));
    scratch.resize(op.scratch_floats(rows, *context.kernels));
  }
  Buffers buffers() { return {rows, parameters, saved, scratch, false}; }
  std::vector<float> forward() {
    std::vector<float> y(outputs);
    op.forward(context, buffers(), x, y);
    return y;
  }
};

inline void check_close(double got, double want, double tolerance) {
  CHECK(std::fabs(got - want) <= tolerance * std::max(1.0, std::fabs(want)));
}

/// For every parameter of an op: whether it is a state, whose gradient is 0 by definition.
inline std::vector<bool> states_of(const Op& op) {
  std::vector<bool> states;
  for (const hunch::ops::Parameter& p : op.parameters()) {
    states.insert(states.end(), static_cast<std::size_t>(p.rows * p.cols), p.is_state);
  }
  REQUIRE(states.size() == op.parameter_count());
  return states;
}

/// Every output by every input and every parameter; also that parameter gradients are added to what
/// is there, or written over it, as asked.
inline void check_op(Bench& b, double step = 1e-2, double tolerance = 1e-3) {
  const std::vector<float> y = b.forward();
  const std::size_t inputs = b.x.size();
  const std::size_t parameters = b.parameters.size();
  const std::vector<bool> states = states_of(b.op);
  std::vector<float> numeric((inputs + parameters) * b.outputs);
  for (std::size_t i = 0; i < inputs + parameters; ++i) {
    float& v = i < inputs ? b.x[i] : b.parameters[i - inputs];
    const float here = v;
    v = here + static_cast<float>(step);
    const double width_up = static_cast<double>(v) - here;
    const std::vector<float> up = b.forward();
    v = here - static_cast<float>(step);
    const double width = width_up + (static_cast<double>(here) - v);
    const std::vector<float> down = b.forward();
    v = here;
    for (std::size_t j = 0; j < b.outputs; ++j) {
      numeric[i * b.outputs + j] =
          static_cast<float>((static_cast<double>(up[j]) - down[j]) / width);
    }
  }
  b.forward();  // leaves what backward needs
  for (std::size_t j = 0; j < b.outputs; ++j) {
    std::vector<float> dy(b.outputs, 0.0f);
    dy[j] = 1;
    std::vector<float> dx(inputs, 99.0f);
    std::vector<float> added(parameters, 2.0f);
    std::vector<float> written(parameters, 99.0f);
    b.op.backward(b.context, b.buffers(), b.x, y, dy, dx, added);
    Buffers overwrite = b.buffers();
    overwrite.overwrite = true;
    b.op.backward(b.context, overwrite, b.x, y, dy, {}, written);
    for (std::size_t i = 0; i < inputs; ++i) {
      check_close(dx[i], numeric[i * b.outputs + j], tolerance);
    }
    for (std::size_t i = 0; i < parameters; ++i) {
      const double want = states[i] ? 0.0 : numeric[(inputs + i) * b.outputs + j];
      check_close(written[i], want, tolerance);
      check_close(added[i] - 2.0, want, tolerance);
    }
  }
}

/// A join with the branches it works on.
struct JoinBench {
  const hunch::ops::Join& join;
  Context context;
  int rows;
  std::vector<std::vector<float>> xs;  // (B,in_i) each
  std::vector<float> parameters;       // (P)
  mutable std::vector<std::byte> saved;
  mutable std::vector<float> scratch;
  std::size_t outputs;  // B * out

  JoinBench(hunch::ops::Join& join_, const Context& context_, int rows_,
            const std::vector<hunch::Shape>& inputs, std::vector<std::vector<float>> xs_,
            std::vector<float> parameters_ = {})
      : join(join_),
        context(context_),
        rows(rows_),
        xs(std::move(xs_)),
        parameters(std::move(parameters_)) {
    REQUIRE(xs.size() == inputs.size());
    for (std::size_t i = 0; i < xs.size(); ++i) {
      REQUIRE(xs[i].size() == inputs[i].size() * static_cast<std::size_t>(rows));
    }
    outputs = join_.infer_shape(inputs).size() * static_cast<std::size_t>(rows);
    REQUIRE(parameters.size() == join.parameter_count());
    saved.resize(join.saved_bytes(rows));
    scratch.resize(join.scratch_floats(rows, *context.kernels));
  }
  std::vector<std::span<const float>> branches() const { return {xs.begin(), xs.end()}; }
  Buffers buffers(bool overwrite = false) const {
    return {rows, parameters, saved, scratch, overwrite};
  }
  std::vector<float> forward() const {
    std::vector<float> y(outputs, 99.0f);
    join.forward(context, buffers(), branches(), y);
    return y;
  }
  /// Gradients by every branch, then by the parameters, which are added to or written over
  /// `dparameters`; `skip` is a branch that is not wanted.
  std::vector<std::vector<float>> backward(std::span<const float> dy, std::size_t skip,
                                           std::span<float> dparameters = {},
                                           bool overwrite = false) const {
    std::vector<std::vector<float>> dxs;
    for (std::size_t i = 0; i < xs.size(); ++i) {
      dxs.emplace_back(i == skip ? 0 : xs[i].size(), 99.0f);
    }
    std::vector<float> unused(dparameters.empty() ? parameters.size() : 0);
    join.backward(context, buffers(overwrite), branches(), dy,
                  std::vector<std::span<float>>(dxs.begin(), dxs.end()),
                  dparameters.empty() ? unused : dparameters);
    return dxs;
  }
};

/// Every output by every parameter of a join; also that gradients are added or written as asked.
inline void check_join_parameters(JoinBench& b, double step, double tolerance) {
  const std::size_t count = b.parameters.size();
  for (std::size_t at = 0; at < count; ++at) {
    const float here = b.parameters[at];
    b.parameters[at] = here + static_cast<float>(step);
    const double above = static_cast<double>(b.parameters[at]);
    const std::vector<float> up = b.forward();
    b.parameters[at] = here - static_cast<float>(step);
    const double width = above - static_cast<double>(b.parameters[at]);
    const std::vector<float> down = b.forward();
    b.parameters[at] = here;
    b.forward();
    for (std::size_t j = 0; j < b.outputs; ++j) {
      std::vector<float> dy(b.outputs, 0.0f), added(count, 2.0f), written(count, 99.0f);
      dy[j] = 1;
      b.backward(dy, b.xs.size(), added);
      b.backward(dy, b.xs.size(), written, true);
      const double want = (static_cast<double>(up[j]) - down[j]) / width;
      check_close(written[at], want, tolerance);
      check_close(added[at] - 2.0, want, tolerance);
    }
  }
}

/// Every output by every input of every branch and every parameter; also with each branch in turn
/// not wanted.
inline void check_join(JoinBench& b, double step = 1e-2, double tolerance = 1e-3) {
  check_join_parameters(b, step, tolerance);
  for (std::size_t i = 0; i < b.xs.size(); ++i) {
    for (std::size_t at = 0; at < b.xs[i].size(); ++at) {
      float& v = b.xs[i][at];
      const float here = v;
      v = here + static_cast<float>(step);
      const double above = static_cast<double>(v);
      const std::vector<float> up = b.forward();
      v = here - static_cast<float>(step);
      const double width = above - static_cast<double>(v);
      const std::vector<float> down = b.forward();
      v = here;
      b.forward();  // leaves what backward needs
      for (std::size_t j = 0; j < b.outputs; ++j) {
        std::vector<float> dy(b.outputs, 0.0f);
        dy[j] = 1;
        const double want = (static_cast<double>(up[j]) - down[j]) / width;
        for (std::size_t skip = 0; skip <= b.xs.size(); ++skip) {
          const std::vector<std::vector<float>> dxs = b.backward(dy, skip);
          if (skip != i) check_close(dxs[i][at], want, tolerance);
        }
      }
    }
  }
}

/// Gradient of a mean loss by every output.
inline void check_loss(const hunch::ops::Loss& loss, const hunch::kernels::Kernels& kernels,
                       int rows, int outputs, std::vector<float> y, std::vector<float> target,
                       double step = 1e-2, double tolerance = 1e-3) {
  std::vector<float> scratch(hunch::ops::Loss::scratch_floats(rows, outputs));
  const hunch::ops::LossInput in{&kernels, rows, outputs, y, target, scratch};
  std::vector<float> dy(y.size(), 99.0f);
  loss.backward(in, dy);
  for (std::size_t i = 0; i < y.size(); ++i) {
    const float here = y[i];
    y[i] = here + static_cast<float>(step);
    const double above = static_cast<double>(y[i]);
    const double up = loss.forward(in);
    y[i] = here - static_cast<float>(step);
    const double down = loss.forward(in);
    const double want = (up - down) / (above - static_cast<double>(y[i]));
    y[i] = here;
    check_close(dy[i], want, tolerance);
  }
}

}  // namespace jacobian
