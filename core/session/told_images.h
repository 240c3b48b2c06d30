#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "data/dataset.h"
#include "kernels/kernels.h"
#include "nn/head.h"

namespace hunch::session {

/// What an autoencoder tells of N images of A numbers each, over its samples: mean and standard
/// deviation of every number (Welford 1962), in ink from 0 to 1. Numbers of a network that is not
/// held to that range may lie a little outside.
class ToldImages {
 public:
  ToldImages(const nn::Head& head, const data::Scaling& own, std::size_t images,
             const kernels::Kernels& kernels);
  /// outputs (N,A): the network's of one more sample.
  void add(std::span<const float> outputs);
  int samples() const { return samples_; }
  std::vector<float> mean() const;       ///< (N,A)
  std::vector<float> deviation() const;  ///< (N,A) over the samples; 0 of a single one
  /// (N) root mean square of what the means are off from these features (N,A).
  std::vector<float> errors(std::span<const float> features, const data::Scaling& pixels) const;
  /// (N) the means of the deviations.
  std::vector<float> spreads() const;
  const std::vector<float>& last() const { return last_; }  ///< (N,A) what was added last

 private:
  std::size_t images_;
  bool logits_;
  data::Scaling own_;
  const kernels::Kernels* kernels_;
  int samples_ = 0;
  std::vector<float> last_;
  std::vector<double> means_, squares_;  // (N,A)
};

}  // namespace hunch::session
