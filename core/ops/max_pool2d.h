#pragma once

#include "ops/window.h"

namespace hunch::ops {

/// The largest of each window's pixels, channel by channel; padding is never counted:
///   y[yo,xo,c] = max over (ky,kx) of x[yo sy - top + ky dy, xo sx - left + kx dx, c]
/// The first of equals wins, in the order of rows, and alone gets the gradient. A NaN beats all, so
/// that it is never hidden. A window that lies wholly on padding gives 0, whose gradient goes
/// nowhere.
/// Ranzato, Huang, Boureau, LeCun 2007, "Unsupervised learning of invariant feature hierarchies
/// with applications to object recognition", CVPR.
///
/// With a window of one axis: "max_pool1d" over sequences, (T,C) -> (To,C), whose steps from
/// context.lengths on are taken for padding.
class MaxPool2d final : public Op {
 public:
  explicit MaxPool2d(const Window& window) : window_(window) {}
  std::string name() const override { return "max_pool" + window_.suffix(); }
  /// (Y,X,C) -> (Yo,Xo,C). Errors: those of lay_windows; an image of more than 2^31 - 1 numbers.
  Shape infer_shape(const Shape& input) override;
  std::size_t saved_bytes(int rows) const override;  ///< the winners, (B,Yo,Xo,C) of 4 bytes
  void forward(const Context& context, const Buffers& buffers, std::span<const float> x,
               std::span<float> y) const override;
  /// dx[winner] += dy.
  void backward(const Context& context, const Buffers& buffers, std::span<const float> x,
                std::span<const float> y, std::span<const float> dy, std::span<float> dx,
                std::span<float> dparameters) const override;

 private:
  std::size_t channels() const { return static_cast<std::size_t>(geometry_.channels); }
  Window window_;
  Geometry geometry_;
};

}  // namespace hunch::ops
