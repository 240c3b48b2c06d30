#include "session/model_file.h"

#include <algorithm>
#include <cmath>

#include "base/error.h"
#include "base/hash.h"
#include "data/recipe.h"
#include "io/safetensors.h"
#include "session/session.h"
#include "spec/json_tree.h"
#include "train/network_for.h"

namespace hunch::session {
namespace {

[[noreturn]] void refuse(const std::string& what) { throw Error("[model] " + what); }

std::string told(const Issue& issue) {
  return (issue.pointer.empty() ? "/" : issue.pointer) + " is " + issue.value + ", needs " +
         issue.allowed;
}

const std::string& about(const io::Safetensors& file, std::string_view key) {
  const std::string* text = file.about(key);
  if (text == nullptr) {
    refuse("no \"" + std::string(key) + "\" in the metadata: not a model that Hunch has saved");
  }
  return *text;
}

spec::ValidSpec read_spec(const std::string& json) {
  spec::Checked checked = spec::validate(json);
  if (!checked.valid()) refuse("its spec: " + told(checked.issues.front()));
  return checked.spec;
}

data::Prepared read_data(const std::string& json) {
  auto read = data::read_recipe(json);
  if (auto* issues = std::get_if<Issues>(&read)) {
    refuse("its recipe of the data: " + told(issues->front()));
  }
  return std::move(std::get<data::Prepared>(read));
}

std::vector<std::size_t> shape_of(const nn::ParameterView& view) {
  const auto rows = static_cast<std::size_t>(view.rows);
  const auto cols = static_cast<std::size_t>(view.cols);
  return view.is_weight ? std::vector{rows, cols} : std::vector{view.count()};
}

std::vector<float> read_parameters(const io::Safetensors& file, const nn::Network& network) {
  std::vector<float> parameters(network.parameter_count());
  for (const nn::ParameterView& view : network.views()) {
    const io::Tensor* tensor = file.find(view.name);
    if (tensor == nullptr) refuse("no tensor \"" + view.name + "\", which its spec needs");
    if (tensor->shape != shape_of(view)) {
      refuse("tensor \"" + view.name + "\" has another shape than its spec needs");
    }
    const auto finite = [](float value) { return std::isfinite(value); };
    if (!std::all_of(tensor->values.begin(), tensor->values.end(), finite)) {
      refuse("tensor \"" + view.name + "\" holds a number that is not finite");
    }
    std::copy(tensor->values.begin(), tensor->values.end(),
              parameters.begin() + static_cast<std::ptrdiff_t>(view.offset));
  }
  if (file.tensors.size() != network.views().size()) refuse("more tensors than its spec needs");
  return parameters;
}

double read_number(const io::Safetensors& file, std::string_view key) {
  Issues issues;
  const spec::JsonNode node = spec::parse_json(about(file, key), issues);
  const bool fits = issues.empty() && node.kind == spec::JsonNode::Kind::kNumber &&
                    std::isfinite(node.number) && node.number >= 0;
  if (!fits) refuse("\"" + std::string(key) + "\" in the metadata needs a number from 0");
  return node.number;
}

}  // namespace

double SavedModel::noise_variance() const {
  if (prepared.dataset.task == data::Task::kClassification) return 0;
  const double unit = prepared.dataset.target_scaling.deviation[0];
  if (spec->uncertainty.tau > 0) return 1 / (spec->uncertainty.tau * unit * unit);
  return residual_deviation * residual_deviation;
}

std::string save_model(const Session& session, std::string_view program) {
  io::Safetensors file;
  file.metadata = {
      {"program", std::string(program)},
      {"spec", spec::to_json(*session.spec(), true)},
      {"recipe", data::recipe_json(session.prepared())},
      {"seed", std::to_string(session.spec()->seed)},
      {"steps", std::to_string(session.status().step)},
      {"residual_deviation", spec::json_number(session.trainer().residual_deviation())},
      {"fingerprint", session.fingerprint()}};
  const std::span<const float> parameters = session.parameters();
  for (const nn::ParameterView& view : session.network().views()) {
    const std::span<const float> part = parameters.subspan(view.offset, view.count());
    file.tensors.push_back({view.name, shape_of(view), {part.begin(), part.end()}});
  }
  return io::write_safetensors(file);
}

SavedModel load_model(std::string_view bytes) {
  const io::Safetensors file = io::read_safetensors(bytes);
  spec::ValidSpec spec = read_spec(about(file, "spec"));
  data::Prepared prepared = read_data(about(file, "recipe"));
  nn::Network network = train::network_for(spec, prepared.dataset);
  std::vector<float> parameters = read_parameters(file, network);
  std::string fingerprint = hex(hash_bytes(std::as_bytes(std::span(parameters))));
  if (fingerprint != about(file, "fingerprint")) {
    refuse("its weights do not have the fingerprint that it tells: the file is damaged");
  }
  return {std::move(spec),
          std::move(prepared),
          std::move(network),
          std::move(parameters),
          read_number(file, "residual_deviation"),
          std::move(fingerprint)};
}

}  // namespace hunch::session
