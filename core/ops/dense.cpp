#include "ops/dense.h"

#include <algorithm>

namespace hunch::ops {

using kernels::Trans;

Shape Dense::infer_shape(const Shape& input) {
  if (input.rank() != 1 && input.rank() != 2) {
    throw Error("[" + name() + "] input " + input.text() + ": needs (D) or (T,D)");
  }
  if (units_ < 1)
    throw Error("[" + name() + "] " + std::to_string(units_) + " units: needs at least 1");
  features_ = input[input.rank() - 1];
  steps_ = input.rank() == 2 ? input[0] : 1;
  return input.with(input.rank() - 1, units_);
}

std::size_t Dense::weight_count() const {
  return static_cast<std::size_t>(features_) * static_cast<std::size_t>(units_);
}

std::size_t Dense::parameter_count() const {
  return weight_count() + static_cast<std::size_t>(units_);
}

std::vector<Parameter> Dense::parameters() const {
  return {
      {.name = "weight", .rows = features_, .cols = units_, .fan_in = features_, .fan_out = units_},
      {.name = "bias", .cols = units_, .start = Start::kZero, .is_weight = false}};
}

std::size_t Dense::scratch_floats(int rows, const kernels::Kernels& kernels) const {
  // Of every number of rows up to that: blocks are cut evenly, so a smaller batch may need more.
  std::size_t most = 0;
  for (int r = 1; r <= rows; ++r) {
    const int all = r * steps_;
    most = std::max({most, kernels.gemm_scratch(all, units_, features_),
                     kernels.gemm_scratch(features_, units_, all),
                     kernels.gemm_scratch(all, features_, units_)});
  }
  return most;
}

void Dense::forward(const Context& context, const Buffers& buffers, std::span<const float> x,
                    std::span<float> y) const {
  const float* weight = buffers.parameters.data();  // (D,H)
  const float* bias = weight + weight_count();      // (H)
  context.kernels->gemm(Trans::kNo, Trans::kNo, buffers.rows * steps_, units_, features_, x.data(),
                        features_, weight, units_, false, bias, y.data(), units_,
                        buffers.scratch.data());
}

void Dense::backward(const Context& context, const Buffers& buffers, std::span<const float> x,
                     std::span<const float> /*y*/, std::span<const float> dy, std::span<float> dx,
                     std::span<float> dparameters) const {
  const kernels::Kernels& k = *context.kernels;
  const int rows = buffers.rows * steps_;
  float* dweight = dparameters.data();      // (D,H)
  float* dbias = dweight + weight_count();  // (H)
  k.gemm(Trans::kYes, Trans::kNo, features_, units_, rows, x.data(), features_, dy.data(), units_,
         !buffers.overwrite, nullptr, dweight, units_, buffers.scratch.data());
  if (buffers.overwrite) std::fill_n(dbias, units_, 0.0f);
  k.col_sum(rows, units_, dy.data(), dbias);
  if (dx.empty()) return;
  k.gemm(Trans::kNo, Trans::kYes, rows, features_, units_, dy.data(), units_,
         buffers.parameters.data(), units_, false, nullptr, dx.data(), features_,
         buffers.scratch.data());
}

}  // namespace hunch::ops
