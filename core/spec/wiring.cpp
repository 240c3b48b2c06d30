#include "spec/wiring.h"

#include <algorithm>
#include <string>
#include <utility>

#include "spec/json_tree.h"
#include "spec/words.h"

namespace hunch::spec {
namespace {

std::string listed(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + json_quote(name);
  return text;
}

bool holds(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// How many layers one of this type brings together.
std::string needed(LayerType type) {
  if (attends_across(type)) return "the names of two layers: who looks, and where";
  if (joins(type)) return "the names of at least two layers";
  return "one name: add, multiply, concat and cross-attention bring several together";
}

bool is_enough(LayerType type, std::size_t inputs) {
  if (attends_across(type)) return inputs == 2;
  return joins(type) ? inputs >= 2 : inputs <= 1;
}

/// In the place of a join that has nothing to bring together: passes on what it reads.
LayerSpec nothing_of(const LayerSpec& join) {
  LayerSpec layer;
  layer.type = LayerType::kActivation;
  layer.activation = Activation::kLinear;
  layer.name = join.name;
  layer.inputs = join.inputs;
  return layer;
}

}  // namespace

void settle_wiring(std::vector<LayerSpec>& model, Issues& issues) {
  std::vector<std::string> names = {kDataName};  // of the layers so far
  for (std::size_t i = 0; i < model.size(); ++i) {
    LayerSpec& layer = model[i];
    const std::string pointer = "/model/" + std::to_string(i);
    std::vector<std::string> known;
    for (std::size_t j = 0; j < layer.inputs.size(); ++j) {
      if (holds(names, layer.inputs[j])) {
        known.push_back(std::move(layer.inputs[j]));
        continue;
      }
      issues.push_back({pointer + "/inputs/" + std::to_string(j), json_quote(layer.inputs[j]),
                        "the name of a layer before this one: " + listed(names)});
    }
    const bool changed = known.size() != layer.inputs.size();
    layer.inputs = std::move(known);
    if (!is_enough(layer.type, layer.inputs.size())) {
      // Of what was told above the count is only the consequence.
      if (!changed) {
        issues.push_back(
            {pointer + "/inputs", "[" + listed(layer.inputs) + "]", needed(layer.type)});
      }
      if (joins(layer.type)) layer = nothing_of(layer);
      if (layer.inputs.size() > 1) layer.inputs.resize(1);
    }
    if (!layer.name.empty() && holds(names, layer.name)) {
      issues.push_back({pointer + "/name", json_quote(layer.name),
                        layer.name == kDataName ? "another name: \"input\" is the data"
                                                : "a name that no layer before has"});
      layer.name.clear();
    }
    if (!layer.name.empty()) names.push_back(layer.name);
  }
}

}  // namespace hunch::spec
