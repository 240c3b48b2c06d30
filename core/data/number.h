#pragma once

#include <optional>
#include <string_view>

namespace hunch::data {

/// A plain decimal number: sign, digits with or without a point, exponent; nothing else may stand
/// there. Correctly rounded, the same on every target, whatever the locale. Nothing for other text
/// and for numbers beyond the range of a double.
std::optional<double> parse_number(std::string_view text);

}  // namespace hunch::data
