#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace hunch {

/// 64-bit FNV-1a over bytes, then mixed: a fingerprint of a run's weights (not for security).
std::uint64_t hash_bytes(std::span<const std::byte> bytes, std::uint64_t seed = 0);

/// Sixteen hexadecimal digits.
std::string hex(std::uint64_t value);

}  // namespace hunch
