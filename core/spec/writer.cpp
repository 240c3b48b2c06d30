#include <algorithm>

#include "spec/fields.h"
#include "spec/json_tree.h"
#include "spec/validate.h"
#include "spec/words.h"

namespace hunch::spec {
namespace {

template <class T, class Write>
std::string list_text(const std::vector<T>& values, Write write) {
  std::string out = "[";
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (i > 0) out += ',';
    out += write(values[i]);
  }
  return out + "]";
}

std::string value_text(const Field& field, const void* host, bool full);

std::string layer_text(const LayerSpec& layer, bool full) {
  static const LayerSpec kDefault;
  std::string out;
  for (const Field& field : fields()) {
    constexpr std::string_view kPrefix = "/model/*/";
    if (!belongs_to(field, layer.type)) continue;
    const std::string_view name = field.pointer.substr(kPrefix.size());
    const std::string text = value_text(field, &layer, full);
    if (!full && name != "type" && text == value_text(field, &kDefault, full)) continue;
    out += (out.empty() ? "" : ",") + json_quote(name) + ":" + text;
  }
  return "{" + out + "}";
}

struct Writer {
  const Field& field;
  const void* host;
  bool full;

  std::string operator()(const Place<int>& at) const { return std::to_string(at(host)); }
  std::string operator()(const Place<std::uint64_t>& at) const { return std::to_string(at(host)); }
  std::string operator()(const Place<double>& at) const { return json_number(at(host)); }
  std::string operator()(const Place<bool>& at) const { return at(host) ? "true" : "false"; }
  std::string operator()(const Place<std::string>& at) const { return json_quote(at(host)); }
  std::string operator()(const WordPlace& at) const {
    const std::size_t index = at.get(host);
    return json_quote(index < field.words.size() ? field.words[index] : "");
  }
  std::string operator()(const Place<std::vector<Feature>>& at) const {
    return list_text(at(host), [](Feature feature) { return json_quote(to_word(feature)); });
  }
  std::string operator()(const Place<std::vector<std::string>>& at) const {
    return list_text(at(host), [](const std::string& text) { return json_quote(text); });
  }
  std::string operator()(const Place<std::vector<int>>& at) const {
    return list_text(at(host), [](int value) { return std::to_string(value); });
  }
  std::string operator()(const Place<std::vector<double>>& at) const {
    return list_text(at(host), json_number);
  }
  std::string operator()(const Place<std::vector<Point>>& at) const {
    return list_text(at(host), [](const Point& point) {
      return "[" + json_number(point.x) + "," + json_number(point.y) + "," +
             json_number(point.label) + "]";
    });
  }
  std::string operator()(const Place<std::vector<LayerSpec>>& at) const {
    return list_text(at(host), [&](const LayerSpec& layer) { return layer_text(layer, full); });
  }
};

std::string value_text(const Field& field, const void* host, bool full) {
  return std::visit(Writer{field, host, full}, field.place);
}

/// Members of the group `prefix`, in the order of the table; empty when all are left out.
std::string group_text(std::string_view prefix, const ModelSpec& spec, const ModelSpec& plain,
                       bool full) {
  std::string out;
  std::vector<std::string_view> groups;
  const auto add = [&](std::string_view name, const std::string& text) {
    out += (out.empty() ? "" : ",") + json_quote(name) + ":" + text;
  };
  for (const Field& field : fields()) {
    if (!field.pointer.starts_with(prefix) || field.pointer[prefix.size()] != '/' ||
        field.pointer.starts_with("/model/"))
      continue;
    const std::string_view rest = field.pointer.substr(prefix.size() + 1);
    const std::string_view name = rest.substr(0, rest.find('/'));
    if (name.size() == rest.size()) {
      const std::string text = value_text(field, &spec, full);
      if (full || field.pointer == "/version" || text != value_text(field, &plain, full))
        add(name, text);
    } else if (std::find(groups.begin(), groups.end(), name) == groups.end()) {
      groups.push_back(name);
      const std::string inner =
          group_text(field.pointer.substr(0, prefix.size() + 1 + name.size()), spec, plain, full);
      if (inner != "{}") add(name, inner);
    }
  }
  return "{" + out + "}";
}

}  // namespace

std::string field_json(const Field& field, const void* host) {
  return value_text(field, host, true);
}

std::string to_json(const ModelSpec& spec, bool full) {
  ModelSpec plain;
  if (is_curve(spec.data.source)) plain.data.features = {Feature::kX};
  if (is_text(spec.data.source)) plain.data.text.level = level_for(spec.data.source);
  return group_text("", spec, plain, full);
}

}  // namespace hunch::spec
