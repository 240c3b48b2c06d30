#include "data/recipe.h"

#include <algorithm>
#include <cmath>

#include "data/audio/sound.h"
#include "data/csv_cell.h"
#include "data/images.h"
#include "spec/json_tree.h"
#include "spec/limits.h"
#include "spec/words.h"

namespace hunch::data {
namespace {

using Kind = FeatureMap::Column::Kind;
using spec::json_number;
using spec::json_quote;
using spec::JsonNode;
constexpr std::array<std::string_view, 4> kKinds = {"raw", "feature", "formula", "one-hot"};
constexpr double kMaxSeconds = 60;        // of a sound
constexpr std::size_t kMostItems = 4096;  // inputs, features, classes, categories

std::string texts_json(const std::vector<std::string>& texts) {
  std::string out = "[";
  for (std::size_t i = 0; i < texts.size(); ++i) out += (i > 0 ? "," : "") + json_quote(texts[i]);
  return out + "]";
}

std::string input_json(const Input& input) {
  return "{\"name\":" + json_quote(input.name) + ",\"kind\":" + json_quote(input.kind) +
         ",\"format\":" + json_quote(input.format) +
         ",\"categories\":" + texts_json(input.categories) + ",\"low\":" + json_number(input.low) +
         ",\"high\":" + json_number(input.high) + ",\"median\":" + json_number(input.median) +
         ",\"fill\":" + json_number(input.fill) + "}";
}

std::string column_json(const FeatureMap::Column& column, const std::string& name, double mean,
                        double deviation) {
  std::string out = "{\"name\":" + json_quote(name) +
                    ",\"kind\":" + json_quote(kKinds[static_cast<std::size_t>(column.kind)]);
  if (column.kind == Kind::kRaw || column.kind == Kind::kOneHot)
    out += ",\"input\":" + std::to_string(column.input);
  if (column.kind == Kind::kOneHot) out += ",\"category\":" + std::to_string(column.category);
  if (column.kind == Kind::kFeature)
    out += ",\"feature\":" + json_quote(spec::to_word(column.feature));
  if (column.kind == Kind::kFormula) out += ",\"formula\":" + json_quote(column.formula.text());
  return out + ",\"mean\":" + json_number(mean) + ",\"deviation\":" + json_number(deviation) + "}";
}

/// How sounds became images.
std::string mel_json(const MelForm& mel) {
  return ",\"mel\":{\"seconds\":" + json_number(mel.seconds) + ",\"hop\":" + json_number(mel.hop) +
         ",\"top\":" + json_number(mel.top) + "}";
}

/// What other data than points and tables keep in place of inputs: `"images":[28,28,1], ...`.
std::string form_json(const Dataset& data) {
  if (data.shape.rank() == 3)
    return ",\"images\":[" + std::to_string(data.shape[0]) + "," + std::to_string(data.shape[1]) +
           "," + std::to_string(data.shape[2]) +
           "],\"pixelMean\":" + json_number(data.feature_scaling.mean[0]) +
           ",\"pixelDeviation\":" + json_number(data.feature_scaling.deviation[0]) +
           (data.itself ? ",\"itself\":{\"scale\":" + json_number(data.itself->scale) +
                              ",\"offset\":" + json_number(data.itself->offset) + "}"
                        : "") +
           (data.mel ? mel_json(*data.mel) : "");
  if (data.next) {
    return ",\"text\":{\"steps\":" + std::to_string(data.shape[0]) +
           (data.separator < 0 ? "" : ",\"separator\":" + std::to_string(data.separator)) + "}";
  }
  std::string channels;
  for (std::size_t c = 0; c < data.feature_names.size(); ++c)
    channels += std::string(c > 0 ? "," : "") + "{\"name\":" + json_quote(data.feature_names[c]) +
                ",\"mean\":" + json_number(data.feature_scaling.mean[c]) +
                ",\"deviation\":" + json_number(data.feature_scaling.deviation[c]) + "}";
  return ",\"series\":{\"window\":" + std::to_string(data.shape[0]) +
         ",\"horizon\":" + std::to_string(data.answers) + ",\"channels\":[" + channels + "]}";
}

/// Takes members of a tree apart; the first thing that is wrong stays in `issues`.
class RecipeReader {
 public:
  Issues issues;

