#include "ops/drop_connect.h"

#include <algorithm>

namespace hunch::ops {

using kernels::Trans;

namespace {

/// Rows that share a mask.
int rows_together(const Context& context, int rows) {
  return context.masks == MaskScope::kPerRow ? 1 : rows;
}

std::size_t offset(int row, int width) {
  return static_cast<std::size_t>(row) * static_cast<std::size_t>(width);
}

}  // namespace

struct DropConnect::Scratch {
  float* weight;       // (D,H) what is left of the weights
  float* dweight;      // (D,H)
  std::uint8_t* mask;  // (D,H)
  float* products;     // of matrix products
};

Shape DropConnect::infer_shape(const Shape& input) {
  const Shape output = Dense::infer_shape(input);
  check_rate(name());
  return output;
}

std::size_t DropConnect::own_scratch() const {
  return 2 * weight_count() + (weight_count() + sizeof(float) - 1) / sizeof(float);
}

std::size_t DropConnect::scratch_floats(int rows, const kernels::Kernels& kernels) const {
  return own_scratch() + Dense::scratch_floats(rows, kernels);
}

DropConnect::Scratch DropConnect::scratch_of(const Buffers& buffers) const {
  float* weight = buffers.scratch.data();
  float* dweight = weight + weight_count();
  return {weight, dweight, reinterpret_cast<std::uint8_t*>(dweight + weight_count()),
          weight + own_scratch()};
}

void DropConnect::draw(const Context& context, int row, std::uint8_t* mask) const {
  const bool per_row = context.masks == MaskScope::kPerRow;
  const std::uint64_t at = per_row ? context.first_row + static_cast<std::uint64_t>(row) : 0;
  context.kernels->dropout_mask(context.random, at * weight_count(), weight_count(), rate_, mask);
}

void DropConnect::forward(const Context& context, const Buffers& buffers, std::span<const float> x,
                          std::span<float> y) const {
  if (!active(context)) return Dense::forward(context, buffers, x, y);
  const kernels::Kernels& k = *context.kernels;
  const float* bias = buffers.parameters.data() + weight_count();  // (H)
  const Scratch scratch = scratch_of(buffers);
  const int together = rows_together(context, buffers.rows);
  for (int row = 0; row < buffers.rows; row += together) {
    draw(context, row, scratch.mask);
    k.dropout_apply(weight_count(), buffers.parameters.data(), scratch.mask, scale(),
                    scratch.weight);
    k.gemm(Trans::kNo, Trans::kNo, together * steps_, units_, features_,
           x.data() + offset(row * steps_, features_), features_, scratch.weight, units_, false,
           bias, y.data() + offset(row * steps_, units_), units_, scratch.products);
  }
}

void DropConnect::backward(const Context& context, const Buffers& buffers, std::span<const float> x,
                           std::span<const float> y, std::span<const float> dy, std::span<float> dx,
                           std::span<float> dparameters) const {
  if (!active(context)) return Dense::backward(context, buffers, x, y, dy, dx, dparameters);
  const kernels::Kernels& k = *context.kernels;
  float* dweight = dparameters.data();      // (D,H)
  float* dbias = dweight + weight_count();  // (H)
  if (buffers.overwrite) std::fill(dparameters.begin(), dparameters.end(), 0.0f);
  k.col_sum(buffers.rows * steps_, units_, dy.data(), dbias);
  const Scratch scratch = scratch_of(buffers);
  const int together = rows_together(context, buffers.rows);
  const int lines = together * steps_;
  for (int row = 0; row < buffers.rows; row += together) {
    draw(context, row, scratch.mask);
    const float* slope = dy.data() + offset(row * steps_, units_);
    k.gemm(Trans::kYes, Trans::kNo, features_, units_, lines,
           x.data() + offset(row * steps_, features_), features_, slope, units_, false, nullptr,
           scratch.dweight, units_, scratch.products);
    k.dropout_apply(weight_count(), scratch.dweight, scratch.mask, scale(), scratch.dweight);
    k.axpy(weight_count(), 1, scratch.dweight, dweight);
    if (dx.empty()) continue;
    k.dropout_apply(weight_count(), buffers.parameters.data(), scratch.mask, scale(),
                    scratch.weight);
    k.gemm(Trans::kNo, Trans::kYes, lines, features_, units_, slope, units_, scratch.weight, units_,
           false, nullptr, dx.data() + offset(row * steps_, features_), features_,
           scratch.products);
  }
}

}  // namespace hunch::ops
