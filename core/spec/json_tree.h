#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

/// JSON text as a small tree that keeps the order of the document, so that issues can be told in
/// it.
namespace hunch::spec {

inline constexpr std::size_t kMaxJsonBytes = std::size_t{256} * 1024;
inline constexpr int kMaxJsonDepth = 32;
inline constexpr std::size_t kMaxJsonMembers = 128;  ///< of one object: far more than any has

struct JsonNode {
  enum class Kind { kNull, kBool, kNumber, kString, kArray, kObject };
  Kind kind = Kind::kNull;
  bool boolean = false;
  double number = 0;
  std::string text;                ///< a string's value, or a number as it was written
  std::vector<std::string> keys;   ///< object: one a child, repeats included
  std::vector<JsonNode> children;  ///< array, object
  std::size_t order = 0;           ///< how many nodes stand before it in the document
};

/// Reads at most kMaxJsonBytes, kMaxJsonDepth and kMaxJsonMembers; what goes beyond or breaks the
/// grammar is an issue, and the tree holds what came before it. Never throws for bad input.
JsonNode parse_json(std::string_view text, Issues& issues);
/// The same for text that this program wrote itself: no limit of bytes.
JsonNode parse_own_json(std::string_view text, Issues& issues);

/// A number with the fewest digits that read back as the same double; "null" for NaN and
/// infinities.
std::string json_number(double value);
/// A string in quotes. Bytes that are no UTF-8 become U+FFFD.
std::string json_quote(std::string_view text);
/// A node as valid JSON of at most about 80 characters: long strings are cut with an ellipsis, long
/// lists and objects become a string that tells their size.
std::string json_brief(const JsonNode& node);
/// One part of a JSON pointer (RFC 6901): "~" and "/" escaped, cut at 80 bytes.
std::string pointer_part(std::string_view key);

}  // namespace hunch::spec