  const JsonNode* member(const JsonNode& node, std::string_view name, const std::string& pointer,
                         JsonNode::Kind kind) {
    static constexpr std::array<std::string_view, 6> kKindWords = {
        "null", "true or false", "a finite number", "a text", "a list", "an object"};
    if (node.kind == JsonNode::Kind::kObject)
      for (std::size_t i = 0; i < node.children.size(); ++i)
        if (node.keys[i] == name && node.children[i].kind == kind) return &node.children[i];
    fail(pointer + "/" + std::string(name),
         std::string(kKindWords[static_cast<std::size_t>(kind)]));
    return nullptr;
  }
  double number(const JsonNode& node, std::string_view name, const std::string& pointer) {
    const JsonNode* value = member(node, name, pointer, JsonNode::Kind::kNumber);
    return value == nullptr ? 0 : value->number;
  }
  /// A whole number from 0 to below `count`.
  int index(const JsonNode& node, std::string_view name, const std::string& pointer,
            std::size_t count) {
    const double value = number(node, name, pointer);
    if (value == std::floor(value) && value >= 0 && value < static_cast<double>(count))
      return static_cast<int>(value);
    fail(pointer + "/" + std::string(name),
         "a whole number from 0 to below " + std::to_string(count));
    return 0;
  }
  /// A whole number from 1 to kMaxSteps.
  int steps(const JsonNode& node, std::string_view name, const std::string& pointer) {
    const double value = number(node, name, pointer);
    if (value == std::floor(value) && value >= 1 && value <= spec::kMaxSteps)
      return static_cast<int>(value);
    fail(pointer + "/" + std::string(name),
         "a whole number from 1 to " + std::to_string(spec::kMaxSteps));
    return 1;
  }
  double positive(const JsonNode& node, std::string_view name, const std::string& pointer) {
    const double value = number(node, name, pointer);
    if (value > 0) return value;
    fail(pointer + "/" + std::string(name), "a number above 0");
    return 1;
  }
  double within(const JsonNode& root, std::string_view name, double low, double high) {
    const double value = number(root, name, "");
    if (value >= low && value <= high) return value;
    fail("/" + std::string(name), json_number(low) + " to " + json_number(high));
    return high;
  }
  std::string text(const JsonNode& node, std::string_view name, const std::string& pointer) {
    const JsonNode* value = member(node, name, pointer, JsonNode::Kind::kString);
    return value == nullptr ? "" : value->text;
  }
  const std::vector<JsonNode>& list(const JsonNode& node, std::string_view name,
                                    const std::string& pointer) {
    static const std::vector<JsonNode> kNone;
    const JsonNode* value = member(node, name, pointer, JsonNode::Kind::kArray);
    if (value == nullptr) return kNone;
    if (value->children.size() <= kMostItems) return value->children;
    fail(pointer + "/" + std::string(name), "at most " + std::to_string(kMostItems) + " of them");
    return kNone;
  }
  std::vector<std::string> texts(const JsonNode& node, std::string_view name,
                                 const std::string& pointer) {
    std::vector<std::string> out;
    for (const JsonNode& item : list(node, name, pointer)) {
      if (item.kind != JsonNode::Kind::kString) fail(pointer + "/" + std::string(name), "texts");
      out.push_back(item.text);
    }
    return out;
  }
  void fail(std::string pointer, std::string allowed) {
    if (issues.empty()) issues.push_back({std::move(pointer), "null", std::move(allowed)});
  }

  bool has(const JsonNode& node, std::string_view name) const {
    return std::find(node.keys.begin(), node.keys.end(), name) != node.keys.end();
  }

  void images(const JsonNode& root, Dataset& data) {
    const std::vector<JsonNode>& sides = list(root, "images", "");
    const auto fits = [](const JsonNode& side) {
      return side.kind == JsonNode::Kind::kNumber && side.number == std::floor(side.number) &&
             side.number >= 1 && side.number <= kMaxSide;
    };
    if (sides.size() == 3 && std::all_of(sides.begin(), sides.end(), fits)) {
      data.shape = {static_cast<int>(sides[0].number), static_cast<int>(sides[1].number),
                    static_cast<int>(sides[2].number)};
    } else {
      fail("/images", "rows, columns and channels, each from 1 to " + std::to_string(kMaxSide));
    }
    data.feature_scaling = {{within(root, "pixelMean", 0, 255)},
                            {within(root, "pixelDeviation", 1e-6, 255)}};
    if (!has(root, "itself")) return;
    const JsonNode* node = member(root, "itself", "", JsonNode::Kind::kObject);
    if (node == nullptr) return;
    if (data.task != Task::kRegression) fail("/task", "regression, for images that are told");
    data.itself = Affine{positive(*node, "scale", "/itself"), number(*node, "offset", "/itself")};
    data.answers = data.feature_count();
  }

