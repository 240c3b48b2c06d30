#include "session/describe.h"

#include <algorithm>

#include "spec/words.h"
#include "train/network_for.h"

namespace hunch::session {
namespace {

/// The targets' range with a twentieth of margin on both sides, never empty.
void fill_target_range(const data::Dataset& dataset, Description& description) {
  if (dataset.target_raw.empty()) return;
  const auto [low, high] =
      std::minmax_element(dataset.target_raw.begin(), dataset.target_raw.end());
  const double width = *high > *low ? *high - *low : 1;
  description.target_low = *low - width / 20;
  description.target_high = *high + width / 20;
}

}  // namespace

Description describe(const spec::ModelSpec& spec, const data::Dataset& dataset,
                     const nn::Network& network, const kernels::Kernels& kernels,
                     const Plane& plane) {
  Description d;
  d.task = dataset.task;
  d.several = dataset.several;
  d.itself = dataset.itself.has_value();
  d.head = network.head();
  d.loss =
      nn::resolve_loss(spec.training.loss, train::choices_of(dataset), dataset.itself.has_value());
  d.features = dataset.feature_names;
  d.inputs = dataset.inputs;
  d.classes = dataset.class_names;
  d.separator = dataset.separator;
  if (dataset.several) d.labels = dataset.class_names;
  if (plane.label >= 0) {
    const std::string& shown = dataset.class_names[static_cast<std::size_t>(plane.label)];
    d.classes = {"not " + shown, shown};
  }
  d.target = dataset.target_name;
  d.axes = plane.axes;
  fill_target_range(dataset, d);
  d.shape = network.input();
  const int steps = static_cast<int>(network.steps().size());
  const auto add_stage = [&](std::string_view type, int spec_index, int step) {
    d.stages.push_back({std::string(type), spec_index, step,
                        network.steps()[static_cast<std::size_t>(step)].output,
                        network.part_of(step)});
  };
  for (std::size_t i = 0; i < network.spec_steps().size(); ++i) {
    add_stage(spec::to_word(spec.model[i].type), static_cast<int>(i), network.spec_steps()[i]);
  }
  add_stage("output", -1, steps - 1);
  d.layers = network.layers();
  d.views = network.views();
  d.parameters = network.parameter_count();
  d.train_count = static_cast<std::size_t>(
      std::count(dataset.is_train.begin(), dataset.is_train.end(), std::uint8_t{1}));
  d.test_count = static_cast<std::size_t>(
      std::count(dataset.is_test.begin(), dataset.is_test.end(), std::uint8_t{1}));
  d.validation_count = dataset.count() - d.train_count - d.test_count;
  d.kernels = kernels.name;
  d.exact = spec.exact;
  d.stochastic = network.stochastic();
  d.warnings = dataset.warnings;
  if (dataset.mel) d.seconds = dataset.mel->seconds;
  return d;
}

Points points_of(const data::Dataset& dataset, const Plane& plane) {
  Points points;
  if (plane.axes.empty()) return points;
  const std::size_t inputs = dataset.inputs.size();
  for (std::size_t n = 0; n < dataset.count(); ++n) {
    const double* row = dataset.raw.data() + n * inputs;
    const auto answers = static_cast<std::size_t>(dataset.answers);
    const double target =
        dataset.target_raw[n * answers + static_cast<std::size_t>(std::max(plane.label, 0))];
    const double second = plane.axes.size() == 2 ? row[plane.axes[1]] : target;
    points.x.push_back(static_cast<float>(row[plane.axes[0]]));
    points.y.push_back(static_cast<float>(second));
    points.value.push_back(static_cast<float>(target));
  }
  points.is_train = dataset.is_train;
  points.origin = dataset.origin;
  return points;
}

}  // namespace hunch::session
