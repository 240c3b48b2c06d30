#include "spec/reader.h"

#include <algorithm>
#include <cmath>

#include "spec/utf8.h"
#include "spec/words.h"

namespace hunch::spec {
namespace {

using Kind = JsonNode::Kind;
constexpr std::size_t kMaxIssues = 100;  // a hostile document cannot make a long report

std::string with_hint(const std::string& text, std::string_view near) {
  return near.empty() ? text : text + "; did you mean \"" + std::string(near) + "\"?";
}

/// What a single element of a list may be.
std::string element_text(const Field& field, bool whole) {
  return (whole ? "a whole number from " : "a number from ") + json_number(field.low) + " to " +
         json_number(field.high);
}

std::string one_of(std::span<const std::string_view> words, std::string_view word) {
  std::string text = "one of ";
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) text += ", ";
    text += words[i];
  }
  return with_hint(text, nearest_word(words, word));
}

}  // namespace

void Reader::report(const std::string& pointer, const JsonNode& node, std::string allowed) {
  if (issues_.size() < kMaxIssues)
    issues_.push_back({pointer, json_brief(node), std::move(allowed)});
}

bool Reader::saw(std::string_view pattern) const {
  return std::find(seen_.begin(), seen_.end(), pattern) != seen_.end();
}

void Reader::read(const JsonNode& document, ModelSpec& spec) {
  if (document.kind != Kind::kObject) {
    if (issues_.empty()) report("", document, "an object with the fields of a spec");
    return;
  }
  read_members(document, "", "", &spec);
}

void Reader::read_members(const JsonNode& node, std::string_view pattern,
                          const std::string& pointer, void* host) {
  // A broken document may end between a key and its value: only whole members are read.
  for (std::size_t i = 0; i < node.children.size(); ++i) {
    const std::string& key = node.keys[i];
    const JsonNode& child = node.children[i];
    const std::string here = pointer + "/" + pointer_part(key);
    const std::string path = std::string(pattern) + "/" + key;
    const auto first = std::find(node.keys.begin(), node.keys.end(), key) - node.keys.begin();
    if (static_cast<std::size_t>(first) != i)
      report(here, child, "each field once: the first one counts");
    else if (const Field* field = find_field(path))
      read_field(child, *field, here, host);
    else if (is_group(path) && child.kind == Kind::kObject)
      read_members(child, path, here, host);
    else if (is_group(path))
      report(here, child, "an object");
    else
      report(here, child, with_hint("no field of this name", nearest_name(pattern, key)));
  }
}

void Reader::read_field(const JsonNode& node, const Field& field, const std::string& pointer,
                        void* host) {
  seen_.push_back(field.pointer);
  struct Visitor {
    Reader& self;
    const JsonNode& node;
    const Field& field;
    const std::string& pointer;
    void* host;

    void operator()(const Place<int>& at) const {
      double value = 0;
      if (self.read_number(node, field, pointer, true, value)) at(host) = static_cast<int>(value);
    }
    void operator()(const Place<std::uint64_t>& at) const {
      double value = 0;
      if (self.read_number(node, field, pointer, true, value))
        at(host) = static_cast<std::uint64_t>(value);
    }
    void operator()(const Place<double>& at) const {
      double value = 0;
      if (self.read_number(node, field, pointer, false, value)) at(host) = value;
    }
    void operator()(const Place<bool>& at) const {
      if (node.kind == Kind::kBool)
        at(host) = node.boolean;
      else
        self.report(pointer, node, allowed_text(field));
    }
    void operator()(const Place<std::string>& at) const {
      std::string value;
      if (self.read_text(node, field, pointer, value)) at(host) = std::move(value);
    }
    void operator()(const WordPlace& at) const {
      std::string value;
      if (self.read_text(node, field, pointer, value)) at.set(host, word_index(field.words, value));
    }
    void operator()(const Place<std::vector<LayerSpec>>& at) const {
      self.read_layers(node, field, pointer, at(host));
    }
    void operator()(const Place<std::vector<Feature>>& at) const {
      self.read_list(node, field, pointer, at(host));
    }
    void operator()(const Place<std::vector<std::string>>& at) const {
      self.read_list(node, field, pointer, at(host));
    }
    void operator()(const Place<std::vector<int>>& at) const {
      self.read_list(node, field, pointer, at(host));
    }
    void operator()(const Place<std::vector<double>>& at) const {
      self.read_list(node, field, pointer, at(host));
    }
    void operator()(const Place<std::vector<Point>>& at) const {
      self.read_list(node, field, pointer, at(host));
    }
  };
  std::visit(Visitor{*this, node, field, pointer, host}, field.place);
}

bool Reader::read_number(const JsonNode& node, const Field& field, const std::string& pointer,
                         bool whole, double& value) {
  const bool element = field.most > 0;
  const auto allowed = [&] { return element ? element_text(field, whole) : allowed_text(field); };
  if (node.kind != Kind::kNumber) {
    report(pointer, node, allowed());
    return false;
  }
  value = std::clamp(whole ? std::floor(node.number + 0.5) : node.number, field.low, field.high);
  if (value != node.number) report(pointer, node, allowed());
  value += 0.0;  // -0 becomes 0
  return true;
}

