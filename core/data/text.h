#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <variant>

#include "data/prepare.h"

namespace hunch::data {

inline constexpr int kPaddingToken = 0;  ///< after an example's last step
inline constexpr int kEndToken = 1;  ///< seen before a line's first token, learned after its last
inline constexpr std::size_t kMaxTextBytes = std::size_t{64} << 20;
inline constexpr std::size_t kMaxTextSteps = 16'000'000;  ///< N T, and tokens of the whole text

/// A text -> next tokens, as spec.data.text says. Level "characters": a token is one of Unicode.
/// "words": it is a run of anything but blanks and ASCII's punctuation, or one such sign.
///
/// Ids are 0 for padding, 1 for the end, 2 for all that is unknown if tokens were left out of the
/// vocabulary, then the kept ones (the most frequent of the whole text) in the order of their
/// bytes. Dataset::class_names has the texts of all.
///
/// "lines": each line that is not empty is an example. Of c1 .. cn the network sees [end, c1 .. cn]
/// and learns [c1 .. cn, end]: n + 1 steps; the lines are split by the seed. "windows": the text
/// runs on, line ends are tokens, and tokens t .. t+T-1 are seen where t+1 .. t+T are learned; the
/// last part of the text is the validation part, so that no window reaches over. T is the longest
/// example's steps, spec.data.text.longest at most.
///
/// Sets that are written from the seed (spec::is_written) bring their own text: `text` is not
/// looked at. Lines of "copy", "addition" and "dates" are given up to their sign and asked for what
/// comes after it; so are lines of a text whose spec names a separator, and those without one are
/// left out. Dataset::separator is its token.
///
/// CRLF and CR are line ends, a byte-order mark is left out, bytes that are no UTF-8 become U+FFFD.
/// Errors: no text, a binary file, too long a text, fewer than 4 lines or tokens.
std::variant<Prepared, Issues> prepare_text(const spec::ValidSpec& spec, std::string_view text);

/// A small transformer that suits a text, for a run without a spec: its lines if it is a list of
/// short ones, else windows of it.
spec::ModelSpec choose_text_spec(std::string_view text, std::uint64_t seed);

}  // namespace hunch::data
