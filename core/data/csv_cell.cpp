#include "data/csv_cell.h"

#include <algorithm>
#include <string>

#include "data/number.h"

namespace hunch::data {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool equals(std::string_view cell, std::string_view word) {
  return cell.size() == word.size() && std::equal(cell.begin(), cell.end(), word.begin(),
                                                  [](char a, char b) { return lower(a) == b; });
}

/// Length of a grouping sign other than '.' and ',' at the start of `text`: a blank (also the
/// unbreakable ones, U+00A0 and U+202F) or an apostrophe (also U+2019); 0 if there is none.
std::size_t neutral_group(std::string_view text) {
  if (text.starts_with(' ') || text.starts_with('\'')) return 1;
  if (text.starts_with("\xC2\xA0")) return 2;
  if (text.starts_with("\xE2\x80\xAF") || text.starts_with("\xE2\x80\x99")) return 3;
  return 0;
}

/// Reads `count` digits at most (at least one) as a number; moves `at` behind them.
std::optional<int> digits(std::string_view text, std::size_t& at, std::size_t least,
                          std::size_t most) {
  int value = 0;
  std::size_t count = 0;
  while (count < most && at < text.size() && is_digit(text[at])) {
    value = value * 10 + (text[at++] - '0');
    ++count;
  }
  return count >= least ? std::optional<int>(value) : std::nullopt;
}

bool skip(std::string_view text, std::size_t& at, std::string_view any_of) {
  if (at >= text.size() || any_of.find(text[at]) == std::string_view::npos) return false;
  ++at;
  return true;
}

/// Days from 1970-01-01 to a date of the Gregorian calendar: whole 400-year cycles, then years
/// counted from March, so that the leap day comes last.
std::optional<double> days(int year, int month, int day) {
  constexpr std::array<int, 12> kLengths = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (year < 1000 || year > 2999 || month < 1 || month > 12 || day < 1) return std::nullopt;
  const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  const int length = kLengths[static_cast<std::size_t>(month - 1)] + (leap && month == 2 ? 1 : 0);
  if (day > length) return std::nullopt;
  const int shifted = month > 2 ? year : year - 1;
  const int from_march = (month + 9) % 12;
  const int of_year = (153 * from_march + 2) / 5 + day - 1;
  return 365 * shifted + shifted / 4 - shifted / 100 + shifted / 400 + of_year - 719468;
}

/// A time of day as a fraction, from `at` to the end; nothing if something else stands there.
std::optional<double> time_of_day(std::string_view text, std::size_t at) {
  if (at == text.size()) return 0;
  if (!skip(text, at, "T ")) return std::nullopt;
  const auto hours = digits(text, at, 1, 2);
  if (!hours || *hours > 24 || !skip(text, at, ":")) return std::nullopt;
  const auto minutes = digits(text, at, 2, 2);
  if (!minutes || *minutes > 59) return std::nullopt;
  double seconds = 0;
  if (skip(text, at, ":")) {
    std::size_t end = at;
    while (end < text.size() && (is_digit(text[end]) || text[end] == '.')) ++end;
    const auto value = parse_number(text.substr(at, end - at));
    if (!value || *value >= 61) return std::nullopt;
    seconds = *value;
    at = end;
  }
  skip(text, at, "Z");
  if (at != text.size()) return std::nullopt;
  return (*hours * 3600.0 + *minutes * 60.0 + seconds) / 86400.0;
}

}  // namespace

bool is_missing(std::string_view cell) {
  if (cell.empty()) return true;
  if (cell.size() > 7) return false;
  for (const std::string_view word :
       {"na", "n/a", "nan", "null", "none", "?", "-", "--", ".", "nil", "missing", "#n/a"})
    if (equals(cell, word)) return true;
  return false;
}

