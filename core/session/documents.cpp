#include "session/documents.h"

#include "session/json_object.h"
#include "spec/words.h"

namespace hunch::session {
namespace {

using namespace json;

std::string_view head_word(nn::Head::Kind kind) {
  constexpr std::string_view kWords[] = {"value", "gaussian", "logit", "logits"};
  return kWords[static_cast<std::size_t>(kind)];
}

std::string input_json(const data::Input& input) {
  return Object()
      .add("name", std::string_view(input.name))
      .add("low", input.low)
      .add("high", input.high)
      .add("median", input.median)
      .add("kind", std::string_view(input.kind))
      .raw("categories", words(input.categories))
      .done();
}

/// A layer with the places of its weight (inputs, units) and bias (units) in the parameters.
std::string layer_json(const Description& d, std::size_t index) {
  const nn::LayerView& layer = d.layers[index];
  std::size_t weight = 0, bias = 0;
  int inputs = 0;
  for (const nn::ParameterView& view : d.views) {
    if (view.layer != static_cast<int>(index)) continue;
    if (view.is_weight) {
      weight = view.offset;
      inputs = view.rows;
    } else if (nn::is_bias(view)) {
      bias = view.offset;
    }
  }
  return Object()
      .add("title", std::string_view(layer.title))
      .add("units", layer.units)
      .add("activation", spec::to_word(layer.activation))
      .add("dropout", layer.dropout)
      .add("specIndex", layer.spec_index)
      .add("dropoutIndex", layer.dropout_index)
      .add("weightOffset", weight)
      .add("biasOffset", bias)
      .add("inputs", inputs)
      .done();
}

std::string shape_json(const Shape& shape) {
  std::string dims;
  for (int axis = 0; axis < shape.rank(); ++axis) {
    dims += (axis > 0 ? "," : "") + std::to_string(shape[axis]);
  }
  return "[" + dims + "]";
}

std::string_view part_word(nn::Network::Part part) {
  constexpr std::string_view kParts[] = {"line", "source", "target"};
  return kParts[static_cast<std::size_t>(part)];
}

std::string stage_json(const Stage& stage) {
  return Object()
      .add("type", std::string_view(stage.type))
      .add("specIndex", stage.spec_index)
      .raw("shape", shape_json(stage.shape))
      .add("part", part_word(stage.part))
      .done();
}

}  // namespace

std::string issues_json(const Issues& issues) {
  return list(issues, [](const Issue& issue) {
    return Object()
        .add("pointer", std::string_view(issue.pointer))
        .raw("value", issue.value.empty() ? "null" : issue.value)
        .add("allowed", std::string_view(issue.allowed))
        .done();
  });
}

std::string checked_json(const spec::Checked& checked) {
  return Object()
      .add("valid", checked.valid())
      .raw("issues", issues_json(checked.issues))
      .raw("spec", spec::to_json(*checked.spec))
      .done();
}

std::string applied_json(const Applied& applied, const Session& session) {
  constexpr std::string_view kOutcomes[] = {"same", "live", "rebuilt", "refused"};
  return Object()
      .add("outcome", kOutcomes[static_cast<std::size_t>(applied.outcome)])
      .raw("issues", issues_json(applied.issues))
      .raw("spec", spec::to_json(*session.spec()))
      .done();
}

std::string description_json(const Description& d) {
  std::string layers;
  for (std::size_t i = 0; i < d.layers.size(); ++i) {
    layers += (i > 0 ? "," : "") + layer_json(d, i);
  }
  return Object()
      .add("task", std::string_view(task_word(d.task)))
      .add("several", d.several)
      .add("itself", d.itself)
      .add("head", head_word(d.head.kind))
      .add("loss", spec::to_word(d.loss))
      .raw("features", words(d.features))
      .raw("inputs", list(d.inputs, input_json))
      .raw("classes", words(d.classes))
      .add("separator", d.separator)
      .raw("labels", words(d.labels))
      .add("target", std::string_view(d.target))
      .raw("axes", list(d.axes, [](int axis) { return std::to_string(axis); }))
      .add("targetLow", d.target_low)
      .add("targetHigh", d.target_high)
      .raw("shape", shape_json(d.shape))
      .raw("stages", list(d.stages, stage_json))
      .raw("layers", "[" + layers + "]")
      .add("parameters", d.parameters)
      .add("trainCount", d.train_count)
      .add("validationCount", d.validation_count)
      .add("testCount", d.test_count)
      .add("kernels", std::string_view(d.kernels))
      .add("exact", d.exact)
      .add("stochastic", d.stochastic)
      .raw("warnings", issues_json(d.warnings))
      .add("seconds", d.seconds)
      .done();
}

}  // namespace hunch::session
