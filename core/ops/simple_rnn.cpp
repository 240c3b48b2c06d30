#include "ops/simple_rnn.h"

namespace hunch::ops {

using kernels::Activation;
using kernels::Trans;

Shape SimpleRnn::infer_shape(const Shape& input) {
  if (activation_ != Activation::kTanh && activation_ != Activation::kRelu) {
    throw Error("[simple_rnn] activation " + std::to_string(static_cast<int>(activation_)) +
                ": needs tanh or relu");
  }
  return Recurrent::infer_shape(input);
}

void SimpleRnn::step(const Step& s) const {
  const int h = units();
  s.k.gemm(Trans::kNo, Trans::kNo, s.rows, h, h, s.input, h, s.weight, h, true, nullptr, s.gates, h,
           s.scratch);
  s.k.activate(activation_, static_cast<std::size_t>(s.rows) * static_cast<std::size_t>(h), s.gates,
               s.after);
}

void SimpleRnn::step_back(const StepBack& b) const {
  const Step& s = b.step;
  const int h = units();
  s.k.activate_grad(activation_, static_cast<std::size_t>(s.rows) * static_cast<std::size_t>(h),
                    s.gates, s.after, b.dafter, b.dgates);
  s.k.gemm(Trans::kNo, Trans::kYes, s.rows, h, h, b.dgates, h, s.weight, h, true, nullptr, b.dinput,
           h, s.scratch);
}

}  // namespace hunch::ops
