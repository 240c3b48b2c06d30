#pragma once

#include <doctest/doctest.h>

#include <vector>

#include "nn/workspace.h"
#include "spec/validate.h"

/// Short ways to specs and networks for tests.
namespace build {

inline hunch::spec::LayerSpec dense(int units, hunch::spec::Activation activation) {
  hunch::spec::LayerSpec layer;
  layer.units = units;
  layer.activation = activation;
  return layer;
}

/// Something random at a rate: dropout of any kind, DropConnect.
inline hunch::spec::LayerSpec noise(hunch::spec::LayerType type, double rate) {
  hunch::spec::LayerSpec layer;
  layer.type = type;
  layer.rate = rate;
  return layer;
}

inline hunch::spec::LayerSpec dropout(double rate) {
  return noise(hunch::spec::LayerType::kDropout, rate);
}

inline hunch::spec::ValidSpec valid(const hunch::spec::ModelSpec& spec) {
  const hunch::spec::Checked checked = hunch::spec::validate(spec);
  for (const hunch::Issue& issue : checked.issues) FAIL(issue.pointer << ": " << issue.allowed);
  return checked.spec;
}

inline hunch::nn::Network network(std::vector<hunch::spec::LayerSpec> layers, int features,
                                  hunch::nn::Head head) {
  hunch::spec::ModelSpec spec;
  spec.model = std::move(layers);
  return {valid(spec), hunch::Shape{features}, head};
}

}  // namespace build
