#pragma once

#include <cmath>
#include <vector>

#include "base/random.h"
#include "core/nn/build.h"
#include "data/dataset.h"
#include "train/trainer.h"

/// Small datasets made in the test itself.
namespace toy {

/// y = sin(2 x0) + x1/2 in scaled units; own units are 10 y + 100. Every fourth row is validation.
inline hunch::data::Dataset regression(int rows) {
  hunch::data::Dataset d;
  d.task = hunch::data::Task::kRegression;
  d.feature_names = {"x", "y"};
  d.shape = {2};
  d.target_scaling = {{100.0}, {10.0}};
  hunch::Random random(11, hunch::Stream::kUser);
  for (int i = 0; i < rows; ++i) {
    const double x = random.uniform(-1, 1);
    const double y = random.uniform(-1, 1);
    const double t = std::sin(2 * x) + y / 2;
    d.features.push_back(static_cast<float>(x));
    d.features.push_back(static_cast<float>(y));
    d.targets.push_back(static_cast<float>(t));
    d.target_raw.push_back(10 * t + 100);
    d.is_train.push_back(i % 4 != 3);
    d.origin.push_back(i);
  }
  return d;
}

/// Classes by angle about the origin.
inline hunch::data::Dataset sectors(int rows, int classes) {
  hunch::data::Dataset d = regression(rows);
  d.task = hunch::data::Task::kClassification;
  d.target_scaling = {{0.0}, {1.0}};
  for (int k = 0; k < classes; ++k)
    d.class_names.push_back(std::string(1, static_cast<char>('a' + k)));
  for (std::size_t i = 0; i < d.count(); ++i) {
    const double angle = std::atan2(d.features[2 * i + 1], d.features[2 * i]) / 6.2831853 + 0.5;
    d.targets[i] = static_cast<float>(static_cast<int>(angle * classes * 0.999));
    d.target_raw[i] = static_cast<double>(d.targets[i]);
  }
  return d;
}

/// Data, network and trainer that live together.
struct Run {
  Run(const hunch::spec::ModelSpec& spec, hunch::data::Dataset data_,
      const hunch::kernels::Kernels& k = hunch::kernels::exact())
      : valid(build::valid(spec)),
        data(std::move(data_)),
        network(valid, data.shape, hunch::nn::head_for(spec.training.loss, data.class_count())),
        trainer(valid, data, network, k) {}
  hunch::spec::ValidSpec valid;
  hunch::data::Dataset data;
  hunch::nn::Network network;
  hunch::train::Trainer trainer;
};

inline hunch::spec::ModelSpec small_spec() {
  hunch::spec::ModelSpec spec;
  spec.model = {build::dense(12, hunch::spec::Activation::kTanh), build::dropout(0.1),
                build::dense(8, hunch::spec::Activation::kRelu)};
  spec.training.batch = 20;
  return spec;
}

inline std::vector<float> weights(const hunch::train::Trainer& t) {
  return {t.parameters().begin(), t.parameters().end()};
}

}  // namespace toy
