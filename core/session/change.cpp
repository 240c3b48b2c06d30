#include "session/change.h"

#include <string>
#include <vector>

#include "spec/validate.h"
#include "spec/words.h"

namespace hunch::session {
namespace {

/// Two specs are the same where their documents are, so that no field can be forgotten here.
bool same(const spec::ModelSpec& a, const spec::ModelSpec& b) {
  return spec::to_json(a) == spec::to_json(b);
}

/// What decides the data and the layout of the weights, all else at its default.
spec::ModelSpec run_part(const spec::ModelSpec& spec) {
  spec::ModelSpec part;
  part.data = spec.data;
  part.data.points.clear();
  part.data.removed.clear();
  part.seed = spec.seed;
  part.exact = spec.exact;
  part.model.clear();
  for (const spec::LayerSpec& layer : spec.model) {
    // What learns nothing and keeps every shape can come and go, unless it is wired by name.
    const bool idle = spec::drops(layer.type) || layer.type == spec::LayerType::kActivation;
    if (idle && layer.name.empty() && layer.inputs.empty()) continue;
    part.model.push_back(layer);
    if (idle || layer.type == spec::LayerType::kDropconnect) {
      part.model.back().rate = spec::LayerSpec{}.rate;
    }
    if (idle || spec::bends(layer.type)) {
      part.model.back().activation = spec::LayerSpec{}.activation;
    }
  }
  return part;
}

std::vector<spec::LayerType> kinds(const spec::ModelSpec& spec) {
  std::vector<spec::LayerType> types;
  for (const spec::LayerSpec& layer : spec.model) types.push_back(layer.type);
  return types;
}

template <class Member>
bool differs(const spec::ModelSpec& a, const spec::ModelSpec& b, Member member) {
  spec::ModelSpec left, right;
  left.*member = a.*member;
  right.*member = b.*member;
  return !same(left, right);
}

}  // namespace

Change change_between(const spec::ModelSpec& from, const spec::ModelSpec& to, nn::Head head_from,
                      nn::Head head_to) {
  Change change;
  change.run = head_from != head_to || !same(run_part(from), run_part(to));
  change.points = differs(from, to, &spec::ModelSpec::data);
  change.dropouts = kinds(from) != kinds(to);
  change.layers = differs(from, to, &spec::ModelSpec::model);
  change.training = differs(from, to, &spec::ModelSpec::training);
  change.probing = differs(from, to, &spec::ModelSpec::uncertainty) ||
                   from.view.axes != to.view.axes || from.view.held != to.view.held ||
                   from.view.label != to.view.label;
  return change;
}

}  // namespace hunch::session
