#pragma once

#include <bit>
#include <cstdint>
#include <string>

/// Writes the wire format of protocol buffers, for tests of its reader.
namespace protobuf {

inline std::string varint(std::uint64_t value) {
  std::string bytes;
  for (; value >= 0x80; value >>= 7) bytes += static_cast<char>((value & 0x7f) | 0x80);
  return bytes + static_cast<char>(value);
}

inline std::string little_endian(std::uint64_t value, int count) {
  std::string bytes;
  for (int i = 0; i < count; ++i) bytes += static_cast<char>((value >> (8 * i)) & 0xff);
  return bytes;
}

inline std::string key(std::uint64_t number, std::uint64_t wire) {
  return varint(number << 3 | wire);
}

inline std::string integer(std::uint64_t number, std::int64_t value) {
  return key(number, 0) + varint(static_cast<std::uint64_t>(value));
}

inline std::string bytes(std::uint64_t number, const std::string& value) {
  return key(number, 2) + varint(value.size()) + value;
}

inline std::string real(std::uint64_t number, float value) {
  return key(number, 5) + little_endian(std::bit_cast<std::uint32_t>(value), 4);
}

inline std::string float_bytes(float value) {
  return little_endian(std::bit_cast<std::uint32_t>(value), 4);
}

inline std::string double_bytes(double value) {
  return little_endian(std::bit_cast<std::uint64_t>(value), 8);
}

}  // namespace protobuf
