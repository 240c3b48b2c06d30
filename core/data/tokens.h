#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "data/dataset.h"
#include "spec/spec.h"

/// Between texts and the ids of their tokens.
namespace hunch::data {

inline constexpr std::size_t kMaxTokenBytes = 64;  ///< a longer word is cut
inline constexpr std::string_view kUnknownToken = "[unknown]";

/// The token that ends a text; -1 where texts run on.
int end_token(const spec::TextSpec& how);

/// What parts each line of an own text into a source and a target; empty: nothing does.
std::string_view separator_of(const spec::TextSpec& how);

/// The next token of whole UTF-8 from `at` on, which moves behind it: the separator, if there is
/// one, a character, or with `words` a run of anything but blanks and ASCII's punctuation, or one
/// such sign or line end. Empty when nothing but blanks is left.
std::string_view cut_token(std::string_view text, std::size_t& at, bool words,
                           std::string_view separator = {});

/// Ids of a text's tokens in the vocabulary of `dataset`, which has learned texts cut as `how`
/// says; what it does not know is its "[unknown]", or is left out where it has none. Bytes that are
/// no UTF-8 are left out.
std::vector<int> encode(std::string_view text, const spec::TextSpec& how, const Dataset& dataset);

/// What encode leaves out of a text, each token once.
std::vector<std::string> unknown_tokens(std::string_view text, const spec::TextSpec& how,
                                        const Dataset& dataset);

/// What is seen of a text that begins so: its tokens, of lines after the end of the one before. At
/// least one token.
std::vector<int> begin_text(std::string_view text, const spec::TextSpec& how,
                            const Dataset& dataset);

/// The tokens one after the other; of words, blanks between them but for signs that people put
/// close to the word before, and the separator.
std::string decode(std::span<const int> tokens, const spec::TextSpec& how, const Dataset& dataset);

}  // namespace hunch::data
