#include "spec/fields.h"

#include <algorithm>

#include "spec/json_tree.h"
#include "spec/table/table.h"
#include "spec/words.h"

namespace hunch::spec {
namespace {

std::vector<Field> make_fields() {
  std::vector<Field> all;
  all.push_back({.pointer = "/version",
                 .place = table::place<&ModelSpec::version>(),
                 .label = "Version",
                 .help = "The version of this document's format.",
                 .url_key = "v",
                 .low = 1,
                 .high = kVersion,
                 .step = 1});
  table::add_data(all);
  table::add_model(all);
  table::add_training(all);
  table::add_view(all);
  return all;
}

/// Least number of edits (insert, delete, replace, swap of neighbours) between two short words.
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before, above(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) above[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] =
          std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + (a[i - 1] == b[j - 1] ? 0U : 1U)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        row[j] = std::min(row[j], before[j - 2] + 1);
    }
    before = above;
    above = row;
  }
  return above[b.size()];
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

/// The candidate fewest edits away, if they are at most a third of its length (and at least one).
std::string_view nearest(std::span<const std::string_view> candidates, std::string_view word) {
  if (word.size() > 64) return {};
  std::string_view best;
  std::size_t least = word.size();
  for (const std::string_view candidate : candidates) {
    const std::size_t edits = edit_distance(lower(candidate), lower(word));
    if (edits < least && edits <= std::max<std::size_t>(1, candidate.size() / 3)) {
      least = edits;
      best = candidate;
    }
  }
  return best;
}

std::string join(std::span<const std::string_view> words) {
  std::string out;
  for (const std::string_view word : words) {
    if (!out.empty()) out += ", ";
    out += word;
  }
  return out;
}

std::string range_text(const Field& field) {
  return "from " + json_number(field.low) + " to " + json_number(field.high);
}

template <class... Cases>
struct Overload : Cases... {
  using Cases::operator()...;
};
template <class... Cases>
Overload(Cases...) -> Overload<Cases...>;

}  // namespace

std::span<const Field> fields() {
  static const std::vector<Field> all = make_fields();
  return all;
}

bool belongs_to(const Field& field, LayerType type) {
  constexpr std::string_view kPrefix = "/model/*/";
  if (!field.pointer.starts_with(kPrefix)) return false;
  const auto& words = field.applies.words;
  return words.empty() || std::find(words.begin(), words.end(), to_word(type)) != words.end();
}

std::string fields_of(LayerType type) {
  std::vector<std::string_view> names;
  for (const Field& field : fields()) {
    if (!belongs_to(field, type) || field.pointer == "/model/*/type") continue;
    names.push_back(field.pointer.substr(field.pointer.rfind('/') + 1));
  }
  if (names.empty()) return "no further fields";
  std::string out(names.front());
  for (std::size_t i = 1; i < names.size(); ++i) {
    out += (i + 1 < names.size() ? ", " : " and ") + std::string(names[i]);
  }
  return out;
}

const Field* find_field(std::string_view pattern) {
  for (const Field& field : fields())
    if (field.pointer == pattern) return &field;
  return nullptr;
}

bool is_group(std::string_view pattern) {
  return std::any_of(fields().begin(), fields().end(), [&](const Field& field) {
    return field.pointer.size() > pattern.size() && field.pointer.starts_with(pattern) &&
           field.pointer[pattern.size()] == '/' && !field.pointer.starts_with("/model/");
  });
}

std::string_view nearest_name(std::string_view group, std::string_view name) {
  std::vector<std::string_view> names;
  for (const Field& field : fields()) {
    if (!field.pointer.starts_with(group) || field.pointer.size() <= group.size() ||
        field.pointer[group.size()] != '/')
      continue;
    const std::string_view rest = field.pointer.substr(group.size() + 1);
    const std::string_view child = rest.substr(0, rest.find('/'));
    if (std::find(names.begin(), names.end(), child) == names.end()) names.push_back(child);
  }
  return nearest(names, name);
}

std::string_view nearest_word(std::span<const std::string_view> words, std::string_view word) {
  return nearest(words, word);
}

std::size_t word_index(std::span<const std::string_view> words, std::string_view word) {
  return static_cast<std::size_t>(std::find(words.begin(), words.end(), word) - words.begin());
}

std::string allowed_text(const Field& field) {
  const std::string most = std::to_string(field.most);
  const auto whole = [&] {
    return field.low == field.high ? json_number(field.low) : "a whole number " + range_text(field);
  };
  return std::visit(
      Overload{[&](const Place<int>&) { return whole(); },
               [&](const Place<std::uint64_t>&) { return whole(); },
               [&](const Place<double>&) { return "a number " + range_text(field); },
               [&](const Place<bool>&) { return std::string("true or false"); },
               [&](const Place<std::string>&) {
                 return field.words.empty()
                            ? "a text of at most " + std::to_string(field.longest) + " characters"
                            : "one of " + join(field.words);
               },
               [&](const WordPlace&) { return "one of " + join(field.words); },
               [&](const Place<std::vector<Feature>>&) {
                 return "a list of " + join(field.words) + ", each at most once";
               },
               [&](const Place<std::vector<std::string>>&) {
                 return field.words.empty()
                            ? "a list of at most " + most + " texts of at most " +
                                  std::to_string(field.longest) + " characters"
                            : "a list of " + join(field.words) + ", each at most once";
               },
               [&](const Place<std::vector<int>>&) {
                 return "a list of " +
                        (field.least > 0 ? std::to_string(field.least) + " to " : "at most ") +
                        most + " whole numbers " + range_text(field);
               },
               [&](const Place<std::vector<double>>&) {
                 return "a list of at most " + most + " numbers " + range_text(field);
               },
               [&](const Place<std::vector<Point>>&) {
                 return "a list of at most " + most + " points [x, y, label], each number " +
                        range_text(field);
               },
               [&](const Place<std::vector<LayerSpec>>&) {
                 return "a list of at most " + most + " layers such as {\"type\":\"dense\",...}";
               }},
      field.place);
}

}  // namespace hunch::spec
