#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// Models and tensors of the ONNX standard, read as far as they are used here. The messages are
/// those of onnx.proto, https://onnx.ai/onnx/repo-docs/IR.html; of subgraphs and sparse tensors it
/// is only told that they are there.
namespace hunch::io {

inline constexpr std::size_t kMaxOnnxRank = 16;
inline constexpr std::uint64_t kMaxOnnxValues = std::uint64_t{1} << 28;  ///< in one tensor

/// TensorProto.DataType; files may hold numbers that have no name here.
enum class OnnxType : std::int32_t {
  kUndefined = 0,
  kFloat = 1,
  kUint8 = 2,
  kInt8 = 3,
  kUint16 = 4,
  kInt16 = 5,
  kInt32 = 6,
  kInt64 = 7,
  kString = 8,
  kBool = 9,
  kFloat16 = 10,
  kDouble = 11
};
std::string onnx_type_name(OnnxType type);  ///< "float", "int64", "type 99"

/// Row-major. The type says which vector holds the values; those of a type without one (strings,
/// halves, unsigned integers of 32 bits and more) are left out.
struct OnnxTensor {
  std::string name;
  OnnxType type = OnnxType::kUndefined;
  std::vector<std::int64_t> dims;
  std::vector<float> floats;        ///< kFloat
  std::vector<double> doubles;      ///< kDouble
  std::vector<std::int64_t> whole;  ///< kBool, kUint8 .. kInt64
  std::size_t size() const;         ///< as many values as `dims` says
  bool operator==(const OnnxTensor&) const = default;
};

struct OnnxAttribute {
  /// AttributeProto.AttributeType; the values of others than these are left out.
  enum class Kind : std::int32_t {
    kUndefined = 0,
    kFloat = 1,
    kInt = 2,
    kString = 3,
    kTensor = 4,
    kFloats = 6,
    kInts = 7,
    kStrings = 8
  };
  std::string name;
  Kind kind = Kind::kUndefined;
  float real = 0;
  std::int64_t integer = 0;
  std::string text;
  OnnxTensor tensor;
  std::vector<float> reals;
  std::vector<std::int64_t> integers;
  std::vector<std::string> texts;
};

struct OnnxNode {
  std::string name, op_type, domain;
  std::vector<std::string> inputs, outputs;  ///< names of values; "" is one that is left out
  std::vector<OnnxAttribute> attributes;
};

/// A graph's input or output.
struct OnnxValue {
  std::string name;
  OnnxType type = OnnxType::kUndefined;  ///< kUndefined: not a dense tensor
  std::vector<std::int64_t> dims;        ///< -1: not fixed
};

struct OnnxGraph {
  std::string name;
  std::vector<OnnxNode> nodes;
  std::vector<OnnxTensor> initializers;
  std::vector<OnnxValue> inputs, outputs;
  bool has_sparse = false;  ///< sparse initializers
};

struct OnnxOpset {
  std::string domain;  ///< "" is the standard's own
  std::int64_t version = 0;
};

struct OnnxModel {
  std::int64_t ir_version = 0;
  std::vector<OnnxOpset> opsets;
  OnnxGraph graph;
  bool has_functions = false;  ///< operators that the model itself defines
};

/// Throws Error for bytes that are no such message, a model without a graph, and what a tensor's
/// reader throws.
OnnxModel read_onnx_model(std::string_view bytes);

/// A TensorProto, as the standard's test data are. Throws Error for bytes that are no such message,
/// a tensor without a type, values that do not fill its shape or lie in another file.
OnnxTensor read_onnx_tensor(std::string_view bytes);

}  // namespace hunch::io
