#pragma once

#include "ops/op.h"

namespace hunch::ops {

/// A line's target, moved to the front: step 0 is the separator, at which a decoder begins; zeros,
/// the padding token, after the last. See parted.h.
class TargetPart final : public Op {
 public:
  std::string name() const override { return "target"; }
  /// (T) or (T,D) -> the same. Errors: another rank.
  Shape infer_shape(const Shape& input) override;
  void forward(const Context& context, const Buffers& buffers, std::span<const float> x,
               std::span<float> y) const override;
  void backward(const Context& context, const Buffers& buffers, std::span<const float> x,
                std::span<const float> y, std::span<const float> dy, std::span<float> dx,
                std::span<float> dparameters) const override;

 private:
  int steps_ = 0;          // T
  std::size_t width_ = 1;  // D
};

/// The way back, for what a decoder says: each step to where its token stands in the line, which is
/// where its answer is asked for; zeros in the steps of the source before. context.lengths are the
/// targets' own.
class TargetPlace final : public Op {
 public:
  std::string name() const override { return "target_place"; }
  /// (T) or (T,D) -> the same. Errors: another rank.
  Shape infer_shape(const Shape& input) override;
  void forward(const Context& context, const Buffers& buffers, std::span<const float> x,
               std::span<float> y) const override;
  void backward(const Context& context, const Buffers& buffers, std::span<const float> x,
                std::span<const float> y, std::span<const float> dy, std::span<float> dx,
                std::span<float> dparameters) const override;

 private:
  int steps_ = 0;          // T
  std::size_t width_ = 1;  // D
};

}  // namespace hunch::ops
