#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "io/onnx.h"
#include "numbers.h"

/// What onnx_recorder.py writes: a node of the ONNX standard, its inputs and what comes out.
namespace golden {

using hunch::io::OnnxAttribute;
using hunch::io::OnnxTensor;
using hunch::io::OnnxType;

inline OnnxAttribute real(const char* name, float value) {
  OnnxAttribute a;
  a.name = name;
  a.kind = OnnxAttribute::Kind::kFloat;
  a.real = value;
  return a;
}
inline OnnxAttribute integer(const char* name, std::int64_t value) {
  OnnxAttribute a;
  a.name = name;
  a.kind = OnnxAttribute::Kind::kInt;
  a.integer = value;
  return a;
}
inline OnnxAttribute text(const char* name, const char* value) {
  OnnxAttribute a;
  a.name = name;
  a.kind = OnnxAttribute::Kind::kString;
  a.text = value;
  return a;
}
inline OnnxAttribute integers(const char* name, std::vector<std::int64_t> values) {
  OnnxAttribute a;
  a.name = name;
  a.kind = OnnxAttribute::Kind::kInts;
  a.integers = std::move(values);
  return a;
}
inline OnnxAttribute texts(const char* name, std::vector<std::string> values) {
  OnnxAttribute a;
  a.name = name;
  a.kind = OnnxAttribute::Kind::kStrings;
  a.texts = std::move(values);
  return a;
}

inline OnnxTensor values(std::vector<std::int64_t> dims, std::vector<float> floats) {
  OnnxTensor t;
  t.type = OnnxType::kFloat;
  t.dims = std::move(dims);
  t.floats = std::move(floats);
  return t;
}
/// numbers(a, b) + c
inline OnnxTensor input(std::vector<std::int64_t> dims, double a, double b, float c) {
  OnnxTensor t = values(std::move(dims), {});
  t.floats = numbers(t.size(), a, b);
  for (float& value : t.floats) value += c;
  return t;
}
inline OnnxTensor whole(OnnxType type, std::vector<std::int64_t> dims,
                        std::vector<std::int64_t> numbers) {
  OnnxTensor t;
  t.type = type;
  t.dims = std::move(dims);
  t.whole = std::move(numbers);
  return t;
}
/// An input that is left out, an output that is not asked for.
inline OnnxTensor none() { return {}; }

struct NodeCase {
  const char* name;
  const char* op;
  std::int64_t opset;
  std::vector<OnnxAttribute> attributes;
  std::vector<OnnxTensor> inputs, outputs;
};

}  // namespace golden
