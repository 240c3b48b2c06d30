#include "session/forecaster.h"

#include <algorithm>
#include <cmath>

#include "base/math.h"
#include "base/random.h"
#include "uncertainty/posterior.h"
#include "uncertainty/predictive.h"

namespace hunch::session {
namespace {

constexpr double kNinety = 1.6448536269514722;  // deviations of a normal about 90 % of it

std::vector<double> deviations(const Scene& scene, std::span<const float> variances) {
  std::vector<double> out;
  for (const float variance : variances) {
    out.push_back(std::sqrt(own_variance(scene, static_cast<double>(variance))));
  }
  return out;
}

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

  std::vector<float> field(steps);
  predictive.mean(field);
  for (const float mean : field) {
    result.mean.push_back(base + own_units(scene, static_cast<double>(mean)));
  }
  predictive.total_variance(field);
  result.deviation = deviations(scene, field);
  predictive.aleatoric_variance(field);
  result.aleatoric = deviations(scene, field);
  predictive.epistemic_variance(field);
  result.epistemic = deviations(scene, field);
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
