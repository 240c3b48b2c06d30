#include "ops/conv_transpose2d.h"

#include <algorithm>
#include <cstdint>

namespace hunch::ops {

using kernels::Trans;

namespace {

// So that distances within an image fit into an int, with padding on both sides.
constexpr double kMostOutputs = 1 << 30;

std::size_t size_of(int n) { return static_cast<std::size_t>(n); }

std::int64_t output_size(const Slide& s, int size, bool same, int output_padding) {
  if (same) return std::int64_t{size} * s.stride;
  return (std::int64_t{size} - 1) * s.stride - s.before - s.after + reach(s) + output_padding;
}

Axis axis_of(Slide slide, int size, bool same, std::int64_t outputs) {
  if (same) {
    const int padding = std::max(reach(slide) - slide.stride, 0);
    slide.before = padding / 2;
    slide.after = padding - padding / 2;
  }
  return {slide, static_cast<int>(outputs), size};
}

/// Inputs that are added up in one output, along an axis.
int shared(const Slide& s) { return (s.kernel + s.stride - 1) / s.stride; }

}  // namespace

Shape ConvTranspose2d::infer_shape(const Shape& input) {
  check_window(name(), input, window_);
  check_groups(name(), input, window_, filters_, groups_);
  const Slide &down = window_.y, &across = window_.x;
  const auto [extra_y, extra_x] = output_padding_;
  const auto fits = [&](const Slide& s, int extra) {
    return extra >= 0 && extra < (window_.same ? 1 : std::max(s.stride, s.dilation));
  };
  if (!fits(down, extra_y) || !fits(across, extra_x)) {
    throw Error("[" + name() + "] output padding " + window_.text(extra_y, extra_x) +
                (window_.same ? ": needs 0 with padding that keeps the size"
                              : ": needs 0 or more, but less than the stride or the dilation"));
  }
  const int rows = window_.axes == 1 ? 1 : input[0], columns = input[window_.axes - 1];
  const std::int64_t y = output_size(down, rows, window_.same, extra_y);
  const std::int64_t x = output_size(across, columns, window_.same, extra_x);
  if (y < 1 || x < 1) {
    throw Error("[" + name() + "] input " + input.text() + ": the padding leaves no output");
  }
  if (static_cast<double>(y) * static_cast<double>(x) * filters_ > kMostOutputs) {
    throw Error("[" + name() + "] input " + input.text() +
                ": the output has more than 1073741824 numbers");
  }
  channels_ = input[window_.axes];
  geometry_.axes = window_.axes;
  geometry_.channels = filters_;
  geometry_.y = axis_of(down, rows, window_.same, y);
  geometry_.x = axis_of(across, columns, window_.same, x);
  const bool rows_of_pixels = filters_ == 1 && across.stride == 1;
  patches_ = Patches(geometry_, group_filters(),
                     rows_of_pixels ? Patches::Layout::kByTap : Patches::Layout::kByWindow);
  const Shape output{geometry_.y.size, geometry_.x.size, filters_};
  return window_.axes == 1 ? Shape{output[1], output[2]} : output;
}

std::size_t ConvTranspose2d::weight_count() const {
  return size_of(patches_.size()) * size_of(channels_);
}

std::size_t ConvTranspose2d::parameter_count() const { return weight_count() + size_of(filters_); }

std::vector<Parameter> ConvTranspose2d::parameters() const {
  return {{.name = "weight",
           .rows = channels_,
           .cols = patches_.size(),
           .fan_in = shared(window_.y) * shared(window_.x) * group_channels(),
           .fan_out = patches_.size()},
          {.name = "bias", .cols = filters_, .start = Start::kZero, .is_weight = false}};
}

std::size_t ConvTranspose2d::scratch_floats(int rows, const kernels::Kernels& kernels) const {
  return patches_.patch_floats() +
         patches_.gemm_floats(kernels, size_of(rows) * geometry_.windows(), group_channels());
}

/// f(first, count) for blocks of the pixels of x (B,Y,X,C) that count.
template <class Function>
void ConvTranspose2d::for_each_block(const Context& context, int rows, Function f) const {
  const std::size_t pixels = geometry_.windows(), block = size_of(patches_.block());
  const std::size_t runs = cut(context) ? size_of(rows) : 1;
  for (std::size_t run = 0; run < runs; ++run) {
    std::size_t p = run * pixels;
    const std::size_t end = p + (cut(context) ? std::min(size_of(context.lengths[run]), pixels)
                                              : size_of(rows) * pixels);
    for (; p < end; p += block) f(p, static_cast<int>(std::min(end - p, block)));
  }
}

void ConvTranspose2d::forward(const Context& context, const Buffers& buffers,
                              std::span<const float> x, std::span<float> y) const {
  const kernels::Kernels& kernels = *context.kernels;
  const float* weight = buffers.parameters.data();  // (C,Ky*Kx*F/G)
  const float* bias = weight + weight_count();      // (F)
  const int k = patches_.size();
  float* patches = buffers.scratch.data();  // (block,Ky*Kx*F/G) or its transpose
  float* gemm_scratch = patches + patches_.patch_floats();
  Context whole = context;  // lengths are those of x, but patches lie on y
  whole.lengths = {};
  const std::size_t outputs = y.size() / size_of(filters_);
  kernels.copy_matrix(static_cast<int>(outputs), size_of(filters_), bias, 0, y.data(), filters_);
  for (int group = 0; group < groups_; ++group) {
    const int c = group * group_channels(), f = group * group_filters();
    const float* w = weight + size_of(c) * size_of(k);
    for_each_block(context, buffers.rows, [&](std::size_t p, int count) {
      const float* pixels = x.data() + p * size_of(channels_) + c;  // (count,C/G)
      if (patches_.by_tap()) {
        kernels.gemm(Trans::kYes, Trans::kYes, k, count, group_channels(), w, k, pixels, channels_,
                     false, nullptr, patches, count, gemm_scratch);
      } else {
        kernels.gemm(Trans::kNo, Trans::kNo, count, k, group_channels(), pixels, channels_, w, k,
                     false, nullptr, patches, k, gemm_scratch);
      }
      patches_.scatter(whole, f, p, count, patches, y.data());
    });
  }
}

void ConvTranspose2d::backward(const Context& context, const Buffers& buffers,
                               std::span<const float> x, std::span<const float> /*y*/,
                               std::span<const float> dy, std::span<float> dx,
                               std::span<float> dparameters) const {
  const kernels::Kernels& kernels = *context.kernels;
  const float* weight = buffers.parameters.data();  // (C,Ky*Kx*F/G)
  float* dweight = dparameters.data();              // (C,Ky*Kx*F/G)
  float* dbias = dweight + weight_count();          // (F)
  const int k = patches_.size();
  float* patches = buffers.scratch.data();  // (block,Ky*Kx*F/G) or its transpose
  float* gemm_scratch = patches + patches_.patch_floats();
  Context whole = context;  // lengths are those of x, but patches lie on y
  whole.lengths = {};
  if (buffers.overwrite) std::fill_n(dweight, parameter_count(), 0.0f);
  kernels.col_sum(static_cast<int>(dy.size() / size_of(filters_)), filters_, dy.data(), dbias);
  if (cut(context)) std::fill(dx.begin(), dx.end(), 0.0f);
  for (int group = 0; group < groups_; ++group) {
    const int c = group * group_channels(), f = group * group_filters();
    const std::size_t w = size_of(c) * size_of(k);
    for_each_block(context, buffers.rows, [&](std::size_t p, int count) {
      patches_.gather(whole, f, p, count, dy.data(), patches);
      const Trans turned = patches_.by_tap() ? Trans::kYes : Trans::kNo;
      const int stride = patches_.by_tap() ? count : k;
      const std::size_t pixel = p * size_of(channels_) + size_of(c);
      kernels.gemm(Trans::kYes, turned, group_channels(), k, count, x.data() + pixel, channels_,
                   patches, stride, true, nullptr, dweight + w, k, gemm_scratch);
      if (dx.empty()) return;
      kernels.gemm(turned, Trans::kYes, count, group_channels(), k, patches, stride, weight + w, k,
                   false, nullptr, dx.data() + pixel, channels_, gemm_scratch);
    });
  }
}

}  // namespace hunch::ops
