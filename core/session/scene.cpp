#include "session/scene.h"

#include <algorithm>
#include <cmath>

#include "nn/unit_fields.h"
#include "uncertainty/posterior.h"
#include "uncertainty/predictive.h"

namespace hunch::session {
namespace {

constexpr int kChunk = 256;  // rows of a workspace for pictures

std::span<const float> step_output(const nn::Workspace& workspace, int step, int units) {
  return workspace.output(step).first(static_cast<std::size_t>(units));
}

/// Sums and outputs of every unit at one input, dropout off.
void fill_activations(const Scene& scene, Probe& probe) {
  nn::Workspace workspace(scene.network, scene.kernels, 1, nn::Workspace::Use::kForward);
  std::copy(probe.features.begin(), probe.features.end(), workspace.input().begin());
  ops::Context context;
  context.kernels = &scene.kernels;
  nn::forward(scene.network, scene.parameters, workspace, context, 1);
  for (const nn::LayerView& layer : scene.network.layers()) {
    const auto sums = step_output(workspace, layer.sum_step, layer.units);
    const auto outputs = step_output(workspace, layer.output_step, layer.units);
    probe.sums.emplace_back(sums.begin(), sums.end());
    probe.outputs.emplace_back(outputs.begin(), outputs.end());
    probe.asleep.emplace_back(static_cast<std::size_t>(layer.units), std::uint16_t{0});
  }
}

/// Adds one to every unit that the last sample dropped.
void count_asleep(const Scene& scene, const uncertainty::McDropout& posterior, Probe& probe) {
  const auto& layers = scene.network.layers();
  for (std::size_t l = 0; l < layers.size(); ++l) {
    if (layers[l].dropout_step < 0 || layers[l].dropout <= 0) continue;
    const std::uint8_t* mask = posterior.workspace().mask(layers[l].dropout_step);
    if (mask == nullptr) continue;
    for (std::size_t unit = 0; unit < probe.asleep[l].size(); ++unit) {
      probe.asleep[l][unit] = static_cast<std::uint16_t>(probe.asleep[l][unit] + (mask[unit] == 0));
    }
  }
}

float only(const std::vector<float>& values) { return values.front(); }

/// Class statistics of the probed input; `draws` are probabilities of class 1 of two, else of the
/// winner.
void fill_classes(const uncertainty::Predictive& predictive, Probe& probe) {
  const auto classes = static_cast<std::size_t>(predictive.classes());
  probe.probabilities.resize(classes);
  predictive.probabilities(probe.probabilities);
  const auto best = std::max_element(probe.probabilities.begin(), probe.probabilities.end());
  const auto winner = static_cast<std::size_t>(best - probe.probabilities.begin());
  const std::size_t shown = classes == 2 ? 1 : winner;
  probe.mean = static_cast<double>(probe.probabilities[shown]);

  const auto kept = predictive.kept(0);  // (S,K)
  double squares = 0;
  for (std::size_t s = 0; s < predictive.samples(); ++s) {
    const auto row = kept.subspan(s * classes, classes);
    probe.draws.push_back(row[shown]);
    probe.votes.push_back(
        static_cast<std::uint8_t>(std::max_element(row.begin(), row.end()) - row.begin()));
    const double difference = static_cast<double>(row[shown]) - probe.mean;
    squares += difference * difference;
  }
  probe.deviation = std::sqrt(squares / static_cast<double>(predictive.samples()));

  std::vector<float> value(1);
  predictive.total_entropy(value);
  probe.total = static_cast<double>(only(value));
  predictive.expected_entropy(value);
  probe.aleatoric = static_cast<double>(only(value));
  predictive.mutual_information(value);
  probe.epistemic = static_cast<double>(only(value));
  const int k = static_cast<int>(shown);
  probe.q05 = predictive.quantile(0, 0.05, k);
  probe.q50 = predictive.quantile(0, 0.50, k);
  probe.q95 = predictive.quantile(0, 0.95, k);
}

void fill_value(const Scene& scene, const uncertainty::Predictive& predictive, Probe& probe) {
  std::vector<float> value(1);
  predictive.mean(value);
  probe.mean = own_units(scene, static_cast<double>(only(value)));
  predictive.total_variance(value);
  probe.total = own_variance(scene, static_cast<double>(only(value)));
  predictive.aleatoric_variance(value);
  probe.aleatoric = own_variance(scene, static_cast<double>(only(value)));
  predictive.epistemic_variance(value);
  probe.epistemic = own_variance(scene, static_cast<double>(only(value)));
  probe.deviation = std::sqrt(probe.total);
  for (const float draw : predictive.kept(0)) {
    probe.draws.push_back(static_cast<float>(own_units(scene, static_cast<double>(draw))));
  }
  probe.q05 = own_units(scene, predictive.quantile(0, 0.05));
  probe.q50 = own_units(scene, predictive.quantile(0, 0.50));
  probe.q95 = own_units(scene, predictive.quantile(0, 0.95));
}

}  // namespace

double own_units(const Scene& scene, double scaled) {
  const data::Scaling& scaling = scene.prepared.dataset.target_scaling;
  return scaling.mean[0] + scaling.deviation[0] * scaled;
}

double own_variance(const Scene& scene, double scaled) {
  const double deviation = scene.prepared.dataset.target_scaling.deviation[0];
  return deviation * deviation * scaled;
}

nn::Head shown_head(const Scene& scene) {
  nn::Head head = scene.network.head();
  if (scene.plane.label >= 0) head.answers = 1;
  return head;
}

void keep_shown(const Scene& scene, std::vector<float>& outputs) {
  if (scene.plane.label < 0) return;
  const auto labels = static_cast<std::size_t>(scene.network.head().answers);
  const auto label = static_cast<std::size_t>(scene.plane.label);
  for (std::size_t i = 0; i * labels < outputs.size(); ++i)
    outputs[i] = outputs[i * labels + label];
}

std::vector<float> plane_features(const Scene& scene, int cells) {
  const std::size_t points = plane_points(scene.plane, cells);
  std::vector<float> features(points * static_cast<std::size_t>(scene.network.feature_count()));
  scene.prepared.map.apply(plane_raw(scene.plane, scene.prepared.dataset, cells), points, features);
  return features;
}

std::vector<float> unit_fields(const Scene& scene, int layer, std::span<const int> units,
                               int cells) {
  const std::size_t points = plane_points(scene.plane, cells);
  const std::vector<float> features = plane_features(scene, cells);
  std::vector<float> chosen(units.size() * points);  // (units,G)

  if (layer < 0) {
    const auto width = static_cast<std::size_t>(scene.network.feature_count());
    for (std::size_t u = 0; u < units.size(); ++u) {
      if (units[u] < 0 || units[u] >= scene.network.feature_count()) continue;
      for (std::size_t g = 0; g < points; ++g) {
        chosen[u * points + g] = features[g * width + static_cast<std::size_t>(units[u])];
      }
    }
    return chosen;
  }
  const auto& layers = scene.network.layers();
  if (static_cast<std::size_t>(layer) >= layers.size()) return chosen;
  const int count = layers[static_cast<std::size_t>(layer)].units;
  std::vector<float> field(static_cast<std::size_t>(count) * points);  // (H,G)
  std::vector<std::span<float>> fields(layers.size());
  fields[static_cast<std::size_t>(layer)] = field;
  nn::Workspace workspace(scene.network, scene.kernels, kChunk, nn::Workspace::Use::kForward);
  nn::unit_fields(scene.network, scene.parameters, scene.kernels, workspace, features, points,
                  fields);
  for (std::size_t u = 0; u < units.size(); ++u) {
    if (units[u] < 0 || units[u] >= count) continue;
    std::copy_n(field.data() + static_cast<std::size_t>(units[u]) * points, points,
                chosen.data() + u * points);
  }
  return chosen;
}

FunctionDraw draw_function(const Scene& scene, int cells, std::uint64_t pass) {
  const std::size_t points = plane_points(scene.plane, cells);
  const nn::Head head = scene.network.head();
  uncertainty::McDropout posterior(scene.network, scene.parameters, scene.kernels, scene.seed,
                                   ops::MaskScope::kPerPass);
  posterior.set_points(plane_features(scene, cells), points);
  std::vector<float> outputs(points * static_cast<std::size_t>(head.width()));  // (G,O)
  posterior.sample(pass, outputs);
  keep_shown(scene, outputs);
  uncertainty::Predictive predictive(shown_head(scene), points, 0, 0, scene.kernels);
  predictive.add(outputs);

  FunctionDraw draw;
  draw.cells = cells;
  fill_mean(scene, predictive, draw.mean, draw.winner);
  for (const nn::LayerView& layer : scene.network.layers()) {
    auto& awake = draw.awake.emplace_back();
    if (layer.dropout_step < 0 || layer.dropout <= 0) continue;
    const std::uint8_t* mask = posterior.workspace().mask(layer.dropout_step);
    if (mask != nullptr) awake.assign(mask, mask + layer.units);
  }
  return draw;
}

void fill_mean(const Scene& scene, const uncertainty::Predictive& predictive,
               std::vector<float>& mean, std::vector<std::uint8_t>& winner) {
  const std::size_t points = predictive.points();
  const auto classes = static_cast<std::size_t>(predictive.classes());
  mean.resize(points);
  winner.clear();
  if (scene.prepared.dataset.task == data::Task::kRegression) {
    predictive.mean(mean);
    for (float& value : mean) {
      value = static_cast<float>(own_units(scene, static_cast<double>(value)));
    }
    return;
  }
  std::vector<float> p(points * classes);  // (G,K)
  predictive.probabilities(p);
  if (classes > 2) winner.resize(points);
  for (std::size_t g = 0; g < points; ++g) {
    const float* row = p.data() + g * classes;
    if (classes == 2) {
      mean[g] = row[1];
      continue;
    }
    const float* best = std::max_element(row, row + classes);
    mean[g] = *best;
    winner[g] = static_cast<std::uint8_t>(best - row);
  }
}

Probe look_at(const Scene& scene, std::span<const double> raw, int samples) {
  Probe probe;
  // The question may be from before the data changed: what it does not tell is held at the medians.
  const auto& inputs = scene.prepared.dataset.inputs;
  for (std::size_t i = 0; i < inputs.size(); ++i)
    probe.raw.push_back(i < raw.size() ? raw[i] : inputs[i].median);
  probe.features.resize(static_cast<std::size_t>(scene.network.feature_count()));
  scene.prepared.map.apply(probe.raw, 1, probe.features);
  fill_activations(scene, probe);

  const int wanted = scene.network.stochastic() ? std::max(samples, 1) : 1;
  uncertainty::McDropout posterior(scene.network, scene.parameters, scene.kernels, scene.seed,
                                   ops::MaskScope::kPerRow);
  posterior.set_points(probe.features, 1);
  const auto kept = static_cast<std::size_t>(wanted);
  uncertainty::Predictive predictive(shown_head(scene), 1, scene.noise_variance, kept,
                                     scene.kernels);
  const auto labels =
      scene.plane.label < 0 ? std::size_t{0} : scene.prepared.dataset.class_names.size();
  uncertainty::Predictive each(shown_head(scene), labels, 0, kept, scene.kernels);
  std::vector<float> outputs(static_cast<std::size_t>(scene.network.head().width()));
  for (int s = 0; s < wanted; ++s) {
    posterior.sample(static_cast<std::uint64_t>(s), outputs);
    each.add(outputs);
    keep_shown(scene, outputs);
    predictive.add(outputs);
    count_asleep(scene, posterior, probe);
  }
  probe.samples = wanted;
  std::vector<float> both(2 * labels);
  if (labels > 0) each.probabilities(both);
  for (std::size_t k = 0; k < labels; ++k) {
    probe.labels.push_back(both[2 * k + 1]);
    probe.labels_low.push_back(static_cast<float>(each.quantile(k, 0.05, 1)));
    probe.labels_high.push_back(static_cast<float>(each.quantile(k, 0.95, 1)));
  }
  if (scene.prepared.dataset.task == data::Task::kClassification) {
    fill_classes(predictive, probe);
  } else {
    fill_value(scene, predictive, probe);
  }
  return probe;
}

}  // namespace hunch::session
