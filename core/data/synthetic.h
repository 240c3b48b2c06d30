#pragma once

#include <cstdint>
#include <variant>

#include "data/examples.h"
#include "spec/spec.h"

namespace hunch::data {

/// The made set that `data` asks for, without removed points and with the drawn ones, with its
/// features and formulas: f(data, seed), the same numbers on every target.
/// Errors: "/data/formulas/1" and where it breaks.
std::variant<Examples, Issues> make_synthetic(const spec::DataSpec& data, std::uint64_t seed);

/// Names of classes without their own: those of the colours they are drawn in.
std::vector<std::string> colour_names(int classes);

}  // namespace hunch::data
