#pragma once

#include <cstddef>
#include <string_view>

namespace hunch::spec {

/// Length of the UTF-8 character at `at`, or 0 where the bytes are none (Unicode 15, table 3-7).
std::size_t utf8_length(std::string_view text, std::size_t at);

bool is_utf8(std::string_view text);

/// The longest start of at most `bytes` bytes that does not cut a character.
std::string_view utf8_cut(std::string_view text, std::size_t bytes);

}  // namespace hunch::spec
