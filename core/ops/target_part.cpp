#include "ops/target_part.h"

#include "ops/parted.h"

namespace hunch::ops {

Shape TargetPart::infer_shape(const Shape& input) {
  width_ = need_steps(name(), input);
  steps_ = input[0];
  return input;
}

void TargetPart::forward(const Context& context, const Buffers& buffers, std::span<const float> x,
                         std::span<float> y) const {
  move_target(context, Move::kToFront, buffers.rows, steps_, width_, x.data(), y.data(),
              [&](int r) { return length_of(context, r, steps_) - border_of(context, r); });
}

void TargetPart::backward(const Context& context, const Buffers& buffers,
                          std::span<const float> /*x*/, std::span<const float> /*y*/,
                          std::span<const float> dy, std::span<float> dx,
                          std::span<float> /*dparameters*/) const {
  if (dx.empty()) return;
  move_target(context, Move::kToPlace, buffers.rows, steps_, width_, dy.data(), dx.data(),
              [&](int r) { return length_of(context, r, steps_) - border_of(context, r); });
}

Shape TargetPlace::infer_shape(const Shape& input) {
  width_ = need_steps(name(), input);
  steps_ = input[0];
  return input;
}

void TargetPlace::forward(const Context& context, const Buffers& buffers, std::span<const float> x,
                          std::span<float> y) const {
  move_target(context, Move::kToPlace, buffers.rows, steps_, width_, x.data(), y.data(),
              [&](int r) { return length_of(context, r, steps_); });
}

void TargetPlace::backward(const Context& context, const Buffers& buffers,
                           std::span<const float> /*x*/, std::span<const float> /*y*/,
                           std::span<const float> dy, std::span<float> dx,
                           std::span<float> /*dparameters*/) const {
  if (dx.empty()) return;
  move_target(context, Move::kToFront, buffers.rows, steps_, width_, dy.data(), dx.data(),
              [&](int r) { return length_of(context, r, steps_); });
}

}  // namespace hunch::ops
