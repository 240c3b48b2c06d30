#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

/// What a single cell of a table says.
namespace hunch::data {

/// Empty, NA, N/A, NaN, null, none, ?, - and the like.
bool is_missing(std::string_view cell);

/// A number with `decimal` ('.' or ',') before its fraction. Thousands may be grouped by the other
/// sign, a blank or an apostrophe, where every group but the first has three digits and the first
/// no leading zero.
std::optional<double> cell_number(std::string_view cell, char decimal);

/// What a cell tells of the file's decimal sign: '.', ',', or 0 if it fits both or is no number.
char decimal_evidence(std::string_view cell);

/// How a column writes dates. A time of day may follow (T or blank, hours:minutes[:seconds][Z]).
enum class DateFormat : std::uint8_t {
  kIso,
  kCompact,
  kMonth,
  kDotted,
  kMonthFirst,
  kDayFirst,
  kDayDashed
};
inline constexpr std::array<std::string_view, 7> kDateFormats = {
    "YYYY-MM-DD", "YYYYMMDD", "YYYY-MM", "D.M.YYYY", "M/D/YYYY", "D/M/YYYY", "D-M-YYYY"};

/// Days since 1970-01-01 (with the time of day as a fraction), for years 1000 to 2999 that exist.
std::optional<double> cell_date(std::string_view cell, DateFormat format);

}  // namespace hunch::data
