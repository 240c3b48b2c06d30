#include "ops/noise.h"

#include <algorithm>

namespace hunch::ops {

void Noise::check_rate(const std::string& op) const {
  if (rate_ >= 0 && rate_ < 1) return;
  throw Error("[" + op + "] rate " + std::to_string(rate_) + ": needs 0 <= rate < 1");
}

void Noise::draw_mask(const Context& context, std::size_t width, std::size_t units,
                      std::span<std::uint8_t> mask) const {
  const bool per_row = context.masks == MaskScope::kPerRow;
  if (per_row && width == units) {
    context.kernels->dropout_mask(context.random, context.first_row * units, mask.size(), rate_,
                                  mask.data());
    return;
  }
  std::uint64_t first = per_row ? context.first_row * width : 0;
  for (std::size_t at = 0; at < mask.size(); at += units, first += width) {
    std::uint8_t* row = mask.data() + at;
    if (at > 0 && !per_row) {
      std::copy_n(mask.data(), units, row);
      continue;
    }
    context.kernels->dropout_mask(context.random, first, width, rate_, row);
    for (std::size_t i = width; i < units; i += width) std::copy_n(row, width, row + i);
  }
}

}  // namespace hunch::ops
