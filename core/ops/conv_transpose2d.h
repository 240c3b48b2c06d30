#pragma once

#include <array>

#include "ops/window.h"

namespace hunch::ops {

/// Transposed convolution: what the gradient by its input does in a convolution with the same
/// window, so that strides make images larger. Each pixel of x adds its own kernel to y:
///   y[i sy - top + ky dy, j sx - left + kx dx, f] += x[i,j,c] W[c,(ky,kx,f)],   y = b before
/// with stride s, dilation d; what falls outside of y is dropped. Along an axis there are
///   Yo = (Y - 1) s - top - bottom + d (K - 1) + 1 + output_padding
/// rows, the last output_padding of them behind what the window reaches; with Window::same, Y s.
/// Window::ceil is for windows that are laid over an input and means nothing here.
/// In `groups` G of channels, those of the output see those of the input in the same group.
/// Zeiler, Krishnan, Taylor, Fergus 2010, "Deconvolutional networks", CVPR; Dumoulin, Visin 2016,
/// "A guide to convolution arithmetic for deep learning", arXiv 1603.07285.
///
/// Parameters: weight (C,Ky*Kx*F/G), columns in the order (ky,kx,f), then bias (F).
/// With a window of one axis: "conv_transpose1d" over sequences, (T,C) -> (To,F), whose steps from
/// context.lengths on add nothing.
class ConvTranspose2d final : public Op {
 public:
  /// output_padding {y,x}: 0 for y where the window has one axis.
  ConvTranspose2d(int filters, const Window& window, std::array<int, 2> output_padding = {0, 0},
                  int groups = 1)
      : filters_(filters), window_(window), output_padding_(output_padding), groups_(groups) {}
  std::string name() const override { return "conv_transpose" + window_.suffix(); }
  /// (Y,X,C) -> (Yo,Xo,F). Errors: another rank; sizes of the window below 1 or huge; filters below
  /// 1; groups that do not divide C and F; output padding that is negative, or not below both
  /// stride and dilation, or there with Window::same; an output that is empty or huge.
  Shape infer_shape(const Shape& input) override;
  std::size_t parameter_count() const override;
  /// fan_in counts what is added up in one number of the output, where strides share it out.
  std::vector<Parameter> parameters() const override;
  std::size_t scratch_floats(int rows, const kernels::Kernels& kernels) const override;
  void forward(const Context& context, const Buffers& buffers, std::span<const float> x,
               std::span<float> y) const override;
  /// dW += xT patches of dy, db += column sums of dy, dx = patches of dy times WT.
  void backward(const Context& context, const Buffers& buffers, std::span<const float> x,
                std::span<const float> y, std::span<const float> dy, std::span<float> dx,
                std::span<float> dparameters) const override;

 private:
  template <class Function>
  void for_each_block(const Context& context, int rows, Function f) const;
  bool cut(const Context& context) const { return window_.axes == 1 && !context.lengths.empty(); }
  std::size_t weight_count() const;
  int group_channels() const { return channels_ / groups_; }  // C/G
  int group_filters() const { return filters_ / groups_; }    // F/G

  int filters_;  // F
  Window window_;
  std::array<int, 2> output_padding_;
  int groups_;        // G
  int channels_ = 1;  // C
  /// The windows of the convolution that this transposes: its image is y, its windows are x's
  /// pixels.
  Geometry geometry_;
  Patches patches_;  // of one group
};

}  // namespace hunch::ops