std::optional<double> cell_number(std::string_view cell, char decimal) {
  if (cell.empty() || cell.size() > 320) return std::nullopt;
  if (decimal == '.') {  // nearly every number: nothing to change
    const auto plain = parse_number(cell);
    if (plain) return plain;
  }
  const char group = decimal == '.' ? ',' : '.';
  std::string plain;
  std::size_t at = 0;
  if (cell.starts_with("\xE2\x88\x92")) {  // the true minus sign
    plain += '-';
    at = 3;
  } else if (cell[0] == '-' || cell[0] == '+') {
    plain += cell[at++];
  }
  std::size_t in_group = 0;
  bool grouped = false;
  while (at < cell.size()) {
    const std::size_t neutral = neutral_group(cell.substr(at));
    if (is_digit(cell[at])) {
      plain += cell[at++];
      ++in_group;
    } else if ((cell[at] == group || neutral > 0) && in_group > 0) {
      if (in_group > 3 || (grouped && in_group != 3)) return std::nullopt;
      if (plain[plain.size() - in_group] == '0' && !grouped) return std::nullopt;  // no thousands
      grouped = true;
      in_group = 0;
      at += neutral > 0 ? neutral : 1;
    } else {
      break;
    }
  }
  if (grouped && in_group != 3) return std::nullopt;
  if (at < cell.size() && cell[at] == decimal) {
    plain += '.';
    ++at;
  }
  const std::string_view rest = cell.substr(at);
  if (rest.find_first_not_of("0123456789eE+-") != std::string_view::npos) return std::nullopt;
  return parse_number(plain.append(rest));
}

char decimal_evidence(std::string_view cell) {
  const bool dot = cell_number(cell, '.').has_value();
  const bool comma = cell_number(cell, ',').has_value();
  if (dot == comma) return 0;
  if (cell.find_first_of(".,") == std::string_view::npos) return 0;
  return dot ? '.' : ',';
}

std::optional<double> cell_date(std::string_view cell, DateFormat format) {
  if (cell.size() < 6 || cell.size() > 32 || !is_digit(cell[0])) return std::nullopt;
  std::size_t at = 0;
  std::optional<int> year, month, day = 1;
  switch (format) {
    case DateFormat::kIso:
    case DateFormat::kMonth: {
      year = digits(cell, at, 4, 4);
      const char between = at < cell.size() ? cell[at] : '\0';
      if (!year || !skip(cell, at, "-/.")) return std::nullopt;
      month = digits(cell, at, 1, 2);
      if (format == DateFormat::kMonth) break;
      if (at >= cell.size() || cell[at] != between) return std::nullopt;
      ++at;
      day = digits(cell, at, 1, 2);
      break;
    }
    case DateFormat::kCompact:
      if (cell.size() != 8) return std::nullopt;
      year = digits(cell, at, 4, 4);
      month = digits(cell, at, 2, 2);
      day = digits(cell, at, 2, 2);
      break;
    case DateFormat::kDotted:
    case DateFormat::kMonthFirst:
    case DateFormat::kDayFirst:
    case DateFormat::kDayDashed: {
      const std::string_view between = format == DateFormat::kDotted      ? "."
                                       : format == DateFormat::kDayDashed ? "-"
                                                                          : "/";
      day = digits(cell, at, 1, 2);
      if (!day || !skip(cell, at, between)) return std::nullopt;
      month = digits(cell, at, 1, 2);
      if (!month || !skip(cell, at, between)) return std::nullopt;
      year = digits(cell, at, 4, 4);
      if (format == DateFormat::kMonthFirst) std::swap(day, month);
      break;
    }
  }
  if (!year || !month || !day) return std::nullopt;
  const auto date = days(*year, *month, *day);
  const auto time = format == DateFormat::kMonth || format == DateFormat::kCompact
                        ? (at == cell.size() ? std::optional<double>(0) : std::nullopt)
                        : time_of_day(cell, at);
  if (!date || !time) return std::nullopt;
  return *date + *time;
}

}  // namespace hunch::data
