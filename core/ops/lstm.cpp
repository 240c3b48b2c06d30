#include "ops/lstm.h"

namespace hunch::ops {

using kernels::Trans;

void Lstm::step(const Step& s) const {
  const int h = units();
  s.k.gemm(Trans::kNo, Trans::kNo, s.rows, 4 * h, h, s.input, h, s.weight, 4 * h, true, nullptr,
           s.gates, 4 * h, s.scratch);
  s.k.lstm_gates(s.rows, h, s.gates, s.cell_before, s.cell, s.after);
}

void Lstm::step_back(const StepBack& b) const {
  const Step& s = b.step;
  const int h = units();
  s.k.lstm_gates_grad(s.rows, h, s.gates, s.cell_before, s.cell, b.dafter, b.dcell, b.dgates);
  s.k.gemm(Trans::kNo, Trans::kYes, s.rows, h, 4 * h, b.dgates, 4 * h, s.weight, 4 * h, true,
           nullptr, b.dinput, h, s.scratch);
}

}  // namespace hunch::ops
