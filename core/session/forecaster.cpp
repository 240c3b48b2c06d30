#include "session/forecaster.h"

#include <algorithm>
#include <cmath>

#include "base/math.h"
#include "base/random.h"
#include "session/predictor.h"
#include "uncertainty/posterior.h"
#include "uncertainty/predictive.h"

namespace hunch::session {
namespace {

constexpr double kNinety = 1.6448536269514722;  // deviations of a normal about 90 % of it

}  // namespace

Forecast forecast(const Scene& scene, std::span<const float> window, double base, int samples,
                  int futures) {
  const nn::Head head = scene.network.head();
  const auto steps = static_cast<std::size_t>(head.answers);
  const auto width = static_cast<std::size_t>(head.width());
  Forecast result;
  result.samples = scene.network.stochastic() ? std::max(samples, 1) : 1;
  const auto rows = static_cast<std::size_t>(result.samples);

  // Each row draws masks of its own: all samples are one pass over as many rows.
  std::vector<float> features;  // (S,T,D)
  for (std::size_t s = 0; s < rows; ++s) {
    features.insert(features.end(), window.begin(), window.end());
  }
  std::vector<float> outputs(rows * width);  // (S,H,O)
  uncertainty::McDropout posterior(scene.network, scene.parameters, scene.kernels, scene.seed,
                                   ops::MaskScope::kPerRow);
  posterior.set_points(features, rows);
  posterior.sample(0, outputs);
  uncertainty::Predictive predictive(head, steps, scene.noise_variance, 0, scene.kernels);
  for (std::size_t s = 0; s < rows; ++s) {
    predictive.add(std::span(outputs).subspan(s * width, width));
  }

  Predictions told = predicted_values(predictive, scene.prepared.dataset.target_scaling);
  for (double& mean : told.mean) mean += base;
  result.mean = std::move(told.mean);
  result.deviation = std::move(told.deviation);
  result.aleatoric = std::move(told.aleatoric);
  result.epistemic = std::move(told.epistemic);
  for (std::size_t h = 0; h < steps; ++h) {
    result.low.push_back(result.mean[h] - kNinety * result.deviation[h]);
    result.high.push_back(result.mean[h] + kNinety * result.deviation[h]);
  }

  const auto outputs_each = static_cast<std::size_t>(head.outputs);
  for (int f = 0; f < futures; ++f) {
    Random random(scene.seed, Stream::kUser, static_cast<std::uint64_t>(f));
    const auto sample =
        std::span(outputs).subspan(static_cast<std::size_t>(f) % rows * width, width);
    std::vector<double>& future = result.futures.emplace_back();
    for (std::size_t h = 0; h < steps; ++h) {
      const auto answer = sample.subspan(h * outputs_each, outputs_each);
      const double variance = head.kind == nn::Head::Kind::kGaussian
                                  ? math::exp(static_cast<double>(answer[1]))
                                  : scene.noise_variance;
      const double value = static_cast<double>(answer[0]) + std::sqrt(variance) * random.normal();
      future.push_back(base + own_units(scene, value));
    }
  }
  return result;
}

}  // namespace hunch::session
