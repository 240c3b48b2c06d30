#pragma once

#include <span>
#include <vector>

#include "nn/workspace.h"
#include "ops/loss.h"
#include "train/batcher.h"
#include "train/metrics.h"

namespace hunch::train {

/// Measures parameters on a part of the data in chunks of rows, in a workspace of its own: what it
/// does never shows in training.
class Evaluator {
 public:
  Evaluator(const data::Dataset& data, const nn::Network& network, const kernels::Kernels& kernels);
  /// Rows in `part`'s order; allocates nothing. All measures are means over answers, of a sequence
  /// over the steps that are asked for.
  /// `right` (K), where it is not empty: gets the share of right answers of each label that may
  /// hold at once.
  Metrics evaluate(std::span<const float> parameters, const ops::Loss& loss, const Batcher& part,
                   std::span<double> right = {});

 private:
  const data::Dataset& data_;
  const nn::Network& network_;
  const kernels::Kernels& kernels_;
  int rows_;  // B
  nn::Workspace workspace_;
  std::vector<float> outputs_;  // (B,A,O)
  std::vector<float> targets_;  // (B,A)
  std::vector<int> lengths_;    // (B), or none
  std::vector<float> scratch_;
};

}  // namespace hunch::train
