#include "spec/json_tree.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "base/decimal.h"
#include "spec/utf8.h"

namespace hunch::spec {
namespace {

using Kind = JsonNode::Kind;

/// Takes the parser's events one by one; the limits are proved here, before anything grows.
class TreeBuilder {
 public:
  TreeBuilder(std::string_view text, Issues& issues) : text_(text), issues_(issues) {}

  // The events' names and types are those the parser calls.
  bool null() { return add(Kind::kNull) != nullptr; }
  bool boolean(bool value) {
    add(Kind::kBool)->boolean = value;
    return true;
  }
  bool number_integer(std::int64_t value) {
    return add_number(static_cast<double>(value), std::to_string(value));
  }
  bool number_unsigned(std::uint64_t value) {
    return add_number(static_cast<double>(value), std::to_string(value));
  }
  bool number_float(double value, const std::string& written) { return add_number(value, written); }
  bool string(std::string& value) {
    add(Kind::kString)->text = std::move(value);
    return true;
  }
  bool binary(std::vector<std::uint8_t>&) { return false; }  // not in JSON text
  bool start_object(std::size_t) { return open(Kind::kObject); }
  bool start_array(std::size_t) { return open(Kind::kArray); }
  bool end_object() { return close(); }
  bool end_array() { return close(); }
  bool key(std::string& name) {
    JsonNode& object = *open_.back();
    if (object.keys.size() >= kMaxJsonMembers) {
      issues_.push_back({pointer(), json_quote(name),
                         "at most " + std::to_string(kMaxJsonMembers) + " members of one object"});
      return false;
    }
    object.keys.push_back(std::move(name));
    return true;
  }
  bool parse_error(std::size_t position, const std::string& token,
                   const nlohmann::detail::exception& error) {
    constexpr int kNumberOverflow = 406;
    if (error.id == kNumberOverflow) {
      issues_.push_back({pointer(), json_quote(token), "a finite number"});
      return false;
    }
    const std::size_t at = std::min(position == 0 ? 0 : position - 1, text_.size());
    const std::string_view before = text_.substr(0, at);
    const auto line = 1 + std::count(before.begin(), before.end(), '\n');
    const std::size_t line_start = before.rfind('\n') + 1;  // npos + 1 is 0
    std::string allowed = "JSON text, which breaks at line " + std::to_string(line) + ", column " +
                          std::to_string(at - line_start + 1);
    const char next = at < text_.size() ? text_[at] : '\0';
    if (at >= text_.size())
      allowed += ": it ends too early";
    else if (token.find_first_of("NIn") != std::string::npos && token.size() < 12 &&
             (next == 'a' || next == 'n' || next == 'N' || next == 'I'))
      allowed += ": NaN and Infinity are not numbers of JSON";
    else if (open_.empty() && !empty_)
      allowed += ": nothing may follow the document";
    issues_.push_back({pointer(), json_quote(shorten(token)), allowed});
    return false;
  }

  JsonNode take() { return std::move(root_); }

 private:
  static std::string shorten(const std::string& token) {
    return token.size() <= 40 ? token : token.substr(0, 40);
  }

  JsonNode* add(Kind kind) {
    JsonNode* node = &root_;
    if (!open_.empty()) {
      open_.back()->children.emplace_back();
      node = &open_.back()->children.back();
    }
    empty_ = false;
    node->kind = kind;
    node->order = count_++;
    return node;
  }
  bool add_number(double value, std::string written) {
    JsonNode* node = add(Kind::kNumber);
    node->number = value;
    node->text = std::move(written);
    return true;
  }
  bool open(Kind kind) {
    if (static_cast<int>(open_.size()) >= kMaxJsonDepth) {
      issues_.push_back({pointer(), kind == Kind::kArray ? "[]" : "{}",
                         "at most " + std::to_string(kMaxJsonDepth) + " levels"});
      return false;
    }
    open_.push_back(add(kind));  // safe: an ancestor's list of children rests while a child is open
    return true;
  }
  bool close() {
    open_.pop_back();
    return true;
  }
  /// Where the parser stands: the open nodes' keys and positions.
  std::string pointer() const {
    std::string path;
    for (const JsonNode* node : open_) {
      const bool last = node == open_.back();
      if (node->kind == Kind::kObject) {
        if (last && node->keys.size() == node->children.size()) break;  // no member is open
        path += "/" + pointer_part(node->keys.back());
      } else {
        path += "/" + std::to_string(node->children.size() - (last ? 0 : 1));
      }
    }
    return path;
  }

