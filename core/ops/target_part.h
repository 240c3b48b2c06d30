#pragma once

#include "ops/parted.h"

namespace hunch::ops {

/// A line's target, moved. kToFront: to where a decoder reads it, step 0 being the separator, at
/// which it begins; zeros, the padding token, after the last. kToPlace: the way back, for what a
/// decoder says: each step to where its token stands in the line, which is where its answer is
/// asked for; zeros in the steps of the source before. context.lengths are the lines' when it is
/// moved to the front, the targets' own when it is moved back. See parted.h.
class TargetPart final : public Op {
 public:
  explicit TargetPart(Move way) : way_(way) {}
  std::string name() const override { return way_ == Move::kToFront ? "target" : "target_place"; }
  /// (T) or (T,D) -> the same. Errors: another rank.
  Shape infer_shape(const Shape& input) override;
  void forward(const Context& context, const Buffers& buffers, std::span<const float> x,
               std::span<float> y) const override;
  void backward(const Context& context, const Buffers& buffers, std::span<const float> x,
                std::span<const float> y, std::span<const float> dy, std::span<float> dx,
                std::span<float> dparameters) const override;

 private:
  void move(const Context& context, Move way, int rows, const float* from, float* to) const;
  Move way_;
  int steps_ = 0;          // T
  std::size_t width_ = 1;  // D
};

}  // namespace hunch::ops
