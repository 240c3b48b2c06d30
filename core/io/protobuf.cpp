#include "io/protobuf.h"

#include <bit>
#include <string>

#include "base/error.h"

namespace hunch::io {
namespace {

constexpr int kPayloadBits = 7;
constexpr std::uint64_t kMore = 0x80;
constexpr int kLastShift = 63;  // of the tenth byte, which holds one bit
constexpr std::uint64_t kMaxFieldNumber = (1u << 29) - 1;

[[noreturn]] void refuse(const std::string& what) { throw Error("[protobuf] " + what); }

std::uint64_t little_endian(std::string_view bytes) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    value |= std::uint64_t{static_cast<unsigned char>(bytes[i])} << (8 * i);
  }
  return value;
}

/// A varint at the front of `bytes`, which it is cut from.
std::uint64_t cut_varint(std::string_view& bytes) {
  std::uint64_t value = 0;
  for (int shift = 0; shift <= kLastShift; shift += kPayloadBits) {
    if (bytes.empty()) refuse("a number is cut");
    const std::uint64_t byte = static_cast<unsigned char>(bytes.front());
    bytes.remove_prefix(1);
    if (shift == kLastShift && byte > 1) break;
    value |= (byte & (kMore - 1)) << shift;
    if ((byte & kMore) == 0) return value;
  }
  refuse("a number has more than 64 bits");
}

[[noreturn]] void refuse_wire(const ProtobufField& field, const char* needs) {
  refuse("field " + std::to_string(field.number) + " has wire type " +
         std::to_string(static_cast<int>(field.wire)) + ", needs " + needs);
}

/// Numbers of a fixed width: packed, or one alone.
template <class Number, class Bits>
void add_fixed(const ProtobufField& field, Wire alone, std::vector<Number>& to) {
  if (field.wire == alone) {
    to.push_back(std::bit_cast<Number>(static_cast<Bits>(field.value)));
    return;
  }
  if (field.wire != Wire::kBytes) refuse_wire(field, "fixed or packed numbers");
  if (field.bytes.size() % sizeof(Bits) != 0) {
    refuse("field " + std::to_string(field.number) + ": " + std::to_string(field.bytes.size()) +
           " bytes of packed numbers, needs a multiple of " + std::to_string(sizeof(Bits)));
  }
  for (std::size_t i = 0; i < field.bytes.size(); i += sizeof(Bits)) {
    const std::uint64_t bits = little_endian(field.bytes.substr(i, sizeof(Bits)));
    to.push_back(std::bit_cast<Number>(static_cast<Bits>(bits)));
  }
}

}  // namespace

std::int64_t ProtobufField::integer() const {
  if (wire != Wire::kVarint) refuse_wire(*this, "a whole number");
  return static_cast<std::int64_t>(value);
}

float ProtobufField::real() const {
  if (wire != Wire::kFixed32) refuse_wire(*this, "a float");
  return std::bit_cast<float>(static_cast<std::uint32_t>(value));
}

std::string_view ProtobufField::text() const {
  if (wire != Wire::kBytes) refuse_wire(*this, "bytes");
  return bytes;
}

void ProtobufField::add_integers(std::vector<std::int64_t>& to) const {
  if (wire == Wire::kVarint) {
    to.push_back(static_cast<std::int64_t>(value));
    return;
  }
  std::string_view rest = text();
  while (!rest.empty()) to.push_back(static_cast<std::int64_t>(cut_varint(rest)));
}

void ProtobufField::add_floats(std::vector<float>& to) const {
  add_fixed<float, std::uint32_t>(*this, Wire::kFixed32, to);
}

void ProtobufField::add_doubles(std::vector<double>& to) const {
  add_fixed<double, std::uint64_t>(*this, Wire::kFixed64, to);
}

std::optional<ProtobufField> ProtobufReader::next() {
  if (bytes_.empty()) return std::nullopt;
  const std::uint64_t key = cut_varint(bytes_);
  const std::uint64_t number = key >> 3;
  if (number == 0 || number > kMaxFieldNumber) refuse("field number " + std::to_string(number));
  ProtobufField field;
  field.number = static_cast<std::uint32_t>(number);
  field.wire = static_cast<Wire>(key & 7);
  switch (field.wire) {
    case Wire::kVarint:
      field.value = cut_varint(bytes_);
      return field;
    case Wire::kFixed64:
      field.value = little_endian(take(sizeof(std::uint64_t)));
      return field;
    case Wire::kFixed32:
      field.value = little_endian(take(sizeof(std::uint32_t)));
      return field;
    case Wire::kBytes:
      field.bytes = take(cut_varint(bytes_));
      return field;
  }
  refuse("field " + std::to_string(number) + " has wire type " + std::to_string(key & 7));
}

std::string_view ProtobufReader::take(std::uint64_t count) {
  if (count > bytes_.size()) {
    refuse("a field of " + std::to_string(count) + " bytes, only " + std::to_string(bytes_.size()) +
           " are left");
  }
  const std::string_view taken = bytes_.substr(0, static_cast<std::size_t>(count));
  bytes_.remove_prefix(taken.size());
  return taken;
}

}  // namespace hunch::io
