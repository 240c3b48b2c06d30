#pragma once

#include "ops/op.h"

namespace hunch::ops {

/// A line's source: its steps before context.source_lengths as they are, zeros after them, so that
/// nothing that reads this can tell what the target is. A zero is the padding token.
class SourcePart final : public Op {
 public:
  std::string name() const override { return "source"; }
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
