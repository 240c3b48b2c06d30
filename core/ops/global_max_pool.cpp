#include "ops/global_max_pool.h"

#include "ops/pooling.h"

namespace hunch::ops {

Shape GlobalMaxPool::infer_shape(const Shape& input) {
  const int channels = pooling::check_global(name(), input);
  channels_ = static_cast<std::size_t>(channels);
  positions_ = static_cast<int>(input.size() / channels_);
  sequence_ = input.rank() == 2;
  return {channels};
}

std::size_t GlobalMaxPool::saved_bytes(int rows) const {
  return static_cast<std::size_t>(rows) * channels_ * sizeof(std::uint32_t);
}

void GlobalMaxPool::forward(const Context& context, const Buffers& buffers,
                            std::span<const float> x, std::span<float> y) const {
  const float* image = x.data();
  float* most = y.data();
  std::uint32_t* winners = pooling::winners_of(buffers);
  for (int row = 0; row < buffers.rows; ++row) {
    const int count = pooling::count_of(context, row, positions_, sequence_);
    const kernels::Grid pixels{image, 0, static_cast<std::ptrdiff_t>(channels_)};
    context.kernels->max_windows(1, 0, 1, count, channels_, pixels, 0, most, winners);
    image += static_cast<std::size_t>(positions_) * channels_;
    most += channels_;
    winners += channels_;
  }
}

void GlobalMaxPool::backward(const Context& /*context*/, const Buffers& buffers,
                             std::span<const float> /*x*/, std::span<const float> /*y*/,
                             std::span<const float> dy, std::span<float> dx,
                             std::span<float> /*dparameters*/) const {
  if (!dx.empty()) pooling::send_to_winners(buffers, true, dy, dx);
}

}  // namespace hunch::ops
