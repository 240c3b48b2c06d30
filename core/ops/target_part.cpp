#include "ops/target_part.h"

namespace hunch::ops {

Shape TargetPart::infer_shape(const Shape& input) {
  width_ = need_steps(name(), input);
  steps_ = input[0];
  return input;
}

void TargetPart::move(const Context& context, Move way, int rows, const float* from,
                      float* to) const {
  move_target(context, way, rows, steps_, width_, from, to, [&](int r) {
    const int length = length_of(context, r, steps_);
    return way_ == Move::kToFront ? length - border_of(context, r) : length;
  });
}

void TargetPart::forward(const Context& context, const Buffers& buffers, std::span<const float> x,
                         std::span<float> y) const {
  move(context, way_, buffers.rows, x.data(), y.data());
}

void TargetPart::backward(const Context& context, const Buffers& buffers,
                          std::span<const float> /*x*/, std::span<const float> /*y*/,
                          std::span<const float> dy, std::span<float> dx,
                          std::span<float> /*dparameters*/) const {
  if (dx.empty()) return;
  const Move back = way_ == Move::kToFront ? Move::kToPlace : Move::kToFront;
  move(context, back, buffers.rows, dy.data(), dx.data());
}

}  // namespace hunch::ops
