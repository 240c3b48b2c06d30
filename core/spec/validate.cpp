#include "spec/validate.h"

#include <algorithm>
#include <charconv>
#include <set>

#include "spec/json_tree.h"
#include "spec/limits.h"
#include "spec/reader.h"
#include "spec/words.h"

namespace hunch::spec {

/// The one hand that makes a ValidSpec.
struct ValidSpecMaker {
  static ValidSpec make(ModelSpec spec) { return ValidSpec(std::move(spec)); }
};

namespace {

/// Where a pointer stands in the document: the order of the last node on its way that is there.
std::size_t place_in(const JsonNode& document, std::string_view pointer) {
  const JsonNode* node = &document;
  while (pointer.size() > 1) {
    pointer.remove_prefix(1);
    const std::string_view part = pointer.substr(0, pointer.find('/'));
    pointer.remove_prefix(part.size());
    const JsonNode* next = nullptr;
    if (node->kind == JsonNode::Kind::kArray) {
      std::size_t index = 0;
      const auto end = std::from_chars(part.data(), part.data() + part.size(), index);
      if (end.ec == std::errc() && index < node->children.size()) next = &node->children[index];
    } else {
      for (std::size_t i = 0; i < node->children.size() && next == nullptr; ++i)
        if (pointer_part(node->keys[i]) == part) next = &node->children[i];
    }
    if (next == nullptr) break;
    node = next;
  }
  return node->order;
}

/// What does not fit together in a spec whose values are each in range.
Issues settled(ModelSpec& spec) {
  Issues issues;
  settle(spec, issues);
  return issues;
}

/// A value that the reader had to replace is told once, not again for its replacement.
void add_new(Issues& issues, Issues more) {
  std::set<std::string> told;
  for (const Issue& issue : issues) told.insert(issue.pointer);
  for (Issue& issue : more)
    if (!told.contains(issue.pointer)) issues.push_back(std::move(issue));
}

Checked check(const JsonNode& document, Issues issues) {
  ModelSpec spec;
  Reader reader(issues);
  reader.read(document, spec);
  // The default features fit two inputs; a curve that does not name its own has the first of them.
  if (is_curve(spec.data.source) && !reader.saw("/data/features"))
    spec.data.features = {Feature::kX};
  add_new(issues, settled(spec));
  std::stable_sort(issues.begin(), issues.end(), [&](const Issue& a, const Issue& b) {
    return place_in(document, a.pointer) < place_in(document, b.pointer);
  });
  return {ValidSpecMaker::make(std::move(spec)), std::move(issues)};
}

}  // namespace

Checked validate(std::string_view json) {
  Issues issues;
  const JsonNode document = parse_json(json, issues);
  return check(document, std::move(issues));
}

Checked validate(const ModelSpec& spec) {
  // Through its own text, so that there is one set of rules; the text is ours, so it has no gate.
  ModelSpec copy = spec;
  if (is_curve(copy.data.source) && copy.data.features == DataSpec{}.features)
    copy.data.features = {Feature::kX};
  Issues issues;
  const JsonNode document = parse_own_json(to_json(copy, true), issues);
  return check(document, std::move(issues));
}

}  // namespace hunch::spec
