#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "data/prepare.h"

namespace hunch::data {

/// What a saved model must keep of its data, as JSON: inputs with their kinds and fills, how
/// features are made and scaled, names of the classes, the target's name and scaling. Images, texts
/// and series have their sizes and scaling in place of inputs. Not the rows.
std::string recipe_json(const Prepared& prepared);

/// The same without rows (count() is 0), ready to turn other rows into features.
/// Errors: what is missing or wrong, with a pointer into the recipe.
std::variant<Prepared, Issues> read_recipe(std::string_view json);

}  // namespace hunch::data
