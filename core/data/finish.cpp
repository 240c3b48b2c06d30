#include "data/finish.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "data/labels.h"
#include "data/split.h"
#include "data/statistics.h"
#include "spec/json_tree.h"
#include "spec/limits.h"

namespace hunch::data {
namespace {

constexpr std::size_t kFewest = 4;

std::vector<int> labels_of(const Examples& examples) {
  std::vector<int> labels(examples.count(), 0);
  if (examples.task == Task::kClassification && !examples.several)
    for (std::size_t i = 0; i < labels.size(); ++i)
      labels[i] = static_cast<int>(examples.target[i]);
  return labels;
}

/// Column j of a (N,width) table, training rows only.
std::vector<double> training_column(std::span<const double> table, std::size_t width, std::size_t j,
                                    std::span<const std::uint8_t> is_train) {
  std::vector<double> column;
  column.reserve(is_train.size());
  for (std::size_t i = 0; i < is_train.size(); ++i)
    if (is_train[i] != 0) column.push_back(table[i * width + j]);
  return column;
}

double most_frequent(const std::vector<double>& column) {
  std::map<double, std::size_t> counts;
  for (const double value : column)
    if (!std::isnan(value)) ++counts[value];
  const auto best =
      std::max_element(counts.begin(), counts.end(),
                       [](const auto& a, const auto& b) { return a.second < b.second; });
  return best == counts.end() ? 0 : best->first;
}

/// Learns what missing cells are filled with, the middle and the range of every input; fills.
void settle_inputs(Dataset& dataset, double widen) {
  const std::size_t width = dataset.inputs.size();
  for (std::size_t j = 0; j < width; ++j) {
    Input& input = dataset.inputs[j];
    const std::vector<double> column = training_column(dataset.raw, width, j, dataset.is_train);
    if (input.categories.empty()) {
      const ColumnFacts facts = column_facts(column);
      input.fill = facts.mean;
      input.median = facts.median;
      if (!(input.low < input.high)) {  // not given by the set
        const double middle = (facts.low + facts.high) / 2;
        const double half = facts.high > facts.low ? widen * (facts.high - facts.low) / 2 : 1;
        input.low = middle - half;
        input.high = middle + half;
      }
    } else {
      input.fill = input.median = most_frequent(column);
      input.low = 0;
      input.high = static_cast<double>(input.categories.size() - 1);
    }
    for (std::size_t i = 0; i < dataset.count(); ++i) {
      double& value = dataset.raw[i * width + j];
      if (std::isnan(value)) value = input.fill;
    }
  }
}

/// Features that are no number where the data are, with the first place.
Issues check_formulas(const Dataset& dataset, const std::vector<FeatureMap::Column>& columns) {
  Issues issues;
  const std::size_t width = dataset.inputs.size();
  int formula = -1;
  for (const FeatureMap::Column& column : columns) {
    if (column.kind != FeatureMap::Column::Kind::kFormula) continue;
    ++formula;
    for (std::size_t i = 0; i < dataset.count(); ++i) {
      const auto point = std::span(dataset.raw).subspan(i * width, width);
      if (std::isfinite(column_value(column, point))) continue;
      std::string place = "x = " + spec::json_number(point[0]);
      if (width > 1) place += ", y = " + spec::json_number(point[1]);
      issues.push_back(
          {"/data/formulas/" + std::to_string(formula), spec::json_quote(column.formula.text()),
           "a finite number at every point of the data; at " + place + " it gives none"});
      break;
    }
  }
  return issues;
}

Scaling fit_features(const Dataset& dataset, const std::vector<FeatureMap::Column>& columns,
                     const std::vector<std::uint8_t>& scaled) {
  const std::size_t width = dataset.inputs.size();
  Scaling scaling;
  for (std::size_t j = 0; j < columns.size(); ++j) {
    ColumnFacts facts;
    if (scaled[j] != 0) {
      std::vector<double> values;
      for (std::size_t i = 0; i < dataset.count(); ++i)
        if (dataset.is_train[i] != 0)
          values.push_back(
              column_value(columns[j], std::span(dataset.raw).subspan(i * width, width)));
      facts = column_facts(std::move(values));
    }
    scaling.mean.push_back(facts.mean);
    scaling.deviation.push_back(facts.deviation);
  }
  return scaling;
}

Issues check_size(const spec::ModelSpec& spec, std::size_t features, std::size_t classes) {
  const std::size_t outputs = std::max<std::size_t>(2, classes);
  const std::size_t parameters = spec::parameter_count(spec.model, features, outputs);
  if (parameters <= spec::kMaxParameters) return {};
  return {{"/model", std::to_string(parameters),
           "layers with at most " + std::to_string(spec::kMaxParameters) +
               " weights and biases together; these data have " + std::to_string(features) +
               " features"}};
}

}  // namespace

std::variant<Prepared, Issues> finish(Examples examples, const spec::ModelSpec& spec) {
  if (examples.count() < kFewest)
    return Issues{{"/data", std::to_string(examples.count()),
                   "at least " + std::to_string(kFewest) + " examples"}};
  Issues size = check_size(spec, examples.columns.size(), examples.class_names.size());
  if (!size.empty()) return size;

  Prepared prepared;
  Dataset& dataset = prepared.dataset;
  dataset.is_train =
      split(labels_of(examples), examples.origin, spec.data.train_fraction, spec.seed);
  if (std::count(dataset.is_train.begin(), dataset.is_train.end(), 0) == 0)
    return Issues{{"/data/removed", std::to_string(spec.data.removed.size()),
                   "at least one made point left, to check what was learned"}};
  dataset.task = examples.task;
  dataset.several = examples.several;
  if (examples.several) dataset.answers = static_cast<int>(examples.class_names.size());
  dataset.inputs = std::move(examples.inputs);
  dataset.feature_names = std::move(examples.feature_names);
  dataset.shape = {static_cast<int>(dataset.feature_names.size())};
  dataset.class_names = std::move(examples.class_names);
  dataset.target_name = std::move(examples.target_name);
  dataset.raw = std::move(examples.raw);
  dataset.origin = std::move(examples.origin);
  dataset.warnings = std::move(examples.warnings);
  dataset.target_raw = std::move(examples.target);
  confuse_labels(dataset, spec.data.label_noise, spec.seed);

  settle_inputs(dataset, examples.widen);
  Issues formulas = check_formulas(dataset, examples.columns);
  if (!formulas.empty()) return formulas;
  dataset.feature_scaling = fit_features(dataset, examples.columns, examples.scaled);

  dataset.target_scaling = {{0}, {1}};
  if (dataset.task == Task::kRegression) {
    const ColumnFacts facts =
        column_facts(training_column(dataset.target_raw, 1, 0, dataset.is_train));
    dataset.target_scaling = {{facts.mean}, {facts.deviation}};
  }
  for (const double value : dataset.target_raw)
    dataset.targets.push_back(static_cast<float>((value - dataset.target_scaling.mean[0]) /
                                                 dataset.target_scaling.deviation[0]));

  prepared.map =
      FeatureMap(dataset.input_count(), std::move(examples.columns), dataset.feature_scaling);
  dataset.features.resize(dataset.count() * dataset.feature_names.size());
  prepared.map.apply(dataset.raw, dataset.count(), dataset.features);
  return prepared;
}

}  // namespace hunch::data
