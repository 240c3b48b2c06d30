#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "data/dataset.h"
#include "nn/network.h"
#include "spec/spec.h"
#include "train/batcher.h"
#include "train/metrics.h"

namespace hunch::train {

struct EpochMetrics {
  std::uint64_t epoch = 0;
  Metrics train, validation;
};

/// Why training stopped by itself.
struct Stop {
  enum class Kind { kNone, kDiverged, kEarly, kEpochs } kind = Kind::kNone;
  std::string layer;  ///< diverged: where the first number that is not finite stands
  std::string cause;  ///< "the loss is not a number", "a gradient is infinite"
  std::uint64_t epoch = 0;
};

/// Everything that training changes, as a value: parameters, optimizer state, counters. A run that
/// is restored goes on with the same bits.
struct Checkpoint {
  std::vector<float> parameters;       ///< (P)
  std::vector<float> moments;          ///< (0, P or 2P)
  std::vector<float> best_parameters;  ///< (P)
  std::uint64_t step = 0;
  std::uint64_t optimizer_step = 0;
  std::uint64_t epoch = 0;       ///< whole epochs done
  std::uint64_t position = 0;    ///< rows of the current epoch done
  double best_loss = 0;          ///< lowest validation loss; infinite before the first epoch
  std::uint64_t best_epoch = 0;  ///< the epoch (from 1) that reached it; 0 before the first
};

/// Draws batches, runs forward, loss, backward, update. A step allocates nothing. The loss and the
/// gradient norm are checked before each update, so the parameters stay finite when a run diverges.
class Trainer {
 public:
  /// `data` and `network` outlive the trainer. Parameters start at the seed's initial weights.
  /// Throws Error when the training part is empty.
  Trainer(const spec::ValidSpec& spec, const data::Dataset& data, const nn::Network& network,
          const kernels::Kernels& kernels);
  ~Trainer();
  Trainer(Trainer&&) noexcept;

  /// Runs up to `count` steps; ends early when stopped (diverged, patience, last epoch).
  /// Returns how many ran.
  std::uint64_t step(std::uint64_t count = 1);
  /// Runs to the end of the current epoch.
  std::uint64_t finish_epoch();

  std::uint64_t steps() const;
  std::uint64_t epoch() const;  ///< whole epochs done
  std::uint64_t steps_per_epoch() const;
  double rate() const;        ///< scheduled learning rate of the next step
  double batch_loss() const;  ///< of the last step, with dropout on; no penalty terms
  const Stop& stopped() const;
  /// Clears a stop, to go on: after the last epoch for as many epochs again, after patience with
  /// fresh patience, after a divergence from where it stood.
  void resume();

  Metrics evaluate(Part part) const;  ///< dropout off; const for training
  /// (K) share of right answers of each label that may hold at once; empty for other data.
  std::vector<double> label_accuracy(Part part) const;
  /// Metrics after finished epochs since the start, oldest first. At most 4,096 are kept: when
  /// full, every other one goes and from then on only every second (fourth, ...) epoch is measured.
  const std::vector<EpochMetrics>& history() const;

  std::span<const float> parameters() const;
  std::span<const float> gradients() const;  ///< of the last step
  /// A weight typed in by hand. Errors: false for an index >= P or a value that is not finite.
  bool set_parameter(std::size_t index, float value);

  /// Changes what can change while it runs (rate, schedule, clip, l1, l2, decay, batch, epochs,
  /// patience, a loss with the same output layer; another optimizer starts with empty moments).
  /// Layers and data cannot; dropout rates and activations change in the network itself.
  /// Clears a divergence, and a stop by epochs when there are more of them now.
  void set_training(const spec::TrainingSpec& training);
  void reset();  ///< same seed, same run again, with the settings of now
  Checkpoint checkpoint() const;
  /// Errors: false when sizes do not fit.
  bool restore(const Checkpoint& checkpoint);
  /// The parameters with the lowest validation loss of all measured epochs (P); those of now before
  /// the first. A stop by patience puts them in place.
  std::span<const float> best_parameters() const;
  double best_loss() const;  ///< infinite before the first measured epoch

  /// Root mean square of the training residuals in scaled target units (dropout off): with no tau
  /// given, 1/tau is its square. 0 for classification.
  double residual_deviation() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace hunch::train
