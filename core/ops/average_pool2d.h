#pragma once

#include "ops/window.h"

namespace hunch::ops {

/// The mean of each window's pixels, channel by channel:
///   y[yo,xo,c] = sum over (ky,kx) of x[yo sy - top + ky dy, xo sx - left + kx dx, c] / n
/// where n counts the taps on the image, and with `count_padding` those on its padding too (but
/// never those beyond it, which a number of windows that was rounded up brings). A window that lies
/// wholly on padding gives 0, whose gradient goes nowhere.
/// LeCun, Bottou, Bengio, Haffner 1998, "Gradient-based learning applied to document recognition",
/// Proc. IEEE 86(11), section II.B (there with a factor that is learned).
///
/// With a window of one axis: "average_pool1d" over sequences, (T,C) -> (To,C), whose steps from
/// context.lengths on are taken for padding.
class AveragePool2d final : public Op {
 public:
  explicit AveragePool2d(const Window& window, bool count_padding = false)
      : window_(window), count_padding_(count_padding) {}
  std::string name() const override { return "average_pool" + window_.suffix(); }
  /// (Y,X,C) -> (Yo,Xo,C). Errors: those of lay_windows; an image of more than 2^31 - 1 numbers.
  Shape infer_shape(const Shape& input) override;
  std::size_t scratch_floats(int rows, const kernels::Kernels& kernels) const override;
  void forward(const Context& context, const Buffers& buffers, std::span<const float> x,
               std::span<float> y) const override;
  /// dx += dy / n at every tap on the image.
  void backward(const Context& context, const Buffers& buffers, std::span<const float> x,
                std::span<const float> y, std::span<const float> dy, std::span<float> dx,
                std::span<float> dparameters) const override;

 private:
  template <class Function>
  void for_each_share(const Context& context, const Buffers& buffers, Function f) const;
  std::size_t channels() const { return static_cast<std::size_t>(geometry_.channels); }

  Window window_;
  bool count_padding_;
  Geometry geometry_;
};

}  // namespace hunch::ops
