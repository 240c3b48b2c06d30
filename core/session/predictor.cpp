#include "session/predictor.h"

#include <cmath>

#include "session/told_images.h"
#include "uncertainty/posterior.h"
#include "uncertainty/predictive.h"

namespace hunch::session {
namespace {

Predictions classes(const uncertainty::Predictive& predictive) {
  const std::size_t n = predictive.points();
  Predictions out;
  out.probabilities.resize(n * static_cast<std::size_t>(predictive.classes()));
  out.entropy.resize(n);
  out.expected_entropy.resize(n);
  out.information.resize(n);
  predictive.probabilities(out.probabilities);
  predictive.total_entropy(out.entropy);
  predictive.expected_entropy(out.expected_entropy);
  predictive.mutual_information(out.information);
  return out;
}

Predictions images(const ToldImages& told, std::span<const float> features,
                   const data::Scaling& pixels) {
  Predictions out;
  out.told = told.mean();
  out.told_deviation = told.deviation();
  out.error = told.errors(features, pixels);
  out.spread = told.spreads();
  return out;
}

/// Standard deviations in own units of variances in scaled ones.
std::vector<double> deviations(std::span<const float> variances, double unit) {
  std::vector<double> out;
  for (const float variance : variances) {
    out.push_back(unit * std::sqrt(static_cast<double>(variance)));
  }
  return out;
}

}  // namespace

Predictions predicted_values(const uncertainty::Predictive& predictive,
                             const data::Scaling& target) {
  const double unit = target.deviation[0];
  std::vector<float> field(predictive.points());  // (N)
  Predictions out;
  predictive.mean(field);
  for (const float mean : field) {
    out.mean.push_back(target.mean[0] + unit * static_cast<double>(mean));
  }
  predictive.total_variance(field);
  out.deviation = deviations(field, unit);
  predictive.aleatoric_variance(field);
  out.aleatoric = deviations(field, unit);
  predictive.epistemic_variance(field);
  out.epistemic = deviations(field, unit);
  return out;
}

Predictions predict(const SavedModel& model, const kernels::Kernels& kernels,
                    std::span<const double> raw, int samples, std::uint64_t seed) {
  const std::size_t n = raw.size() / model.prepared.dataset.inputs.size();
  std::vector<float> features(n * static_cast<std::size_t>(model.network.feature_count()));
  model.prepared.map.apply(raw, n, features);
  return predict_features(model, kernels, features, samples, seed);
}

Predictions predict_features(const SavedModel& model, const kernels::Kernels& kernels,
                             std::span<const float> features, int samples, std::uint64_t seed) {
  const data::Dataset& dataset = model.prepared.dataset;
  const nn::Head head = model.network.head();
  const std::size_t n = features.size() / static_cast<std::size_t>(model.network.feature_count());

  uncertainty::McDropout posterior(model.network, model.parameters, kernels, seed,
                                   ops::MaskScope::kPerRow);
  posterior.set_points(features, n);
  std::vector<float> outputs(n * static_cast<std::size_t>(head.width()));  // (N,A,O)
  const int passes = model.network.stochastic() ? samples : 1;
  if (head.itself) {
    ToldImages told(head, dataset.target_scaling, n, kernels);
    for (int k = 0; k < passes; ++k) {
      posterior.sample(static_cast<std::uint64_t>(k), outputs);
      told.add(outputs);
    }
    return images(told, features, dataset.feature_scaling);
  }
  const std::size_t asked = dataset.several ? n * static_cast<std::size_t>(head.answers) : n;
  uncertainty::Predictive predictive(head, asked, model.noise_variance(), 0, kernels);
  for (int k = 0; k < passes; ++k) {
    posterior.sample(static_cast<std::uint64_t>(k), outputs);
    predictive.add(outputs);
  }
  if (dataset.several) {
    // Each label is a choice of two: the second is that it holds.
    Predictions out = classes(predictive);
    for (std::size_t i = 0; i < asked; ++i) out.probabilities[i] = out.probabilities[2 * i + 1];
    out.probabilities.resize(asked);
    return out;
  }
  return dataset.task == data::Task::kClassification
             ? classes(predictive)
             : predicted_values(predictive, dataset.target_scaling);
}

}  // namespace hunch::session
