#pragma once

#include "ops/window.h"

namespace hunch::ops {

/// Convolution (unflipped, as networks have it) of images:
///   y[yo,xo,f] = b[f] + sum over (ky,kx,c) of x[yo sy - top + ky dy, xo sx - left + kx dx, c]
///                                             W[(ky,kx,c),f]
/// with stride s, dilation d, and x = 0 outside of the image. In `groups` G of channels, those of
/// the output see those of the input in the same group; G = C = F is the depthwise convolution.
/// LeCun, Boser, Denker, Henderson, Howard, Hubbard, Jackel 1989, "Backpropagation applied to
/// handwritten zip code recognition", Neural Computation 1(4). Groups: Krizhevsky, Sutskever,
/// Hinton 2012, "ImageNet classification with deep convolutional neural networks", NIPS 25.
///
/// Parameters: weight (Ky*Kx*C/G,F), rows in the order (ky,kx,c), then bias (F).
/// With a window of one axis: "conv1d" over sequences, (T,C) -> (To,F), whose steps from
/// context.lengths on are taken for padding.
class Conv2d final : public Op {
 public:
  Conv2d(int filters, const Window& window, int groups = 1)
      : filters_(filters), window_(window), groups_(groups) {}
  std::string name() const override { return "conv" + window_.suffix(); }
  /// (Y,X,C) -> (Yo,Xo,F). Errors: those of lay_windows; filters below 1; groups that do not divide
  /// C and F; a weight that is huge.
  Shape infer_shape(const Shape& input) override;
  std::size_t parameter_count() const override;
  std::vector<Parameter> parameters() const override;
  std::size_t scratch_floats(int rows, const kernels::Kernels& kernels) const override;
  void forward(const Context& context, const Buffers& buffers, std::span<const float> x,
               std::span<float> y) const override;
  /// dW += patchesT dy, db += column sums of dy, dx = dy WT, added where each patch was.
  void backward(const Context& context, const Buffers& buffers, std::span<const float> x,
                std::span<const float> y, std::span<const float> dy, std::span<float> dx,
                std::span<float> dparameters) const override;

 private:
  std::size_t weight_count() const;
  bool depthwise() const { return groups_ > 1 && group_channels() == 1 && group_filters() == 1; }
  int group_channels() const { return geometry_.channels / groups_; }  // C/G
  int group_filters() const { return filters_ / groups_; }             // F/G

  int filters_;  // F
  Window window_;
  int groups_;  // G
  Geometry geometry_;
  Patches patches_;         // of one group
  bool pointwise_ = false;  // each patch is a pixel: x is the patch matrix
};

}  // namespace hunch::ops
