#include "base/hash.h"

#include <cstddef>

namespace hunch {

std::uint64_t hash_bytes(std::span<const std::byte> bytes, std::uint64_t seed) {
  constexpr std::uint64_t kOffset = 0xcbf29ce484222325u;
  constexpr std::uint64_t kGolden = 0x9e3779b97f4a7c15u;
  constexpr std::uint64_t kPrime = 0x100000001b3u;
  std::uint64_t h = kOffset + seed * kGolden;
  for (const std::byte b : bytes) h = (h ^ std::to_integer<std::uint64_t>(b)) * kPrime;
  // FNV's low bits are better than its high ones: fold and multiply so that every bit is used.
  h ^= h >> 32;
  h *= kGolden;
  return h ^ (h >> 29);
}

std::string hex(std::uint64_t value) {
  std::string text(16, '0');
  for (std::size_t i = 16; i-- > 0; value >>= 4) text[i] = "0123456789abcdef"[value & 15];
  return text;
}

}  // namespace hunch