  /// The vocabulary stands in "classes".
  void text(const JsonNode& root, Dataset& data) {
    if (const JsonNode* node = member(root, "text", "", JsonNode::Kind::kObject)) {
      data.shape = {steps(*node, "steps", "/text")};
      if (has(*node, "separator")) {
        data.separator =
            index(*node, "separator", "/text", static_cast<std::size_t>(data.class_count()));
      }
    }
    data.answers = data.shape.rank() > 0 ? data.shape[0] : 1;
    data.next = true;
    data.vocabulary = data.class_count();
  }

  void series(const JsonNode& root, Dataset& data) {
    const JsonNode* node = member(root, "series", "", JsonNode::Kind::kObject);
    if (node == nullptr) return;
    const std::vector<JsonNode>& channels = list(*node, "channels", "/series");
    if (channels.empty()) return fail("/series/channels", "at least one channel");
    for (std::size_t c = 0; c < channels.size(); ++c) {
      const std::string at = "/series/channels/" + std::to_string(c);
      data.feature_names.push_back(text(channels[c], "name", at));
      data.feature_scaling.mean.push_back(number(channels[c], "mean", at));
      data.feature_scaling.deviation.push_back(positive(channels[c], "deviation", at));
    }
    data.shape = {steps(*node, "window", "/series"), static_cast<int>(channels.size())};
    data.answers = steps(*node, "horizon", "/series");
  }

  void mel(const JsonNode& root, Dataset& data) {
    const JsonNode* node = member(root, "mel", "", JsonNode::Kind::kObject);
    if (node == nullptr) return;
    if (data.shape.rank() != 3) return;  // that is told already
    const MelForm form{number(*node, "seconds", "/mel"), data.shape[0],
                       number(*node, "hop", "/mel"), number(*node, "top", "/mel")};
    if (!(form.seconds > 0 && form.seconds <= kMaxSeconds && form.hop >= 1)) {
      fail("/mel/seconds", "above 0 to " + json_number(kMaxSeconds) + ", with a hop from 1");
    } else if (!(form.shape() == data.shape)) {
      fail("/mel/seconds", "the length and hop of its images, " + data.shape.text());
    } else if (!(form.top > 0 && form.top <= kHighestRate / 2.0)) {
      fail("/mel/top", "above 0 to " + std::to_string(kHighestRate / 2));
    }
    data.mel = form;
  }

  Input input(const JsonNode& node, const std::string& at) {
    Input input;
    input.name = text(node, "name", at);
    input.kind = text(node, "kind", at);
    input.format = text(node, "format", at);
    input.categories = texts(node, "categories", at);
    input.low = number(node, "low", at);
    input.high = number(node, "high", at);
    input.median = number(node, "median", at);
    input.fill = number(node, "fill", at);
    if (input.kind != "number" && input.kind != "date" && input.kind != "text")
      fail(at + "/kind", "number, date or text");
    if (input.kind == "date" &&
        std::find(kDateFormats.begin(), kDateFormats.end(), input.format) == kDateFormats.end())
      fail(at + "/format", "a known way to write dates");
    return input;
  }

