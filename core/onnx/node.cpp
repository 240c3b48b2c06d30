#include "onnx/node.h"

namespace hunch::onnx {

using Kind = io::OnnxAttribute::Kind;

const Tensor& Node::any(std::size_t i) const {
  if (!has(i)) refuse("input " + std::to_string(i) + " is missing");
  return *inputs_[i];
}

const Tensor& Node::floats(std::size_t i) const {
  const Tensor& tensor = any(i);
  if (tensor.type != io::OnnxType::kFloat) {
    unsupported("input " + std::to_string(i) + " of " + io::onnx_type_name(tensor.type));
  }
  return tensor;
}

const std::vector<std::int64_t>& Node::whole(std::size_t i) const {
  const Tensor& tensor = any(i);
  if (tensor.whole.size() != tensor.size()) {
    unsupported("input " + std::to_string(i) + " of " + io::onnx_type_name(tensor.type));
  }
  return tensor.whole;
}

bool Node::given(std::string_view name) const {
  for (const io::OnnxAttribute& a : node_.attributes) {
    if (a.name == name) return true;
  }
  return false;
}

const io::OnnxAttribute* Node::find(std::string_view name, Kind kind) {
  read_.insert(std::string(name));
  for (const io::OnnxAttribute& a : node_.attributes) {
    if (a.name != name) continue;
    if (a.kind != kind) refuse("attribute " + a.name + " is of another type");
    return &a;
  }
  return nullptr;
}

float Node::real(std::string_view name, float otherwise) {
  const io::OnnxAttribute* a = find(name, Kind::kFloat);
  return a != nullptr ? a->real : otherwise;
}

std::int64_t Node::integer(std::string_view name, std::int64_t otherwise) {
  const io::OnnxAttribute* a = find(name, Kind::kInt);
  return a != nullptr ? a->integer : otherwise;
}

std::string Node::text(std::string_view name, std::string_view otherwise) {
  const io::OnnxAttribute* a = find(name, Kind::kString);
  return a != nullptr ? a->text : std::string(otherwise);
}

std::optional<std::vector<std::int64_t>> Node::integers(std::string_view name) {
  const io::OnnxAttribute* a = find(name, Kind::kInts);
  return a != nullptr ? std::optional(a->integers) : std::nullopt;
}

std::optional<std::vector<std::string>> Node::texts(std::string_view name) {
  const io::OnnxAttribute* a = find(name, Kind::kStrings);
  return a != nullptr ? std::optional(a->texts) : std::nullopt;
}

void Node::check_all_read() const {
  for (const io::OnnxAttribute& a : node_.attributes) {
    if (!read_.contains(a.name)) unsupported("attribute " + a.name);
  }
}

void Node::unsupported(const std::string& what) const { throw Unsupported(op() + ": " + what); }

void Node::refuse(const std::string& what) const { throw Error("[" + op() + "] " + what); }

}  // namespace hunch::onnx
