#include "ops/conv2d.h"

#include <algorithm>
#include <cstdint>

#include "ops/depthwise.h"

namespace hunch::ops {

using kernels::Trans;

namespace {

std::size_t size_of(int n) { return static_cast<std::size_t>(n); }

}  // namespace

Shape Conv2d::infer_shape(const Shape& input) {
  geometry_ = lay_windows(name(), input, window_);
  check_groups(name(), input, window_, filters_, groups_);
  const Slide one;
  pointwise_ = geometry_.y.slide == one && geometry_.x.slide == one;
  const bool rows_of_pixels =
      geometry_.channels == 1 && geometry_.x.slide.stride == 1 && !pointwise_;
  patches_ = Patches(geometry_, group_channels(),
                     rows_of_pixels ? Patches::Layout::kByTap : Patches::Layout::kByWindow);
  return geometry_.output(filters_);
}

std::size_t Conv2d::weight_count() const { return size_of(patches_.size()) * size_of(filters_); }

std::size_t Conv2d::parameter_count() const { return weight_count() + size_of(filters_); }

std::vector<Parameter> Conv2d::parameters() const {
  return {{.name = "weight",
           .rows = patches_.size(),
           .cols = filters_,
           .fan_in = patches_.size(),
           .fan_out = static_cast<int>(geometry_.kernel_size()) * group_filters()},
          {.name = "bias", .cols = filters_, .start = Start::kZero, .is_weight = false}};
}

std::size_t Conv2d::scratch_floats(int rows, const kernels::Kernels& kernels) const {
  if (depthwise()) return 0;
  return patches_.patch_floats() +
         patches_.gemm_floats(kernels, size_of(rows) * geometry_.windows(), group_filters());
}

void Conv2d::forward(const Context& context, const Buffers& buffers, std::span<const float> x,
                     std::span<float> y) const {
  const float* weight = buffers.parameters.data();  // (Ky*Kx*C/G,F)
  const float* bias = weight + weight_count();      // (F)
  if (depthwise()) {
    depthwise::forward(context, geometry_, buffers.rows, x.data(), weight, bias, y.data());
    return;
  }
  const int channels = geometry_.channels, k = patches_.size(), block = patches_.block();
  float* patches = buffers.scratch.data();  // (block,Ky*Kx*C/G) or its transpose
  float* gemm_scratch = patches + patches_.patch_floats();
  const std::size_t positions = size_of(buffers.rows) * geometry_.windows();
  for (int group = 0; group < groups_; ++group) {
    const int c = group * group_channels(), f = group * group_filters();
    for (std::size_t p = 0; p < positions; p += size_of(block)) {
      const int count = static_cast<int>(std::min(positions - p, size_of(block)));
      const float* a = x.data() + p * size_of(channels) + c;
      int lda = channels;
      if (!pointwise_) {
        patches_.gather(context, c, p, count, x.data(), patches);
        a = patches;
        lda = patches_.by_tap() ? count : k;
      }
      context.kernels->gemm(patches_.by_tap() ? Trans::kYes : Trans::kNo, Trans::kNo, count,
                            group_filters(), k, a, lda, weight + f, filters_, false, bias + f,
                            y.data() + p * size_of(filters_) + f, filters_, gemm_scratch);
    }
  }
}

void Conv2d::backward(const Context& context, const Buffers& buffers, std::span<const float> x,
                      std::span<const float> /*y*/, std::span<const float> dy, std::span<float> dx,
                      std::span<float> dparameters) const {
  const kernels::Kernels& kernels = *context.kernels;
  const float* weight = buffers.parameters.data();  // (Ky*Kx*C/G,F)
  float* dweight = dparameters.data();              // (Ky*Kx*C/G,F)
  float* dbias = dweight + weight_count();          // (F)
  const std::size_t positions = size_of(buffers.rows) * geometry_.windows();
  if (buffers.overwrite) std::fill_n(dweight, parameter_count(), 0.0f);
  kernels.col_sum(static_cast<int>(positions), filters_, dy.data(), dbias);
  if (depthwise()) {
    depthwise::add_weight_gradient(context, geometry_, buffers.rows, x.data(), dy.data(), dweight);
    if (dx.empty()) return;
    depthwise::input_gradient(context, geometry_, buffers.rows, dy.data(), weight, dx.data());
    return;
  }
  const int channels = geometry_.channels, k = patches_.size(), block = patches_.block();
  const int n = group_filters();
  const bool by_tap = patches_.by_tap();
  float* patches = buffers.scratch.data();  // (block,Ky*Kx*C/G) or its transpose
  float* gemm_scratch = patches + patches_.patch_floats();
  if (!pointwise_) std::fill(dx.begin(), dx.end(), 0.0f);
  for (int group = 0; group < groups_; ++group) {
    const int c = group * group_channels(), f = group * n;
    for (std::size_t p = 0; p < positions; p += size_of(block)) {
      const int count = static_cast<int>(std::min(positions - p, size_of(block)));
      const float* gradient = dy.data() + p * size_of(filters_) + f;  // (count,F/G)
      const float* a = x.data() + p * size_of(channels) + c;
      int lda = channels;
      if (!pointwise_) {
        patches_.gather(context, c, p, count, x.data(), patches);
        a = patches;
        lda = by_tap ? count : k;
      }
      kernels.gemm(by_tap ? Trans::kNo : Trans::kYes, Trans::kNo, k, n, count, a, lda, gradient,
                   filters_, true, nullptr, dweight + f, filters_, gemm_scratch);
      if (dx.empty()) continue;
      if (by_tap) {
        kernels.gemm(Trans::kNo, Trans::kYes, k, count, n, weight + f, filters_, gradient, filters_,
                     false, nullptr, patches, count, gemm_scratch);
      } else {
        float* to = pointwise_ ? dx.data() + p * size_of(channels) + c : patches;
        kernels.gemm(Trans::kNo, Trans::kYes, count, k, n, gradient, filters_, weight + f, filters_,
                     false, nullptr, to, lda, gemm_scratch);
      }
      if (!pointwise_) patches_.scatter(context, c, p, count, patches, dx.data());
    }
  }
}

}  // namespace hunch::ops
