#include "ops/gru.h"

namespace hunch::ops {

using kernels::Activation;
using kernels::Trans;

// Of each row four blocks of H are kept: r, u, n after their functions, and p, which is h Un + cn
// when the reset comes after that product, else r h.

void Gru::step(const Step& s) const {
  const int h = units();
  const auto n = static_cast<std::size_t>(h);
  s.k.gemm(Trans::kNo, Trans::kNo, s.rows, 2 * h, h, s.input, h, s.weight, 3 * h, true, nullptr,
           s.gates, 4 * h, s.scratch);
  const float* weight_n = s.weight + 2 * n;
  if (reset_after_) {
    s.k.gemm(Trans::kNo, Trans::kNo, s.rows, h, h, s.input, h, weight_n, 3 * h, false,
             s.recurrent_bias, s.gates + 3 * n, 4 * h, s.scratch);
  } else {
    float* gate = s.gates;
    for (int row = 0; row < s.rows; ++row, gate += 4 * n) {
      float* p = gate + 3 * n;
      s.k.activate(Activation::kSigmoid, n, gate, p);
      s.k.multiply(n, p, s.input + static_cast<std::size_t>(row) * n, p);
    }
    s.k.gemm(Trans::kNo, Trans::kNo, s.rows, h, h, s.gates + 3 * n, 4 * h, weight_n, 3 * h, true,
             nullptr, s.gates + 2 * n, 4 * h, s.scratch);
  }
  s.k.gru_gates(s.rows, h, reset_after_, s.gates, s.before, s.after);
}

void Gru::step_back(const StepBack& b) const {
  const Step& s = b.step;
  const int h = units();
  const auto n = static_cast<std::size_t>(h);
  const float* weight_n = s.weight + 2 * n;
  s.k.gru_gates_grad(s.rows, h, s.gates, s.before, b.dafter, b.dbefore, b.dgates);
  if (reset_after_) {
    s.k.gemm(Trans::kNo, Trans::kYes, s.rows, h, h, b.dgates + 3 * n, 4 * h, weight_n, 3 * h, true,
             nullptr, b.dinput, h, s.scratch);
  } else {
    // By r h first; from it by r, and by h, which takes its place.
    s.k.gemm(Trans::kNo, Trans::kYes, s.rows, h, h, b.dgates + 2 * n, 4 * h, weight_n, 3 * h, false,
             nullptr, b.dgates + 3 * n, 4 * h, s.scratch);
    for (int row = 0; row < s.rows; ++row) {
      const std::size_t at = static_cast<std::size_t>(row) * n;
      const float* reset = s.gates + 4 * at;
      float* dreset = b.dgates + 4 * at;
      float* dproduct = dreset + 3 * n;
      s.k.multiply(n, dproduct, s.input + at, dreset);
      s.k.activate_grad(Activation::kSigmoid, n, reset, reset, dreset, dreset);
      s.k.multiply(n, dproduct, reset, dproduct);
      s.k.axpy(n, 1, dproduct, b.dinput + at);
    }
  }
  s.k.gemm(Trans::kNo, Trans::kYes, s.rows, h, 2 * h, b.dgates, 4 * h, s.weight, 3 * h, true,
           nullptr, b.dinput, h, s.scratch);
}

void Gru::weight_gradient(const kernels::Kernels& k, int rows, const float* inputs,
                          const float* gates, const float* dgates, bool accumulate, float* dweight,
                          float* scratch) const {
  const int h = units();
  const auto width = static_cast<std::size_t>(h);
  k.gemm(Trans::kYes, Trans::kNo, h, 2 * h, rows, inputs, h, dgates, 4 * h, accumulate, nullptr,
         dweight, 3 * h, scratch);
  const float* left = reset_after_ ? inputs : gates + 3 * width;
  const float* right = dgates + (reset_after_ ? 3 : 2) * width;
  k.gemm(Trans::kYes, Trans::kNo, h, h, rows, left, reset_after_ ? h : 4 * h, right, 4 * h,
         accumulate, nullptr, dweight + 2 * width, 3 * h, scratch);
}

}  // namespace hunch::ops
