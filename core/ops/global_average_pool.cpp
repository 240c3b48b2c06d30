#include "ops/global_average_pool.h"

#include "ops/pooling.h"

namespace hunch::ops {

Shape GlobalAveragePool::infer_shape(const Shape& input) {
  const int channels = pooling::check_global(name(), input);
  channels_ = static_cast<std::size_t>(channels);
  positions_ = static_cast<int>(input.size() / channels_);
  sequence_ = input.rank() == 2;
  return {channels};
}

void GlobalAveragePool::forward(const Context& context, const Buffers& buffers,
                                std::span<const float> x, std::span<float> y) const {
  const float* image = x.data();
  float* mean = y.data();
  std::fill(y.begin(), y.end(), 0.0f);
  for (int row = 0; row < buffers.rows; ++row) {
    const int count = pooling::count_of(context, row, positions_, sequence_);
    context.kernels->col_sum(count, static_cast<int>(channels_), image, mean);
    context.kernels->scale(channels_, 1.0f / static_cast<float>(count), mean);
    image += static_cast<std::size_t>(positions_) * channels_;
    mean += channels_;
  }
}

void GlobalAveragePool::backward(const Context& context, const Buffers& buffers,
                                 std::span<const float> /*x*/, std::span<const float> /*y*/,
                                 std::span<const float> dy, std::span<float> dx,
                                 std::span<float> /*dparameters*/) const {
  if (dx.empty()) return;
  const float* gradient = dy.data();
  float* image = dx.data();
  const auto stride = static_cast<std::ptrdiff_t>(channels_);
  for (int row = 0; row < buffers.rows; ++row, gradient += channels_) {
    const int count = pooling::count_of(context, row, positions_, sequence_);
    // The first pixel's share is the others' too.
    std::copy_n(gradient, channels_, image);
    context.kernels->scale(channels_, 1.0f / static_cast<float>(count), image);
    context.kernels->copy_matrix(count - 1, channels_, image, 0, image + stride, stride);
    float* end = image + static_cast<std::size_t>(positions_) * channels_;
    std::fill(image + static_cast<std::size_t>(count) * channels_, end, 0.0f);
    image = end;
  }
}

}  // namespace hunch::ops
