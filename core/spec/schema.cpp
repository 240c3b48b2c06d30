#include <algorithm>

#include "spec/fields.h"
#include "spec/json_tree.h"
#include "spec/validate.h"
#include "spec/words.h"

/// The JSON Schema of a spec. `x-hunch` members carry what a page needs beyond the standard: label,
/// scale, step, the words' labels, when a field matters, and its short name in links.
namespace hunch::spec {
namespace {

std::string text_list(std::span<const std::string_view> texts) {
  std::string out = "[";
  for (std::size_t i = 0; i < texts.size(); ++i) out += (i > 0 ? "," : "") + json_quote(texts[i]);
  return out + "]";
}

/// {"type":"number","minimum":...,"maximum":...}
std::string number_type(const Field& field, bool whole) {
  return std::string("\"type\":\"") + (whole ? "integer" : "number") +
         "\",\"minimum\":" + json_number(field.low) + ",\"maximum\":" + json_number(field.high);
}

std::string string_type(const Field& field) {
  if (!field.words.empty()) return "\"type\":\"string\",\"enum\":" + text_list(field.words);
  return "\"type\":\"string\",\"maxLength\":" + std::to_string(field.longest);
}

std::string list_type(const Field& field, const std::string& items, bool unique) {
  std::string out = "\"type\":\"array\",\"items\":{" + items + "}";
  if (field.least > 0) out += ",\"minItems\":" + std::to_string(field.least);
  out += ",\"maxItems\":" + std::to_string(field.most);
  return unique ? out + ",\"uniqueItems\":true" : out;
}

std::string layers_type(const Field& field);

struct TypeText {
  const Field& field;
  std::string operator()(const Place<int>&) const { return number_type(field, true); }
  std::string operator()(const Place<std::uint64_t>&) const { return number_type(field, true); }
  std::string operator()(const Place<double>&) const { return number_type(field, false); }
  std::string operator()(const Place<bool>&) const { return "\"type\":\"boolean\""; }
  std::string operator()(const Place<std::string>&) const { return string_type(field); }
  std::string operator()(const WordPlace&) const { return string_type(field); }
  std::string operator()(const Place<std::vector<Feature>>&) const {
    return list_type(field, string_type(field), true);
  }
  std::string operator()(const Place<std::vector<std::string>>&) const {
    return list_type(field, string_type(field), true);
  }
  std::string operator()(const Place<std::vector<int>>&) const {
    return list_type(field, number_type(field, true), false);
  }
  std::string operator()(const Place<std::vector<double>>&) const {
    return list_type(field, number_type(field, false), false);
  }
  std::string operator()(const Place<std::vector<Point>>&) const {
    return list_type(field,
                     "\"type\":\"array\",\"minItems\":2,\"maxItems\":3,\"items\":{" +
                         number_type(field, false) + "}",
                     false);
  }
  std::string operator()(const Place<std::vector<LayerSpec>>&) const { return layers_type(field); }
};

/// Members of "x-hunch".
std::string extra(const Field& field) {
  std::string out = "\"label\":" + json_quote(field.label);
  if (!field.url_key.empty()) out += ",\"urlKey\":" + json_quote(field.url_key);
  if (field.step > 0)
    out += ",\"step\":" + json_number(field.step) + ",\"scale\":\"" +
           (field.scale == Scale::kLog ? "log" : "linear") + "\"";
  if (!field.labels.empty()) out += ",\"enumLabels\":" + text_list(field.labels);
  if (!field.zero.empty()) out += ",\"zero\":" + json_quote(field.zero);
  if (!field.applies.pointer.empty())
    out += ",\"applies\":{\"pointer\":" + json_quote(field.applies.pointer) +
           ",\"in\":" + text_list(field.applies.words) + "}";
  return out;
}

std::string field_schema(const Field& field, const std::string& value) {
  return "{\"title\":" + json_quote(field.label) + ",\"description\":" + json_quote(field.help) +
         "," + std::visit(TypeText{field}, field.place) + ",\"default\":" + value +
         ",\"x-hunch\":{" + extra(field) + "}}";
}

/// One alternative for each type of layer, told apart by the constant "type".
std::string layers_type(const Field& field) {
  constexpr std::string_view kPrefix = "/model/*/";
  std::string alternatives;
  for (std::size_t type = 0; type < Words<LayerType>::list.size(); ++type) {
    const std::string_view word = Words<LayerType>::list[type];
    LayerSpec plain;
    plain.type = static_cast<LayerType>(type);
    std::string properties = "\"type\":{\"const\":" + json_quote(word) + "}";
    for (const Field& part : fields()) {
      if (!belongs_to(part, plain.type) || part.pointer == "/model/*/type") continue;
      properties += "," + json_quote(part.pointer.substr(kPrefix.size())) + ":" +
                    field_schema(part, field_json(part, &plain));
    }
    if (type > 0) alternatives += ",";
    alternatives +=
        "{\"type\":\"object\",\"title\":" + json_quote(find_field("/model/*/type")->labels[type]) +
        ",\"properties\":{" + properties + "},\"additionalProperties\":false}";
  }
  return "\"type\":\"array\",\"maxItems\":" + std::to_string(field.most) +
         ",\"items\":{\"oneOf\":[" + alternatives + "]}";
}

std::string group_schema(std::string_view prefix) {
  static const ModelSpec kPlain;
  std::string properties;
  std::vector<std::string_view> groups;
  for (const Field& field : fields()) {
    if (!field.pointer.starts_with(prefix) || field.pointer[prefix.size()] != '/' ||
        field.pointer.starts_with("/model/"))
      continue;
    const std::string_view rest = field.pointer.substr(prefix.size() + 1);
    const std::string_view name = rest.substr(0, rest.find('/'));
    const bool leaf = name.size() == rest.size();
    if (!leaf && std::find(groups.begin(), groups.end(), name) != groups.end()) continue;
    if (!leaf) groups.push_back(name);
    properties +=
        (properties.empty() ? "" : ",") + json_quote(name) + ":" +
        (leaf ? field_schema(field, field_json(field, &kPlain))
              : "{" + group_schema(field.pointer.substr(0, prefix.size() + 1 + name.size())) + "}");
  }
  return "\"type\":\"object\",\"properties\":{" + properties + "},\"additionalProperties\":false";
}

}  // namespace

std::string json_schema() {
  return "{\"$schema\":\"https://json-schema.org/draft/2020-12/schema\",\"title\":\"Hunch spec\","
         "\"description\":\"Data, model, training, uncertainty and view of one experiment.\"," +
         group_schema("") + "}";
}

}  // namespace hunch::spec
