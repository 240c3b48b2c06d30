#include "ops/batch_norm.h"

#include <algorithm>
#include <cmath>

#include "ops/normalize.h"

namespace hunch::ops {
namespace {

/// All positions of the batch, those that count in train mode.
GroupNormalizer whole_batch(const Context& context, int rows, std::size_t positions,
                            std::size_t channels, std::size_t steps) {
  GroupNormalizer all(*context.kernels, static_cast<std::size_t>(rows) * positions, channels,
                      channels);
  if (steps > 0) all.skip_padding(context.lengths, positions, positions / steps);
  return all;
}

}  // namespace

Shape BatchNorm::infer_shape(const Shape& input) {
  if (input.rank() < 1) throw Error("[batch_norm] input " + input.text() + ": needs (...,C)");
  if (!(momentum_ > 0 && momentum_ <= 1)) {
    throw Error("[batch_norm] momentum " + std::to_string(momentum_) + ": needs 0 < momentum <= 1");
  }
  if (!(epsilon_ > 0)) {
    throw Error("[batch_norm] epsilon " + std::to_string(epsilon_) + ": needs more than 0");
  }
  channels_ = static_cast<std::size_t>(input[input.rank() - 1]);
  positions_ = input.size() / channels_;
  steps_ = input.rank() > 1 ? static_cast<std::size_t>(input[0]) : 0;
  return input;
}

std::vector<Parameter> BatchNorm::parameters() const {
  const int channels = static_cast<int>(channels_);
  const auto vector = [channels](const char* name, Start start, bool is_state) {
    return Parameter{
        .name = name, .cols = channels, .start = start, .is_weight = false, .is_state = is_state};
  };
  return {vector("gain", Start::kOne, false), vector("bias", Start::kZero, false),
          vector("mean", Start::kZero, true), vector("variance", Start::kOne, true)};
}

std::size_t BatchNorm::saved_bytes(int rows) const {
  return (static_cast<std::size_t>(rows) * positions_ + 3) * channels_ * sizeof(float);
}

std::size_t BatchNorm::scratch_floats(int /*rows*/, const kernels::Kernels& /*kernels*/) const {
  return GroupNormalizer::scratch_floats(channels_);
}

BatchNorm::Saved BatchNorm::saved_of(const Buffers& buffers) const {
  float* z = reinterpret_cast<float*>(buffers.saved.data());
  float* inverse = z + static_cast<std::size_t>(buffers.rows) * positions_ * channels_;
  return {z, inverse, inverse + channels_, inverse + 2 * channels_};
}

void BatchNorm::standardize_by_running(const Context& context, const Buffers& buffers,
                                       std::span<const float> x) const {
  const Saved saved = saved_of(buffers);
  const float* mean = buffers.parameters.data() + 2 * channels_;  // (C)
  const float* variance = mean + channels_;                       // (C)
  const std::size_t positions = x.size() / channels_;
  const Channels channels(*context.kernels, positions, channels_);
  float* tile = buffers.scratch.data();
  float* minus = tile + Channels::tile_floats(channels_);  // (C)
  for (std::size_t c = 0; c < channels_; ++c) {
    minus[c] = -mean[c];
    saved.inverse[c] = 1.0f / std::sqrt(variance[c] + epsilon_);
  }
  std::copy(x.begin(), x.end(), saved.z);
  channels.repeat(minus, tile);
  channels.add(positions, tile, saved.z);
  channels.repeat(saved.inverse, tile);
  channels.multiply(positions, saved.z, tile, saved.z);
}

void BatchNorm::forward(const Context& context, const Buffers& buffers, std::span<const float> x,
                        std::span<float> y) const {
  const Saved saved = saved_of(buffers);
  const float* gain = buffers.parameters.data();  // (C), then bias, mean, variance
  float* scratch = buffers.scratch.data();
  const GroupNormalizer all = whole_batch(context, buffers.rows, positions_, channels_, steps_);
  const double count = static_cast<double>(all.counted());
  if (context.mode == Mode::kTrain && count > 1) {
    all.forward(x.data(), epsilon_, scratch, saved.z, saved.mean, saved.variance, saved.inverse);
    context.kernels->scale(channels_, static_cast<float>(count / (count - 1)), saved.variance);
    return all.affine(saved.z, gain, gain + channels_, scratch, y.data());
  }
  standardize_by_running(context, buffers, x);
  std::copy_n(gain + 2 * channels_, 2 * channels_, saved.mean);  // what `keep` then leaves as it is
  GroupNormalizer(*context.kernels, x.size() / channels_, channels_, channels_)
      .affine(saved.z, gain, gain + channels_, scratch, y.data());
}

void BatchNorm::backward(const Context& context, const Buffers& buffers,
                         std::span<const float> /*x*/, std::span<const float> /*y*/,
                         std::span<const float> dy, std::span<float> dx,
                         std::span<float> dparameters) const {
  const Saved saved = saved_of(buffers);
  const float* gain = buffers.parameters.data();
  float* scratch = buffers.scratch.data();
  float* dgain = dparameters.data();  // (C), then dbias (C)
  if (buffers.overwrite) std::ranges::fill(dparameters, 0.0f);
  const GroupNormalizer all = whole_batch(context, buffers.rows, positions_, channels_, steps_);
  if (context.mode == Mode::kTrain && all.counted() > 1) {
    return all.backward(saved.z, saved.inverse, gain, dy.data(), scratch, dgain, dgain + channels_,
                        dx.empty() ? nullptr : dx.data());
  }
  const std::size_t positions = dy.size() / channels_;
  const Channels channels(*context.kernels, positions, channels_);
  float* tile = scratch;
  float* spare = tile + Channels::tile_floats(channels_);       // two tiles
  float* slope = spare + 2 * Channels::tile_floats(channels_);  // (C)
  channels.sum_product(positions, dy.data(), saved.z, spare, dgain);
  channels.sum(positions, dy.data(), spare, dgain + channels_);
  if (dx.empty()) return;
  context.kernels->multiply(channels_, gain, saved.inverse, slope);
  channels.repeat(slope, tile);
  channels.multiply(positions, dy.data(), tile, dx.data());
}

void BatchNorm::keep(const Buffers& buffers, std::span<float> parameters) const {
  const float* batch = saved_of(buffers).mean;         // (C), then variance (C)
  float* running = parameters.data() + 2 * channels_;  // (C), then variance (C)
  for (std::size_t i = 0; i < 2 * channels_; ++i) {
    running[i] += momentum_ * (batch[i] - running[i]);
  }
}

}  // namespace hunch::ops
