#include "ops/concat.h"

#include <algorithm>

namespace hunch::ops {
namespace {

/// Added up layer by layer, widths would soon be no number that memory knows.
constexpr int kMostTogether = 1 << 16;

}  // namespace

Shape Concat::infer_shape(std::span<const Shape> inputs) {
  const std::string got = "[concat] inputs " + shapes_text(inputs) + ": ";
  if (inputs.size() < 2) throw Error(got + "needs at least 2");
  const int rank = inputs[0].rank();
  const int axis = axis_ < 0 ? axis_ + rank : axis_;
  if (axis < 0 || axis >= rank) {
    throw Error(got + "axis " + std::to_string(axis_) + " is not one of " + std::to_string(rank));
  }
  Shape output = inputs[0];
  std::size_t after = 1;
  outer_ = 1;
  for (int i = 0; i < rank; ++i) {
    if (i < axis) outer_ *= static_cast<std::size_t>(output[i]);
    if (i > axis) after *= static_cast<std::size_t>(output[i]);
  }
  int sum = 0;
  whole_ = 0;
  runs_.clear();
  for (const Shape& input : inputs) {
    if (input.rank() != rank || input.with(axis, 1) != output.with(axis, 1)) {
      throw Error(got + "need the same shape but for axis " + std::to_string(axis));
    }
    if (input[axis] > kMostTogether - sum) {
      throw Error(got + "come to more than " + std::to_string(kMostTogether) + " together");
    }
    sum += input[axis];
    runs_.push_back(static_cast<std::size_t>(input[axis]) * after);
    whole_ += runs_.back();
  }
  return output.with(axis, sum);
}

void Concat::forward(const Context& /*context*/, const Buffers& buffers,
                     std::span<const std::span<const float>> xs, std::span<float> y) const {
  const std::size_t count = static_cast<std::size_t>(buffers.rows) * outer_;
  float* to = y.data();
  for (std::size_t i = 0; i < xs.size(); to += runs_[i++]) {
    for (std::size_t r = 0; r < count; ++r) {
      std::copy_n(xs[i].data() + r * runs_[i], runs_[i], to + r * whole_);
    }
  }
}

void Concat::backward(const Context& /*context*/, const Buffers& buffers,
                      std::span<const std::span<const float>> xs, std::span<const float> dy,
                      std::span<const std::span<float>> dxs,
                      std::span<float> /*dparameters*/) const {
  const std::size_t count = static_cast<std::size_t>(buffers.rows) * outer_;
  const float* from = dy.data();
  for (std::size_t i = 0; i < xs.size(); from += runs_[i++]) {
    if (dxs[i].empty()) continue;
    for (std::size_t r = 0; r < count; ++r) {
      std::copy_n(from + r * whole_, runs_[i], dxs[i].data() + r * runs_[i]);
    }
  }
}

}  // namespace hunch::ops
