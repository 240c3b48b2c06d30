#include <bit>
#include <cstring>
#include <iterator>
#include <optional>

#include "base/error.h"
#include "io/onnx.h"
#include "io/protobuf.h"

namespace hunch::io {
namespace {

static_assert(std::endian::native == std::endian::little, "raw data are copied as they lie");

[[noreturn]] void refuse(const std::string& what) { throw Error("[onnx] " + what); }

/// Values as they lie in the file, before it is known which of them count.
struct TensorData {
  std::vector<float> floats;
  std::vector<double> doubles;
  std::vector<std::int64_t> int32s, int64s;
  std::optional<std::string_view> raw;
  bool outside = false;    // in another file
  bool segmented = false;  // a part of a larger one
};

/// Turns what lies in the file into the values of a tensor.
class TensorFiller {
 public:
  TensorFiller(OnnxTensor& tensor, TensorData& data) : tensor_(tensor), data_(data) {}

  void fill() {
    if (data_.outside) complain("has its values in another file");
    if (data_.segmented) complain("is a segment of a larger one");
    check_dims();
    switch (tensor_.type) {
      case OnnxType::kFloat:
        return take<float>(data_.floats, tensor_.floats);
      case OnnxType::kDouble:
        return take<double>(data_.doubles, tensor_.doubles);
      case OnnxType::kUint8:
      case OnnxType::kBool:
        return take<std::uint8_t>(data_.int32s, tensor_.whole);
      case OnnxType::kInt8:
        return take<std::int8_t>(data_.int32s, tensor_.whole);
      case OnnxType::kUint16:
        return take<std::uint16_t>(data_.int32s, tensor_.whole);
      case OnnxType::kInt16:
        return take<std::int16_t>(data_.int32s, tensor_.whole);
      case OnnxType::kInt32:
        return take<std::int32_t>(data_.int32s, tensor_.whole);
      case OnnxType::kInt64:
        return take<std::int64_t>(data_.int64s, tensor_.whole);
      default:
        return;
    }
  }

 private:
  [[noreturn]] void complain(const std::string& what) const {
    refuse("tensor \"" + tensor_.name + "\" " + what);
  }

  void check_dims() const {
    if (tensor_.dims.size() > kMaxOnnxRank) {
      complain("has " + std::to_string(tensor_.dims.size()) + " dimensions, at most " +
               std::to_string(kMaxOnnxRank));
    }
    // Sides of 0 are left out, so that no product of the others can overflow.
    std::uint64_t size = 1;
    for (const std::int64_t dim : tensor_.dims) {
      if (dim < 0) complain("has a negative side");
      if (dim == 0) continue;
      if (static_cast<std::uint64_t>(dim) > kMaxOnnxValues / size) complain("is too large");
      size *= static_cast<std::uint64_t>(dim);
    }
  }

  /// `Stored` is how a value lies in raw data, little endian.
  template <class Stored, class Number>
  void take(std::vector<Number>& listed, std::vector<Number>& to) const {
    const std::size_t size = tensor_.size();
    if (!data_.raw) {
      if (listed.size() != size) complain_count(listed.size(), "numbers");
      to = std::move(listed);
      return;
    }
    if (data_.raw->size() != size * sizeof(Stored)) complain_count(data_.raw->size(), "raw bytes");
    to.resize(size);
    for (std::size_t i = 0; i < size; ++i) {
      Stored value;
      std::memcpy(&value, data_.raw->data() + i * sizeof(Stored), sizeof(Stored));
      to[i] = Number{+value};
    }
  }

  [[noreturn]] void complain_count(std::size_t have, const char* what) const {
    complain("has " + std::to_string(have) + " " + what + ", needs " +
             std::to_string(tensor_.size()) + " values of " + onnx_type_name(tensor_.type));
  }

  OnnxTensor& tensor_;
  TensorData& data_;
};

}  // namespace

std::string onnx_type_name(OnnxType type) {
  constexpr const char* kNames[] = {"undefined",  "float",   "uint8",  "int8",   "uint16",
                                    "int16",      "int32",   "int64",  "string", "bool",
                                    "float16",    "double",  "uint32", "uint64", "complex64",
                                    "complex128", "bfloat16"};
  const auto number = static_cast<std::int32_t>(type);
  const bool named = number >= 0 && number < static_cast<std::int32_t>(std::size(kNames));
  return named ? kNames[number] : "type " + std::to_string(number);
}

std::size_t OnnxTensor::size() const {
  std::size_t size = 1;
  for (const std::int64_t dim : dims) size *= static_cast<std::size_t>(dim);
  return size;
}

OnnxTensor read_onnx_tensor(std::string_view bytes) {
  OnnxTensor tensor;
  TensorData data;
  for_each_field(bytes, [&](const ProtobufField& field) {
    switch (field.number) {
      case 1:
        return field.add_integers(tensor.dims);
      case 2:
        tensor.type = static_cast<OnnxType>(field.integer());
        return;
      case 3:
        data.segmented = true;
        return;
      case 4:
        return field.add_floats(data.floats);
      case 5:
        return field.add_integers(data.int32s);
      case 7:
        return field.add_integers(data.int64s);
      case 8:
        tensor.name = std::string(field.text());
        return;
      case 9:
        data.raw = field.text();
        return;
      case 10:
        return field.add_doubles(data.doubles);
      case 13:
        data.outside = true;
        return;
      case 14:
        data.outside = data.outside || field.integer() != 0;
        return;
      default:
        return;
    }
  });
  if (tensor.type == OnnxType::kUndefined) refuse("a tensor has no type");
  TensorFiller(tensor, data).fill();
  return tensor;
}

}  // namespace hunch::io
