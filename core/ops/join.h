#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "ops/op.h"

namespace hunch::ops {

/// An op that brings several branches together.
class Join : public AnyOp {
 public:
  /// Shape of the output; throws Error "[add] inputs (4), (5): need the same shape".
  virtual Shape infer_shape(std::span<const Shape> inputs) = 0;
  /// y (B,out) from xs[i] (B,in_i).
  virtual void forward(const Context&, const Buffers&, std::span<const std::span<const float>> xs,
                       std::span<float> y) const = 0;
  /// dxs[i] (B,in_i) are written from dy (B,out); an empty one is not wanted. None may be dy.
  /// dparameters as of Op::backward.
  virtual void backward(const Context&, const Buffers&, std::span<const std::span<const float>> xs,
                        std::span<const float> dy, std::span<const std::span<float>> dxs,
                        std::span<float> dparameters) const = 0;
};

std::string shapes_text(std::span<const Shape> inputs);  ///< "(4), (5)"

/// The one shape of at least two inputs; throws "[name] inputs (4), (5): need the same shape".
Shape need_same_shape(const std::string& name, std::span<const Shape> inputs);

}  // namespace hunch::ops
