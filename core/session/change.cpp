#include "session/change.h"

#include <algorithm>
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

/// For each layer the layers that it reads, -1: the data. As Network::named_steps has it, so that
/// names alone are no difference.
std::vector<std::vector<int>> sources(const std::vector<spec::LayerSpec>& model) {
  std::vector<std::vector<int>> all;
  for (std::size_t i = 0; i < model.size(); ++i) {
    std::vector<int>& own = all.emplace_back();
    if (model[i].inputs.empty()) own.push_back(static_cast<int>(i) - 1);
    for (const std::string& name : model[i].inputs) {
      const auto end = model.begin() + static_cast<std::ptrdiff_t>(i);
      const auto found =
          std::find_if(model.begin(), end, [&](const auto& layer) { return layer.name == name; });
      own.push_back(name == "input" || found == end ? -1 : static_cast<int>(found - model.begin()));
    }
  }
  return all;
}

/// The layers that decide the layout of the weights, each with the numbers of those it reads for
/// their names. What learns nothing and keeps every shape can come and go.
std::vector<spec::LayerSpec> laid_out(const std::vector<spec::LayerSpec>& model) {
  const std::vector<std::vector<int>> reads = sources(model);
  std::vector<spec::LayerSpec> kept;
  std::vector<int> numbers;  // of each layer among those kept; of an idle one, what it passes on
  const auto number_of = [&](int source) {
    return source < 0 ? -1 : numbers[static_cast<std::size_t>(source)];
  };
  for (std::size_t i = 0; i < model.size(); ++i) {
    if (spec::drops(model[i].type) || model[i].type == spec::LayerType::kActivation) {
      numbers.push_back(number_of(reads[i].front()));
      continue;
    }
    numbers.push_back(static_cast<int>(kept.size()));
    spec::LayerSpec& layer = kept.emplace_back(model[i]);
    layer.name.clear();
    layer.inputs.clear();
    for (const int source : reads[i]) layer.inputs.push_back(std::to_string(number_of(source)));
    if (layer.type == spec::LayerType::kDropconnect) layer.rate = spec::LayerSpec{}.rate;
    if (spec::bends(layer.type)) layer.activation = spec::LayerSpec{}.activation;
  }
  return kept;
}

/// What decides the data and the layout of the weights, all else at its default.
spec::ModelSpec run_part(const spec::ModelSpec& spec) {
  spec::ModelSpec part;
  part.data = spec.data;
  part.data.points.clear();
  part.data.removed.clear();
  part.seed = spec.seed;
  part.exact = spec.exact;
  part.model = laid_out(spec.model);
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
  change.plan = kinds(from) != kinds(to) || sources(from.model) != sources(to.model);
  change.layers = differs(from, to, &spec::ModelSpec::model);
  change.training = differs(from, to, &spec::ModelSpec::training);
  change.probing = differs(from, to, &spec::ModelSpec::uncertainty) ||
                   from.view.axes != to.view.axes || from.view.held != to.view.held ||
                   from.view.label != to.view.label;
  return change;
}

}  // namespace hunch::session
