#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "nn/network.h"
#include "spec/spec.h"

namespace hunch::train {

/// The update rule with its moments and count of steps.
/// Momentum v = mu v + g, w -= r v, and Nesterov w -= r (g + mu v), as Sutskever, Martens, Dahl,
/// Hinton 2013; RMSProp (Hinton's lecture 6e); Adagrad (Duchi, Hazan, Singer 2011); Adam (Kingma
/// and Ba 2015, algorithm 1); AdamW: weights also shrink by r * weight_decay (Loshchilov and Hutter
/// 2019, algorithm 2), biases do not.
class Optimizer {
 public:
  Optimizer(const nn::Network& network, const kernels::Kernels& kernels);

  /// Takes new settings. Another kind of optimizer begins with empty moments; the same kind goes
  /// on.
  void configure(const spec::TrainingSpec& training);
  void reset();  ///< empty moments, step 0

  /// One update of w (P) by gradients g (P), each first multiplied by `gradient_scale`.
  void update(double rate, double gradient_scale, std::span<float> w, std::span<const float> g);

  std::uint64_t steps() const { return steps_; }
  std::span<const float> moments() const { return moments_; }  ///< (0, P or 2P)
  /// Errors: false when the number of moments does not fit this kind.
  bool restore(std::span<const float> moments, std::uint64_t steps);

 private:
  void update_range(const kernels::UpdateParams& p, std::size_t offset, std::size_t count, float* w,
                    const float* g);

  const nn::Network& network_;
  const kernels::Kernels& kernels_;
  spec::TrainingSpec training_;
  std::vector<float> moments_;  // first moments (P), then second ones (P)
  std::uint64_t steps_ = 0;
};

}  // namespace hunch::train
