#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "spec/spec.h"

/// The table of every field of a spec: the only place that knows names, limits and what to call
/// them. It parses, limits, writes, and emits the JSON Schema that the page's controls are made of.
namespace hunch::spec {

/// Where a value lies in its host: a ModelSpec, or a LayerSpec for the fields below "/model/*".
template <class T>
struct Place {
  T& (*at)(void* host);
  T& operator()(void* host) const { return at(host); }
  const T& operator()(const void* host) const { return at(const_cast<void*>(host)); }
};

/// A value of an enumeration, by its index in Words<Enum>::list.
struct WordPlace {
  std::size_t (*get)(const void* host);
  void (*set)(void* host, std::size_t index);
};

using AnyPlace =
    std::variant<Place<int>, Place<double>, Place<std::uint64_t>, Place<bool>, Place<std::string>,
                 WordPlace, Place<std::vector<Feature>>, Place<std::vector<std::string>>,
                 Place<std::vector<int>>, Place<std::vector<double>>, Place<std::vector<Point>>,
                 Place<std::vector<LayerSpec>>>;

enum class Scale { kLinear, kLog };

/// A field matters only while another one has one of these words; empty pointer: always.
struct Condition {
  std::string_view pointer;
  std::span<const std::string_view> words = {};
};

struct Field {
  std::string_view pointer;  ///< "/training/rate"; "/model/*/units" for the fields of a layer
  AnyPlace place;
  std::string_view label;         ///< two or three words for a control
  std::string_view help;          ///< one plain sentence
  std::string_view url_key = {};  ///< short name in a link; none for the fields of a layer

  double low = 0, high = 0;  ///< closed range of a number, or of each number of a list
  double step = 0;           ///< what a control adds; 0: none
  Scale scale = Scale::kLinear;
  std::size_t longest = 0;                       ///< of a text in bytes, or of each text of a list
  std::size_t most = 0;                          ///< elements of a list
  std::size_t least = 0;                         ///< elements of a list
  std::span<const std::string_view> words = {};  ///< what a word or text may be; empty: anything
  std::span<const std::string_view> labels =
      {};                      ///< how people read those words, in the same order
  std::string_view zero = {};  ///< how people read a 0 that stands for another value; empty: as 0
  Condition applies = {};
};

std::span<const Field> fields();

/// Whether a layer of this type has this field of "/model/*".
bool belongs_to(const Field& field, LayerType type);
/// The names of a layer type's fields but for the type, for a person: "units, activation and init".
std::string fields_of(LayerType type);

/// The field of a pointer pattern, or null.
const Field* find_field(std::string_view pattern);
/// Whether fields lie below this pattern ("/data", "/data/csv", "" ...).
bool is_group(std::string_view pattern);
/// The known name nearest to `name` below `group` (a few edits away at most), or empty.
std::string_view nearest_name(std::string_view group, std::string_view name);
/// The word nearest to `word`, or empty.
std::string_view nearest_word(std::span<const std::string_view> words, std::string_view word);

/// What is allowed, for a person: "a whole number from 1 to 512".
std::string allowed_text(const Field& field);

/// The value of a field in its host, as JSON text with all members.
std::string field_json(const Field& field, const void* host);

/// The index of a word, or the list's size.
std::size_t word_index(std::span<const std::string_view> words, std::string_view word);

}  // namespace hunch::spec
