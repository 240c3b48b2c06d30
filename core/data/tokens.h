#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "data/dataset.h"
#include "spec/spec.h"

namespace hunch::data {

/// Ids of a text's tokens in the vocabulary of `dataset`, which has learned texts cut as `how`
/// says; what it does not know is its "[unknown]", or is left out where it has none.
std::vector<int> encode(std::string_view text, const spec::TextSpec& how, const Dataset& dataset);

/// What is seen of a text that begins so: its tokens, of lines after the end of the one before. At
/// least one token.
std::vector<int> begin_text(std::string_view text, const spec::TextSpec& how,
                            const Dataset& dataset);

/// The tokens one after the other, words with blanks between them where people put them.
std::string decode(std::span<const int> tokens, const spec::TextSpec& how, const Dataset& dataset);

}  // namespace hunch::data
