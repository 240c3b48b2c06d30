#pragma once

#include <cstdint>
#include <memory>
#include <span>

#include "nn/workspace.h"

namespace hunch::uncertainty {

/// "Give me sample k": every method (MC dropout now; ensembles, SWAG, Laplace later) answers the
/// same question, so statistics, views and metrics work for all.
class Posterior {
 public:
  virtual ~Posterior() = default;
  /// The points to be asked about: features (n,D), and of sequences the steps that count (n). What
  /// does not depend on the sample is computed here.
  virtual void set_points(std::span<const float> features, std::size_t n,
                          std::span<const int> lengths = {}) = 0;
  /// outputs (n,O): the network's raw outputs (logits, values) of sample k.
  virtual void sample(std::uint64_t k, std::span<float> outputs) = 0;
};

/// Dropout kept on at prediction time: Gal and Ghahramani 2016, "Dropout as a Bayesian
/// approximation". Masks per row give moments; one mask for all rows draws a function. Parameters
/// are read through the span at each call and never written: call set_points again when they, or
/// the network's rates and activations, have changed. Own random streams, own workspace. The answer
/// for row i depends on (seed, k, i, parameters) alone, however many points there are.
class McDropout final : public Posterior {
 public:
  McDropout(const nn::Network& network, std::span<const float> parameters,
            const kernels::Kernels& kernels, std::uint64_t seed, ops::MaskScope scope);
  ~McDropout() override;
  void set_points(std::span<const float> features, std::size_t n,
                  std::span<const int> lengths = {}) override;
  void sample(std::uint64_t k, std::span<float> outputs) override;
  /// Plan step output of the last sample, for pictures of units (only when n fits one workspace).
  const nn::Workspace& workspace() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace hunch::uncertainty
