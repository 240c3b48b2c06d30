#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "kernels/kernels.h"
#include "nn/network.h"

namespace hunch::uncertainty {

/// Predictive statistics that stream over samples k: add one after another, read at any time.
/// N points, O outputs, K classes. Natural logarithms (nats); 0 ln 0 = 0. UNCERTAINTY.md section 2.
class Predictive {
 public:
  /// `noise_variance` is 1/tau in the units of the outputs (regression with a kValue head; a
  /// Gaussian head learns its own). The first `keep` samples of each point are kept for quantiles
  /// and dots (0: none).
  Predictive(nn::Head head, std::size_t points, double noise_variance, std::size_t keep,
             const kernels::Kernels& kernels = kernels::best());
  void clear();
  void add(std::span<const float> outputs);  ///< (N,O) raw outputs of one more sample
  std::size_t samples() const;               ///< S so far
  std::size_t points() const;
  int classes() const;  ///< 2 for a kLogit head

  // Classification, each N (or N,K) doubles into the caller's span.
  void probabilities(std::span<float> p) const;       ///< (N,K) mean over samples of softmax
  void total_entropy(std::span<float> h) const;       ///< H[p_mean]
  void expected_entropy(std::span<float> h) const;    ///< mean H[p_s]: aleatoric
  void mutual_information(std::span<float> i) const;  ///< total - expected, >= 0: epistemic

  // Regression, in the units of the outputs.
  void mean(std::span<float> m) const;                ///< (N)
  void epistemic_variance(std::span<float> v) const;  ///< population variance of the samples' means
  void aleatoric_variance(std::span<float> v) const;  ///< 1/tau, or mean of the learned variances
  void total_variance(std::span<float> v) const;      ///< sum of both

  /// q-quantile (0..1, linear interpolation between order statistics at (S-1) q) of the kept
  /// samples of point n: probability of class `k` for classes, the mean for regression. NaN when
  /// none is kept.
  double quantile(std::size_t n, double q, int k = 1) const;
  std::span<const float> kept(
      std::size_t n) const;  ///< kept values of point n, oldest first (S,K or S)

 private:
  std::size_t width() const;  // K, or 1 for a regression
  void add_classes(std::span<const float> outputs);
  void add_values(std::span<const float> outputs);
  void keep(std::size_t n, std::span<const float> values);

  nn::Head head_;
  std::size_t points_;
  double noise_variance_;
  std::size_t keep_;
  const kernels::Kernels* kernels_;
  std::size_t samples_ = 0;
  std::vector<double> sums_;     // (N,K) of probabilities, or (N) running means
  std::vector<double> spreads_;  // (N) sums of entropies, or of squared deviations from the mean
  std::vector<double> learned_;  // (N) sums of learned variances; Gaussian head only
  std::vector<float> kept_;      // (N,keep,K) or (N,keep)
  std::vector<float> chunk_;     // scratch of add
};

}  // namespace hunch::uncertainty
