#pragma once

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "golden/numbers.h"
#include "golden/seq.h"
#include "jacobian.h"

/// What the tests of ops over sequences share.
namespace sequence {

inline hunch::ops::Context context_of(const hunch::kernels::Kernels& k,
                                      std::span<const int> lengths = {}) {
  hunch::ops::Context context;
  context.kernels = &k;
  context.mode = hunch::ops::Mode::kTrain;
  context.random.key = 0x123456789abcdefULL;
  context.random.layer = 2;
  context.random.step_lo = 7;
  context.lengths = lengths;
  return context;
}

struct Gradients {
  std::vector<float> y, dx, dparameters;
};

/// Forward, then backward from dy.
inline Gradients both(jacobian::Bench& bench, const std::vector<float>& dy) {
  Gradients g{bench.forward(), std::vector<float>(bench.x.size(), 99.0f),
              std::vector<float>(bench.parameters.size(), 99.0f)};
  hunch::ops::Buffers buffers = bench.buffers();
  buffers.overwrite = true;
  bench.op.backward(bench.context, buffers, bench.x, g.y, dy, g.dx, g.dparameters);
  return g;
}

inline void check_all(const std::vector<float>& got, const std::vector<double>& want,
                      double tolerance = 1e-5) {
  REQUIRE(got.size() == want.size());
  for (std::size_t i = 0; i < got.size(); ++i) {
    CAPTURE(i);
    jacobian::check_close(static_cast<double>(got[i]), want[i], tolerance);
  }
}

/// The op on x (B,input) as recorded under `name` in golden/seq.h.
inline void check_golden(const char* name, hunch::ops::Op& op, int rows, const hunch::Shape& input,
                         std::vector<float> x, std::vector<float> parameters,
                         std::span<const int> lengths = {}) {
  CAPTURE(std::string(name));
  bool found = false;
  for (const golden::SequenceRun& run : golden::kSequences) {
    if (std::string(run.name) != name) continue;
    found = true;
    for (const hunch::kernels::Kernels* k : hunch::kernels::available()) {
      CAPTURE(std::string(k->name));
      jacobian::Bench bench(op, context_of(*k, lengths), rows, input, x, parameters);
      const Gradients got = both(bench, golden::numbers(bench.outputs, 1, 2.1));
      check_all(got.y, run.y);
      if (!run.dx.empty()) check_all(got.dx, run.dx);
      check_all(got.dparameters, run.dparameters);
    }
  }
  CHECK(found);
}

}  // namespace sequence
