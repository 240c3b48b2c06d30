#include "data/number.h"

#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <string>

namespace hunch::data {
namespace {

constexpr std::size_t kMaxLength = 320;  // longer texts are no one's measurement
constexpr double kPowers[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                              1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                              1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

std::optional<double> parse_number(std::string_view text) {
  if (text.empty() || text.size() > kMaxLength) return std::nullopt;
  std::size_t at = 0;
  const bool negative = text[0] == '-';
  if (negative || text[0] == '+') ++at;
  std::uint64_t mantissa = 0;
  int digits = 0, significant = 0, exponent = 0;
  bool point = false;
  for (; at < text.size(); ++at) {
    if (text[at] == '.' && !point) {
      point = true;
      continue;
    }
    if (!is_digit(text[at])) break;
    ++digits;
    if (significant < 18) {
      mantissa = mantissa * 10 + static_cast<std::uint64_t>(text[at] - '0');
      significant += mantissa > 0 ? 1 : 0;
    } else {
      significant = 19;  // more than the short way holds
    }
    if (point) --exponent;
  }
  if (digits == 0) return std::nullopt;
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    ++at;
    const bool down = at < text.size() && text[at] == '-';
    if (at < text.size() && (text[at] == '-' || text[at] == '+')) ++at;
    if (at == text.size()) return std::nullopt;
    int written = 0;
    for (; at < text.size() && is_digit(text[at]); ++at)
      if (written < 100'000) written = written * 10 + (text[at] - '0');
    exponent += down ? -written : written;
  }
  if (at != text.size()) return std::nullopt;

  // Clinger's short way: two exact doubles and one rounding. Beyond it, the C library rounds.
  double value = 0;
  if (significant < 19 && mantissa <= (std::uint64_t{1} << 53) && exponent >= -22 &&
      exponent <= 22) {
    value = static_cast<double>(mantissa);
    value = exponent < 0 ? value / kPowers[-exponent] : value * kPowers[exponent];
    if (negative) value = -value;
  } else {
    value = std::strtod(std::string(text).c_str(), nullptr);
  }
  return std::isfinite(value) ? std::optional<double>(value) : std::nullopt;
}

}  // namespace hunch::data
