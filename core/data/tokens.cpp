#include "data/tokens.h"

#include <algorithm>

#include "data/text.h"
#include "spec/utf8.h"

namespace hunch::data {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t'; }

bool is_sign(char c) {
  return (c >= '!' && c <= '/') || (c >= ':' && c <= '@') || (c >= '[' && c <= '`') ||
         (c >= '{' && c <= '~');
}

/// Special tokens have names that no text spells: they stand first.
int first_spelt(const Dataset& dataset) {
  const auto& names = dataset.class_names;
  return names.size() > 2 && names[2] == kUnknownToken ? 3 : 2;
}

int id_of(std::string_view token, const Dataset& dataset) {
  // The spelt ones are in the order of their bytes.
  const auto begin = dataset.class_names.begin() + first_spelt(dataset);
  const auto found = std::lower_bound(begin, dataset.class_names.end(), token);
  if (found != dataset.class_names.end() && *found == token) {
    return static_cast<int>(found - dataset.class_names.begin());
  }
  return first_spelt(dataset) == 3 ? 2 : kPaddingToken;
}

bool is_close(std::string_view token) {
  constexpr std::string_view kClose = ".,;:!?)]}%\n";
  return token.size() == 1 && kClose.find(token.front()) != std::string_view::npos;
}

}  // namespace

int end_token(const spec::TextSpec& how) { return how.unit == "lines" ? kEndToken : -1; }

std::string_view separator_of(const spec::TextSpec& how) {
  return how.separator == "tab" ? std::string_view("\t") : std::string_view(how.separator);
}

std::string_view cut_token(std::string_view text, std::size_t& at, bool words,
                           std::string_view separator) {
  const auto parts = [&] { return !separator.empty() && text.substr(at).starts_with(separator); };
  while (words && at < text.size() && is_blank(text[at]) && !parts()) ++at;
  if (at >= text.size()) return {};
  const std::size_t begin = at;
  if (parts()) {
    at += separator.size();
    return separator;
  }
  if (!words || text[at] == '\n' || is_sign(text[at])) {
    at += spec::utf8_length(text, at);
  } else {
    while (at < text.size() && text[at] != '\n' && !is_blank(text[at]) && !is_sign(text[at]) &&
           (at == begin || !parts())) {
      ++at;
    }
    at = begin + spec::utf8_cut(text.substr(begin, at - begin), kMaxTokenBytes).size();
  }
  return text.substr(begin, at - begin);
}

namespace {

/// each(token, its id) for all tokens of a text, without bytes that are no UTF-8.
template <class Each>
void for_each_token(std::string_view text, const spec::TextSpec& how, const Dataset& dataset,
                    Each each) {
  std::string whole;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = spec::utf8_length(text, at);
    whole += text.substr(at, length);
    at += std::max<std::size_t>(length, 1);
  }
  for (std::size_t at = 0; at < whole.size();) {
    const std::string_view token = cut_token(whole, at, how.level == "words", separator_of(how));
    if (token.empty()) break;
    each(token, id_of(token, dataset));
  }
}

}  // namespace

std::vector<int> encode(std::string_view text, const spec::TextSpec& how, const Dataset& dataset) {
  std::vector<int> ids;
  for_each_token(text, how, dataset, [&](std::string_view, int id) {
    if (id != kPaddingToken) ids.push_back(id);
  });
  return ids;
}

std::vector<std::string> unknown_tokens(std::string_view text, const spec::TextSpec& how,
                                        const Dataset& dataset) {
  std::vector<std::string> unknown;
  for_each_token(text, how, dataset, [&](std::string_view token, int id) {
    const bool told = std::find(unknown.begin(), unknown.end(), token) != unknown.end();
    if (id == kPaddingToken && !told) unknown.emplace_back(token);
  });
  return unknown;
}

std::vector<int> begin_text(std::string_view text, const spec::TextSpec& how,
                            const Dataset& dataset) {
  std::vector<int> ids = encode(text, how, dataset);
  if (const int end = end_token(how); end >= 0) {
    ids.insert(ids.begin(), end);
  } else if (ids.empty()) {
    // Running text has no beginning: a line's end is the nearest to one.
    const int line = id_of("\n", dataset);
    ids.push_back(line != kPaddingToken ? line : first_spelt(dataset));
  }
  return ids;
}

std::string decode(std::span<const int> tokens, const spec::TextSpec& how, const Dataset& dataset) {
  std::string text;
  bool first = true;
  for (const int id : tokens) {
    const std::string& token = dataset.class_names[static_cast<std::size_t>(id)];
    const bool close = first || id == dataset.separator || is_close(token);
    if (how.level == "words" && !close) text += ' ';
    text += token;
    first = token == "\n" || id == dataset.separator;
  }
  return text;
}

}  // namespace hunch::data