  std::string_view text_;
  Issues& issues_;
  JsonNode root_;
  std::vector<JsonNode*> open_;
  std::size_t count_ = 0;
  bool empty_ = true;
};

void write_short(const JsonNode& node, std::string& out, std::size_t limit) {
  if (out.size() > limit) return;
  switch (node.kind) {
    case Kind::kNull:
      out += "null";
      return;
    case Kind::kBool:
      out += node.boolean ? "true" : "false";
      return;
    case Kind::kNumber:
      out += node.text;
      return;
    case Kind::kString:
      out += json_quote(node.text);
      return;
    case Kind::kArray:
    case Kind::kObject:
      break;
  }
  const bool object = node.kind == Kind::kObject;
  out += object ? '{' : '[';
  for (std::size_t i = 0; i < node.children.size() && out.size() <= limit; ++i) {
    if (i > 0) out += ',';
    if (object) out += json_quote(node.keys[i]) + ":";
    write_short(node.children[i], out, limit);
  }
  out += object ? '}' : ']';
}

/// The digits d.ddd times 10^exponent, plain between 1e-6 and 1e17, else with an exponent.
std::string place_point(std::string digits, int exponent) {
  if (exponent < -6 || exponent >= 17) {
    if (digits.size() > 1) digits.insert(1, ".");
    return digits + "e" + std::to_string(exponent);
  }
  if (exponent < 0)
    return "0." + std::string(static_cast<std::size_t>(-exponent - 1), '0') + digits;
  const auto whole = static_cast<std::size_t>(exponent) + 1;
  if (digits.size() <= whole) return digits + std::string(whole - digits.size(), '0');
  return digits.insert(whole, ".");
}

}  // namespace

JsonNode parse_json(std::string_view text, Issues& issues) {
  if (text.size() > kMaxJsonBytes) {
    issues.push_back({"", json_quote(std::to_string(text.size()) + " bytes"),
                      "a document of at most " + std::to_string(kMaxJsonBytes) + " bytes"});
    JsonNode empty;
    empty.kind = Kind::kObject;
    return empty;
  }
  if (text.substr(0, 3) == "\xEF\xBB\xBF") {
    issues.push_back({"", json_quote("byte-order mark"), "UTF-8 without a byte-order mark"});
    text.remove_prefix(3);
  }
  return parse_own_json(text, issues);
}

JsonNode parse_own_json(std::string_view text, Issues& issues) {
  TreeBuilder builder(text, issues);
  nlohmann::json::sax_parse(text.begin(), text.end(), &builder);
  return builder.take();
}

std::string json_number(double value) {
  if (!std::isfinite(value)) return "null";
  if (value == 0) return "0";
  // A double that has a decimal of 15 digits or fewer prints as that; no double needs more than 17.
  // (std::to_chars would do, but brings tables of 100 KB into the page.)
  Decimal shown;
  for (int count = 15; count <= 17; ++count) {
    shown = decimal(std::fabs(value), count);
    const std::string text = shown.digits + "e" + std::to_string(shown.exponent - count + 1);
    if (std::strtod(text.c_str(), nullptr) == std::fabs(value)) break;
  }
  shown.digits.erase(shown.digits.find_last_not_of('0') + 1);
  return (value < 0 ? "-" : "") + place_point(std::move(shown.digits), shown.exponent);
}

std::string json_quote(std::string_view text) {
  static constexpr char kHex[] = "0123456789abcdef";
  std::string out = "\"";
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = utf8_length(text, i);
    const char c = text[i];
    if (length == 0) {
      out += "\xEF\xBF\xBD";
      ++i;
      continue;
    }
    if (length > 1) {
      out += text.substr(i, length);
    } else if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '\t') {
      out += "\\t";
    } else if (c == '\r') {
      out += "\\r";
    } else if (static_cast<unsigned char>(c) < 0x20) {
      out += "\\u00";
      out += kHex[(c >> 4) & 15];
      out += kHex[c & 15];
    } else {
      out += c;
    }
    i += length;
  }
  return out + "\"";
}

std::string json_brief(const JsonNode& node) {
  constexpr std::size_t kLimit = 80;
  if (node.kind == Kind::kString && node.text.size() > kLimit - 8)
    return json_quote(std::string(utf8_cut(node.text, kLimit - 8)) + "\u2026");
  if (node.kind == Kind::kNumber && node.text.size() > kLimit) return json_number(node.number);
  std::string out;
  write_short(node, out, kLimit);
  if (out.size() <= kLimit) return out;
  const std::string size = std::to_string(node.children.size());
  if (node.kind == Kind::kArray) return json_quote("a list of " + size);
  if (node.kind == Kind::kObject) return json_quote("an object with " + size + " members");
  return json_quote("a text of " + std::to_string(node.text.size()) + " bytes");
}

std::string pointer_part(std::string_view key) {
  std::string out;
  for (const char c : utf8_cut(key, 80)) {
    if (c == '~')
      out += "~0";
    else if (c == '/')
      out += "~1";
    else
      out += c;
  }
  return out;
}

}  // namespace hunch::spec
