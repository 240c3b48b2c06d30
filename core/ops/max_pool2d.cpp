#include "ops/max_pool2d.h"

#include <algorithm>

#include "ops/pooling.h"

namespace hunch::ops {
namespace {

/// Whether no number is seen by two windows.
bool apart(const Axis& axis) { return axis.windows == 1 || axis.slide.stride >= reach(axis.slide); }

}  // namespace

Shape MaxPool2d::infer_shape(const Shape& input) {
  geometry_ = lay_windows(name(), input, window_);
  pooling::check_size(name(), input);
  return geometry_.output(geometry_.channels);
}

std::size_t MaxPool2d::saved_bytes(int rows) const {
  return static_cast<std::size_t>(rows) * geometry_.windows() * channels() * sizeof(std::uint32_t);
}

void MaxPool2d::forward(const Context& context, const Buffers& buffers, std::span<const float> x,
                        std::span<float> y) const {
  float* most = y.data();
  std::uint32_t* winners = pooling::winners_of(buffers);
  pooling::for_each_run(context, geometry_, buffers.rows, [&](const pooling::View& v) {
    const std::size_t n = static_cast<std::size_t>(v.count) * channels();
    if (v.empty()) {
      std::fill_n(most, n, 0.0f);
      std::fill_n(winners, n, pooling::kNobody);
    } else {
      const kernels::Grid pixels{x.data() + v.image + v.origin, v.row, v.column};
      context.kernels->max_windows(v.count, v.step, v.rows, v.cols, channels(), pixels,
                                   static_cast<std::uint32_t>(v.origin), most, winners);
    }
    most += n;
    winners += n;
  });
}

void MaxPool2d::backward(const Context& /*context*/, const Buffers& buffers,
                         std::span<const float> /*x*/, std::span<const float> /*y*/,
                         std::span<const float> dy, std::span<float> dx,
                         std::span<float> /*dparameters*/) const {
  if (dx.empty()) return;
  pooling::send_to_winners(buffers, apart(geometry_.y) && apart(geometry_.x), dy, dx);
}

}  // namespace hunch::ops