  FeatureMap::Column column(const JsonNode& node, const std::string& at,
                            const std::vector<Input>& inputs) {
    FeatureMap::Column column;
    const std::string kind = text(node, "kind", at);
    const auto word = std::find(kKinds.begin(), kKinds.end(), kind);
    if (word == kKinds.end()) {
      fail(at + "/kind", "raw, feature, formula or one-hot");
      return column;
    }
    column.kind = static_cast<Kind>(word - kKinds.begin());
    if (column.kind == Kind::kRaw || column.kind == Kind::kOneHot)
      column.input = index(node, "input", at, inputs.size());
    if (column.kind == Kind::kOneHot) column.category = index(node, "category", at, kMostItems);
    if (column.kind == Kind::kFeature) {
      const auto feature = spec::from_word<spec::Feature>(text(node, "feature", at));
      if (feature)
        column.feature = *feature;
      else
        fail(at + "/feature", "a known feature");
    }
    if (column.kind == Kind::kFormula) {
      std::vector<std::string> names;
      names.reserve(inputs.size());
      for (const Input& input : inputs) names.push_back(input.name);
      auto formula = Formula::compile(text(node, "formula", at), names);
      if (const auto* error = std::get_if<std::string>(&formula))
        fail(at + "/formula", *error);
      else
        column.formula = std::move(std::get<Formula>(formula));
    }
    return column;
  }
};

}  // namespace

std::string recipe_json(const Prepared& prepared) {
  const Dataset& data = prepared.dataset;
  std::string inputs, features;
  for (const Input& input : data.inputs) inputs += (inputs.empty() ? "" : ",") + input_json(input);
  for (std::size_t j = 0; j < prepared.map.columns().size(); ++j)
    features += (features.empty() ? "" : ",") +
                column_json(prepared.map.columns()[j], data.feature_names[j],
                            data.feature_scaling.mean[j], data.feature_scaling.deviation[j]);
  return std::string("{\"task\":\"") +
         (data.task == Task::kClassification ? "classification" : "regression") +
         "\",\"target\":" + json_quote(data.target_name) +
         ",\"targetMean\":" + json_number(data.target_scaling.mean[0]) +
         ",\"targetDeviation\":" + json_number(data.target_scaling.deviation[0]) +
         (data.several ? ",\"several\":true" : "") +
         ",\"classes\":" + texts_json(data.class_names) + ",\"inputs\":[" + inputs +
         "],\"features\":[" + features + "]" + (data.inputs.empty() ? form_json(data) : "") + "}";
}

std::variant<Prepared, Issues> read_recipe(std::string_view json) {
  RecipeReader reader;
  const JsonNode root = spec::parse_own_json(json, reader.issues);
  Prepared prepared;
  Dataset& data = prepared.dataset;
  const std::string task = reader.text(root, "task", "");
  if (task != "classification" && task != "regression")
    reader.fail("/task", "classification or regression");
  data.task = task == "regression" ? Task::kRegression : Task::kClassification;
  data.target_name = reader.text(root, "target", "");
  data.target_scaling = {{reader.number(root, "targetMean", "")},
                         {reader.positive(root, "targetDeviation", "")}};
  data.class_names = reader.texts(root, "classes", "");
  if (data.task == Task::kClassification && data.class_names.size() < 2)
    reader.fail("/classes", "at least two classes");
  if (reader.has(root, "several")) {
    if (data.task != Task::kClassification) reader.fail("/task", "classification, for labels");
    data.several = true;
    data.answers = data.class_count();
  }
  const bool images = reader.has(root, "images"), text = reader.has(root, "text"),
             series = reader.has(root, "series");
  if (images || text || series) {
    if (images) reader.images(root, data);
    if (images && reader.has(root, "mel")) reader.mel(root, data);
    if (text) reader.text(root, data);
    if (series) reader.series(root, data);
    if (!reader.issues.empty()) return reader.issues;
    return prepared;
  }
  const std::vector<JsonNode>& inputs = reader.list(root, "inputs", "");
  for (std::size_t j = 0; j < inputs.size(); ++j)
    data.inputs.push_back(reader.input(inputs[j], "/inputs/" + std::to_string(j)));
  if (inputs.empty()) reader.fail("/inputs", "at least one input");
  std::vector<FeatureMap::Column> columns;
  const std::vector<JsonNode>& features = reader.list(root, "features", "");
  for (std::size_t j = 0; j < features.size() && reader.issues.empty(); ++j) {
    const std::string at = "/features/" + std::to_string(j);
    columns.push_back(reader.column(features[j], at, data.inputs));
    data.feature_names.push_back(reader.text(features[j], "name", at));
    data.feature_scaling.mean.push_back(reader.number(features[j], "mean", at));
    data.feature_scaling.deviation.push_back(reader.positive(features[j], "deviation", at));
  }
  if (features.empty()) reader.fail("/features", "at least one feature");
  if (!reader.issues.empty()) return reader.issues;
  data.shape = {static_cast<int>(features.size())};
  prepared.map = FeatureMap(data.input_count(), std::move(columns), data.feature_scaling);
  return prepared;
}

}  // namespace hunch::data
