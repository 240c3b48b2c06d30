#pragma once

#include <variant>

#include "data/examples.h"
#include "data/prepare.h"

namespace hunch::data {

/// Examples -> what is trained on: splits by seed, replaces labels, fills missing cells with the
/// training part's mean (its most frequent value for text), fits the scaling on the training part.
/// Errors: fewer than 4 examples; one class; a formula that gives no number at an example; a
/// network too large for these features.
std::variant<Prepared, Issues> finish(Examples examples, const spec::ModelSpec& spec);

}  // namespace hunch::data
