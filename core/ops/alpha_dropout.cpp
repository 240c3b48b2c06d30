#include "ops/alpha_dropout.h"

#include <cmath>

#include "ops/copy.h"

namespace hunch::ops {
namespace {

constexpr double kDropped = -1.0507009873554805 * 1.6732632423543772;  // d

/// (B,H)
std::uint8_t* mask_of(const Buffers& buffers) {
  return reinterpret_cast<std::uint8_t*>(buffers.saved.data());
}

}  // namespace

Shape AlphaDropout::infer_shape(const Shape& input) {
  check_rate(name());
  units_ = input.size();
  return input;
}

std::size_t AlphaDropout::saved_bytes(int rows) const {
  return static_cast<std::size_t>(rows) * units_;
}

double AlphaDropout::slope() const {
  const double q = 1 - rate();
  return 1 / std::sqrt(q + kDropped * kDropped * q * rate());
}

void AlphaDropout::forward(const Context& context, const Buffers& buffers, std::span<const float> x,
                           std::span<float> y) const {
  if (!active(context)) return copy(x, y);
  std::uint8_t* mask = mask_of(buffers);
  draw_mask(context, units_, units_, {mask, x.size()});
  const double a = slope();
  context.kernels->dropout_apply(x.size(), x.data(), mask, static_cast<float>(a), y.data());
  const double b = -a * rate() * kDropped;
  const auto kept = static_cast<float>(b), dropped = static_cast<float>(a * kDropped + b);
  for (std::size_t i = 0; i < y.size(); ++i) y[i] += mask[i] != 0 ? kept : dropped;
}

void AlphaDropout::backward(const Context& context, const Buffers& buffers,
                            std::span<const float> /*x*/, std::span<const float> /*y*/,
                            std::span<const float> dy, std::span<float> dx,
                            std::span<float> /*dparameters*/) const {
  if (dx.empty()) return;
  if (!active(context)) return copy(dy, dx);
  context.kernels->dropout_apply(dy.size(), dy.data(), mask_of(buffers),
                                 static_cast<float>(slope()), dx.data());
}

}  // namespace hunch::ops
