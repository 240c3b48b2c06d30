#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "kernels/kernels.h"
#include "session/model_file.h"
#include "uncertainty/predictive.h"

namespace hunch::session {

/// Predictive statistics of N rows. Classification: nats. Regression: standard deviations in the
/// target's own units. The parts of the other task are empty.
struct Predictions {
  /// (N,K) mean over samples. Of labels that may hold at once, the entropies are (N,K) too: each of
  /// whether the label holds.
  std::vector<float> probabilities;
  std::vector<float> entropy, expected_entropy, information;  ///< (N)
  std::vector<double> mean, deviation, aleatoric, epistemic;  ///< (N)
  /// Of an autoencoder, A numbers of each image in ink from 0 to 1: means and deviations over
  /// samples, what the means are off in all (root mean square), and the mean deviation.
  std::vector<float> told, told_deviation;  ///< (N,A)
  std::vector<float> error, spread;         ///< (N)
};

/// What was sampled of N values, in the target's own units.
Predictions predicted_values(const uncertainty::Predictive& predictive,
                             const data::Scaling& target);

/// MC-dropout predictions of a saved model for rows of raw inputs (N,R): `samples` passes, one
/// without dropout if the network has none. N is meant to be a few thousand at a time.
Predictions predict(const SavedModel& model, const kernels::Kernels& kernels,
                    std::span<const double> raw, int samples, std::uint64_t seed);
/// The same for features (N,D) as the network sees them, which images have in place of raw inputs.
Predictions predict_features(const SavedModel& model, const kernels::Kernels& kernels,
                             std::span<const float> features, int samples, std::uint64_t seed);

}  // namespace hunch::session
