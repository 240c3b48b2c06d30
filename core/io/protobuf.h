#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

/// The wire format of protocol buffers, read only: a message is a row of fields, each a key (field
/// number and wire type) and a value. https://protobuf.dev/programming-guides/encoding/
namespace hunch::io {

/// Groups, which the format gave up, are refused.
enum class Wire : std::uint8_t { kVarint = 0, kFixed64 = 1, kBytes = 2, kFixed32 = 5 };

/// A field as it lies in the file; `bytes` is a part of what the reader was given.
struct ProtobufField {
  std::uint32_t number = 0;
  Wire wire = Wire::kVarint;
  std::uint64_t value = 0;  ///< of all but kBytes
  std::string_view bytes;   ///< of kBytes

  // What a field is taken for; throws Error when its wire type is another.
  std::int64_t integer() const;
  float real() const;
  std::string_view text() const;  ///< a text, bytes or a message within
  // A repeated field comes value by value or packed: these add what is here.
  void add_integers(std::vector<std::int64_t>& to) const;
  void add_floats(std::vector<float>& to) const;
  void add_doubles(std::vector<double>& to) const;
};

/// Goes through the fields of one message. It never reads beyond `bytes` and keeps no copy of them.
class ProtobufReader {
 public:
  explicit ProtobufReader(std::string_view bytes) : bytes_(bytes) {}
  /// The next field, or none at the end. Throws Error for one that is cut, a number of more than 64
  /// bits, field number 0, an unknown wire type.
  std::optional<ProtobufField> next();

 private:
  std::string_view take(std::uint64_t count);
  std::string_view bytes_;  // what is left
};

/// Calls visit(field) for every field of a message. Throws what the reader throws.
template <class Visit>
void for_each_field(std::string_view message, Visit visit) {
  ProtobufReader reader(message);
  for (std::optional<ProtobufField> field = reader.next(); field; field = reader.next()) {
    visit(*field);
  }
}

}  // namespace hunch::io
