#include "ops/dropout.h"

#include "ops/copy.h"

namespace hunch::ops {
namespace {

/// (B,H)
std::uint8_t* mask_of(const Buffers& buffers) {
  return reinterpret_cast<std::uint8_t*>(buffers.saved.data());
}

}  // namespace

Shape Dropout::infer_shape(const Shape& input) {
  check_rate(name());
  width_ = width(input);
  units_ = input.size();
  return input;
}

std::size_t Dropout::saved_bytes(int rows) const { return static_cast<std::size_t>(rows) * units_; }

void Dropout::forward(const Context& context, const Buffers& buffers, std::span<const float> x,
                      std::span<float> y) const {
  if (!active(context)) return copy(x, y);
  std::uint8_t* mask = mask_of(buffers);
  draw(context, {mask, x.size()});
  context.kernels->dropout_apply(x.size(), x.data(), mask, scale(), y.data());
}

void Dropout::draw(const Context& context, std::span<std::uint8_t> mask) const {
  draw_mask(context, width_, units_, mask);
}

void Dropout::backward(const Context& context, const Buffers& buffers, std::span<const float> /*x*/,
                       std::span<const float> /*y*/, std::span<const float> dy, std::span<float> dx,
                       std::span<float> /*dparameters*/) const {
  if (dx.empty()) return;
  if (!active(context)) return copy(dy, dx);
  context.kernels->dropout_apply(dy.size(), dy.data(), mask_of(buffers), scale(), dx.data());
}

}  // namespace hunch::ops
