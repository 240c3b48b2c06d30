#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "toy.h"
#include "train/network_for.h"

/// Small datasets of sequences and of several answers, made in the test itself.
namespace sequences {

using namespace hunch;

inline constexpr int kTokens = 7;  // V, the padding among them

inline spec::LayerSpec layer(spec::LayerType type, int units = 8) {
  spec::LayerSpec layer;
  layer.type = type;
  layer.units = units;
  layer.returns = spec::Returns::kEveryStep;
  layer.heads = 2;
  layer.causal = true;
  layer.rate = 0;
  return layer;
}

inline spec::ModelSpec spec_of(std::vector<spec::LayerSpec> model, int batch) {
  spec::ModelSpec spec;
  spec.data.source = spec::Source::kText;
  spec.model = std::move(model);
  spec.training.batch = batch;
  spec.training.clip = 1;
  return spec;
}

inline spec::ModelSpec recurrent(int batch) {
  return spec_of({layer(spec::LayerType::kEmbedding), layer(spec::LayerType::kLstm)}, batch);
}

inline spec::ModelSpec attentive(int batch) {
  return spec_of({layer(spec::LayerType::kEmbedding), layer(spec::LayerType::kSinusoidalPosition),
                  layer(spec::LayerType::kTransformerBlock)},
                 batch);
}

/// N lines of 1 to 5 random tokens, seen in `steps` steps; what lies beyond a line is `padding`.
inline data::Dataset lines(int count, int steps, float padding = 0) {
  data::Dataset d;
  d.task = data::Task::kClassification;
  d.shape = {steps};
  d.answers = steps;
  d.next = true;
  d.vocabulary = kTokens;
  for (int k = 0; k < kTokens; ++k) d.class_names.push_back(std::to_string(k));
  d.target_scaling = {{0}, {1}};
  Random random(3, Stream::kUser);
  for (int n = 0; n < count; ++n) {
    std::vector<float> tokens = {1};
    for (std::uint32_t i = 0; i <= random.below(5); ++i)
      tokens.push_back(static_cast<float>(2 + random.below(kTokens - 2)));
    tokens.resize(std::min<std::size_t>(tokens.size(), 6));
    tokens.push_back(1);
    const std::size_t length = tokens.size() - 1;
    for (std::size_t t = 0; t < static_cast<std::size_t>(steps); ++t) {
      d.features.push_back(t < length ? tokens[t] : padding);
      d.targets.push_back(t < length ? tokens[t + 1] : -1);
    }
    d.lengths.push_back(static_cast<int>(length));
    d.is_train.push_back(n % 4 != 3);
    d.origin.push_back(n);
  }
  d.target_raw.assign(d.targets.begin(), d.targets.end());
  return d;
}

/// toy::regression that is asked for three values: t, 2 t and t^2, in own units 10 y + 100.
inline data::Dataset three_answers(int rows) {
  data::Dataset d = toy::regression(rows);
  d.answers = 3;
  std::vector<float> targets;
  for (const float t : d.targets) targets.insert(targets.end(), {t, 2 * t, t * t});
  d.targets = targets;
  d.target_raw.clear();
  for (const float t : targets) d.target_raw.push_back(10.0 * static_cast<double>(t) + 100);
  return d;
}

/// Data, network and trainer that live together.
struct Run {
  Run(const spec::ModelSpec& spec, data::Dataset data_,
      const kernels::Kernels& k = kernels::exact())
      : valid(build::valid(spec)),
        data(std::move(data_)),
        network(train::network_for(valid, data)),
        trainer(valid, data, network, k) {}
  spec::ValidSpec valid;
  data::Dataset data;
  nn::Network network;
  train::Trainer trainer;
};

}  // namespace sequences