bool Reader::read_text(const JsonNode& node, const Field& field, const std::string& pointer,
                       std::string& value) {
  if (node.kind != Kind::kString) {
    report(pointer, node,
           field.most > 0 ? "a text of at most " + std::to_string(field.longest) + " characters"
                          : allowed_text(field));
    return false;
  }
  value = node.text;
  if (!field.words.empty()) {
    if (word_index(field.words, value) < field.words.size()) return true;
    report(pointer, node, one_of(field.words, value));
    return false;
  }
  if (value.size() <= field.longest) return true;
  report(pointer, node,
         "a text of at most " + std::to_string(field.longest) + " characters (UTF-8 bytes)");
  value.resize(utf8_cut(value, field.longest).size());
  return true;
}

template <class T>
void Reader::read_list(const JsonNode& node, const Field& field, const std::string& pointer,
                       std::vector<T>& list) {
  if (node.kind != Kind::kArray) {
    report(pointer, node, allowed_text(field));
    return;
  }
  std::vector<T> values;
  for (std::size_t i = 0; i < node.children.size(); ++i) {
    if (i == field.most) {
      report(pointer, node, allowed_text(field));
      break;
    }
    T value{};
    if (read_element(node.children[i], field, pointer + "/" + std::to_string(i), values, value))
      values.push_back(std::move(value));
  }
  if (values.size() < field.least) {
    if (node.children.size() < field.least) report(pointer, node, allowed_text(field));
    return;  // what was there stays
  }
  list = std::move(values);
}

bool Reader::read_element(const JsonNode& node, const Field& field, const std::string& pointer,
                          const std::vector<int>&, int& value) {
  double number = 0;
  if (!read_number(node, field, pointer, true, number)) return false;
  value = static_cast<int>(number);
  return true;
}

bool Reader::read_element(const JsonNode& node, const Field& field, const std::string& pointer,
                          const std::vector<double>&, double& value) {
  return read_number(node, field, pointer, false, value);
}

bool Reader::read_element(const JsonNode& node, const Field& field, const std::string& pointer,
                          const std::vector<Feature>& before, Feature& value) {
  std::string word;
  if (node.kind != Kind::kString) {
    report(pointer, node, one_of(field.words, ""));
    return false;
  }
  if (!read_text(node, field, pointer, word)) return false;
  value = *from_word<Feature>(word);
  if (std::find(before.begin(), before.end(), value) == before.end()) return true;
  report(pointer, node, "each feature at most once");
  return false;
}

bool Reader::read_element(const JsonNode& node, const Field& field, const std::string& pointer,
                          const std::vector<std::string>& before, std::string& value) {
  if (node.kind != Kind::kString && !field.words.empty()) {
    report(pointer, node, one_of(field.words, ""));
    return false;
  }
  if (!read_text(node, field, pointer, value)) return false;
  if (field.pointer == "/view/lock" && find_field(value) == nullptr && !is_group("/" + value) &&
      find_field("/" + value) == nullptr) {
    report(pointer, node,
           "a field such as /training/rate, or a part such as data, model, training");
    return false;
  }
  if (std::find(before.begin(), before.end(), value) == before.end()) return true;
  report(pointer, node, "each one at most once");
  return false;
}

bool Reader::read_element(const JsonNode& node, const Field& field, const std::string& pointer,
                          const std::vector<Point>&, Point& value) {
  const std::size_t size = node.children.size();
  if (node.kind != Kind::kArray || size < 2 || size > 3) {
    report(pointer, node, "a point [x, y] or [x, y, label]");
    return false;
  }
  double* const parts[] = {&value.x, &value.y, &value.label};
  for (std::size_t i = 0; i < size; ++i)
    if (!read_number(node.children[i], field, pointer + "/" + std::to_string(i), false, *parts[i]))
      return false;
  return true;
}

void Reader::read_layers(const JsonNode& node, const Field& field, const std::string& pointer,
                         std::vector<LayerSpec>& layers) {
  if (node.kind != Kind::kArray) {
    report(pointer, node, allowed_text(field));
    return;
  }
  layers.clear();
  for (std::size_t i = 0; i < node.children.size(); ++i) {
    if (i == field.most) {
      report(pointer, node, allowed_text(field));
      break;
    }
    const std::string here = pointer + "/" + std::to_string(i);
    if (node.children[i].kind != Kind::kObject) {
      report(here, node.children[i],
             "a layer: {\"type\":\"dense\",\"units\":8} or {\"type\":\"dropout\",\"rate\":0.1}");
      continue;
    }
    layers.emplace_back();
    read_layer(node.children[i], here, layers.back());
  }
}

void Reader::read_layer(const JsonNode& node, const std::string& pointer, LayerSpec& layer) {
  // The type decides which fields a layer has, wherever it stands among them.
  for (std::size_t i = 0; i < node.children.size(); ++i)
    if (node.keys[i] == "type" && node.children[i].kind == Kind::kString) {
      layer.type = from_word<LayerType>(node.children[i].text).value_or(LayerType::kDense);
      break;
    }
  for (std::size_t i = 0; i < node.children.size(); ++i) {
    const std::string& key = node.keys[i];
    const JsonNode& child = node.children[i];
    const std::string here = pointer + "/" + pointer_part(key);
    const auto first = std::find(node.keys.begin(), node.keys.end(), key) - node.keys.begin();
    const Field* field = find_field("/model/*/" + key);
    if (static_cast<std::size_t>(first) != i)
      report(here, child, "each field once: the first one counts");
    else if (field == nullptr)
      report(here, child,
             with_hint("no field of a layer has this name", nearest_name("/model/*", key)));
    else if (!belongs_to(*field, layer.type))
      report(
          here, child,
          "a layer of type " + std::string(to_word(layer.type)) + " has " + fields_of(layer.type));
    else
      read_field(child, *field, here, &layer);
  }
}

}  // namespace hunch::spec
