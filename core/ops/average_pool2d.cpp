#include "ops/average_pool2d.h"

#include <algorithm>

#include "ops/pooling.h"

namespace hunch::ops {
namespace {

/// The taps on an axis and its padding.
float padded_taps(const Axis& axis, int window) {
  return static_cast<float>(axis.taps(window, axis.size + axis.slide.after).last);
}

}  // namespace

Shape AveragePool2d::infer_shape(const Shape& input) {
  geometry_ = lay_windows(name(), input, window_);
  pooling::check_size(name(), input);
  return geometry_.output(geometry_.channels);
}

std::size_t AveragePool2d::scratch_floats(int /*rows*/, const kernels::Kernels& /*kernels*/) const {
  return 2 * channels();
}

/// f(view, shares) for all windows: 1 / n for each channel (C), in the first half of the scratch.
template <class Function>
void AveragePool2d::for_each_share(const Context& context, const Buffers& buffers,
                                   Function f) const {
  float* shares = buffers.scratch.data();
  float before = 0;  // no window's n
  pooling::for_each_run(context, geometry_, buffers.rows, [&](pooling::View v) {
    const float n = count_padding_ ? padded_taps(geometry_.y, v.y) * padded_taps(geometry_.x, v.x)
                                   : static_cast<float>(v.rows) * static_cast<float>(v.cols);
    if (n != before && !v.empty()) {
      std::fill_n(shares, channels(), 1.0f / n);
      before = n;
    }
    for (int i = 0; i < v.count; ++i, v.origin += static_cast<std::size_t>(v.step)) f(v, shares);
  });
}

void AveragePool2d::forward(const Context& context, const Buffers& buffers,
                            std::span<const float> x, std::span<float> y) const {
  float* mean = y.data();
  std::fill(y.begin(), y.end(), 0.0f);
  for_each_share(context, buffers, [&](const pooling::View& v, const float* shares) {
    const kernels::Grid pixels{x.data() + v.image + v.origin, v.row, v.column};
    context.kernels->multiply_window(v.rows, v.cols, channels(), pixels, {shares, 0, 0}, mean,
                                     mean);
    mean += channels();
  });
}

void AveragePool2d::backward(const Context& context, const Buffers& buffers,
                             std::span<const float> /*x*/, std::span<const float> /*y*/,
                             std::span<const float> dy, std::span<float> dx,
                             std::span<float> /*dparameters*/) const {
  if (dx.empty()) return;
  const float* gradient = dy.data();
  float* product = buffers.scratch.data() + channels();  // (C): what each tap gets
  std::fill(dx.begin(), dx.end(), 0.0f);
  for_each_share(context, buffers, [&](const pooling::View& v, const float* shares) {
    if (!v.empty()) {
      context.kernels->multiply(channels(), gradient, shares, product);
      float* pixel = dx.data() + v.image + v.origin;
      for (int row = 0; row < v.rows; ++row, pixel += v.row) {
        context.kernels->add_matrix(v.cols, channels(), product, 0, pixel, v.column);
      }
    }
    gradient += channels();
  });
}

}  // namespace hunch::ops
