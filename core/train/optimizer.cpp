#include "train/optimizer.h"

#include <algorithm>

namespace hunch::train {
namespace {

std::size_t moment_buffers(spec::Optimizer kind) {
  switch (kind) {
    case spec::Optimizer::kSgd:
      return 0;
    case spec::Optimizer::kMomentum:
    case spec::Optimizer::kNesterov:
    case spec::Optimizer::kRmsprop:
    case spec::Optimizer::kAdagrad:
      return 1;
    case spec::Optimizer::kAdam:
    case spec::Optimizer::kAdamw:
      break;
  }
  return 2;
}

/// x^n by squaring: a function of n alone, so that a restored run gets the same bits.
double power(double x, std::uint64_t n) {
  double result = 1;
  for (; n > 0; n >>= 1, x *= x) {
    if (n & 1) result *= x;
  }
  return result;
}

}  // namespace

Optimizer::Optimizer(const nn::Network& network, const kernels::Kernels& kernels)
    : network_(network), kernels_(kernels) {
  configure(training_);
  reset();
}

void Optimizer::configure(const spec::TrainingSpec& training) {
  const bool same_kind = training.optimizer == training_.optimizer;
  training_ = training;
  if (same_kind && !moments_.empty()) return;
  moments_.resize(moment_buffers(training.optimizer) * network_.parameter_count());
  if (!same_kind) reset();
}

void Optimizer::reset() {
  std::fill(moments_.begin(), moments_.end(), 0.0f);
  steps_ = 0;
}

bool Optimizer::restore(std::span<const float> moments, std::uint64_t steps) {
  if (moments.size() != moments_.size()) return false;
  std::copy(moments.begin(), moments.end(), moments_.begin());
  steps_ = steps;
  return true;
}

void Optimizer::update(double rate, double gradient_scale, std::span<float> w,
                       std::span<const float> g) {
  ++steps_;
  const bool adam = training_.optimizer == spec::Optimizer::kAdam ||
                    training_.optimizer == spec::Optimizer::kAdamw;
  kernels::UpdateParams p;
  p.rate = static_cast<float>(rate);
  p.momentum = static_cast<float>(training_.momentum);
  p.beta1 = static_cast<float>(training_.beta1);
  p.beta2 = static_cast<float>(adam ? training_.beta2 : training_.rho);
  p.correction1 = static_cast<float>(1.0 / (1.0 - power(training_.beta1, steps_)));
  p.correction2 = static_cast<float>(1.0 / (1.0 - power(training_.beta2, steps_)));
  p.epsilon = static_cast<float>(training_.epsilon);
  p.grad_scale = static_cast<float>(gradient_scale);
  const double decay =
      training_.optimizer == spec::Optimizer::kAdamw ? training_.weight_decay : 0.0;
  if (decay == 0) return update_range(p, 0, w.size(), w.data(), g.data());

  for (const nn::ParameterView& view : network_.views()) {
    // Never past zero in one step, or large rates would make the weights grow without bound.
    p.decay = view.is_weight ? static_cast<float>(std::min(decay, 1.0 / rate)) : 0.0f;
    const std::size_t count =
        static_cast<std::size_t>(view.rows) * static_cast<std::size_t>(view.cols);
    update_range(p, view.offset, count, w.data(), g.data());
  }
}

void Optimizer::update_range(const kernels::UpdateParams& p, std::size_t offset, std::size_t count,
                             float* w, const float* g) {
  float* first = moments_.data() + offset;
  float* second = first + network_.parameter_count();
  w += offset;
  g += offset;
  switch (training_.optimizer) {
    case spec::Optimizer::kSgd:
      return kernels_.sgd(count, p, w, g);
    case spec::Optimizer::kMomentum:
      return kernels_.momentum(count, p, w, g, first);
    case spec::Optimizer::kNesterov:
      return kernels_.nesterov(count, p, w, g, first);
    case spec::Optimizer::kRmsprop:
      return kernels_.rmsprop(count, p, w, g, first);
    case spec::Optimizer::kAdagrad:
      return kernels_.adagrad(count, p, w, g, first);
    case spec::Optimizer::kAdam:
    case spec::Optimizer::kAdamw:
      return kernels_.adam(count, p, w, g, first, second);
  }
}

}  // namespace hunch::train
