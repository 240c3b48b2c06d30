#include "base/hash.h"

#include <doctest/doctest.h>

#include <cstddef>
#include <set>
#include <vector>

TEST_CASE("the hash tells apart bytes, lengths and seeds") {
  std::set<std::uint64_t> seen;
  std::vector<std::byte> bytes(64, std::byte{0});
  for (std::size_t n = 0; n <= 64; ++n) seen.insert(hunch::hash_bytes({bytes.data(), n}));
  for (std::size_t i = 0; i < 64; ++i) {
    for (int bit = 0; bit < 8; ++bit) {
      bytes[i] = static_cast<std::byte>(1 << bit);
      seen.insert(hunch::hash_bytes(bytes));
      bytes[i] = std::byte{0};
    }
  }
  seen.insert(hunch::hash_bytes(bytes, 1));
  CHECK(seen.size() == 65 + 64 * 8 + 1);
}

TEST_CASE("hex has sixteen digits") {
  CHECK(hunch::hex(0) == "0000000000000000");
  CHECK(hunch::hex(0x0123456789abcdefu) == "0123456789abcdef");
}
