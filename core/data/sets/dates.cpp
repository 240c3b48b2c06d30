#include "data/sets/dates.h"

#include <array>
#include <string_view>

namespace hunch::data::sets {
namespace {

constexpr std::array<std::string_view, 12> kMonths = {
    "january", "february", "march",     "april",   "may",      "june",
    "july",    "august",   "september", "october", "november", "december"};

std::uint32_t days_of(std::uint32_t month, std::uint32_t year) {
  constexpr std::array<std::uint32_t, 12> kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  // 1900 is the one year of these that 4 divides and has no leap day.
  const bool leap = month == 1 && year % 4 == 0 && year != 1900;
  return kDays[month] + (leap ? 1 : 0);
}

std::string two(std::uint32_t n) { return (n < 10 ? "0" : "") + std::to_string(n); }

}  // namespace

std::string dates(const spec::DataSpec& data, Draw& draw) {
  const std::uint32_t year = 1900 + static_cast<std::uint32_t>(draw.place.below(200));
  const auto month = static_cast<std::uint32_t>(draw.place.below(12));
  const auto day = 1 + static_cast<std::uint32_t>(draw.place.below(days_of(month, year)));
  const std::string name(kMonths[month]), d = std::to_string(day), y = std::to_string(year);
  std::string written;
  switch (draw.place.below(static_cast<std::uint32_t>(data.kinds))) {
    case 0:
      written = d + " " + name + " " + y;
      break;
    case 1:
      written = name + " " + d + " " + y;
      break;
    case 2:
      written = d + " " + name.substr(0, 3) + " " + y;
      break;
    default:
      written = y + ", " + name + " " + d;
  }
  return written + "|" + y + "-" + two(month + 1) + "-" + two(day);
}

}  // namespace hunch::data::sets
