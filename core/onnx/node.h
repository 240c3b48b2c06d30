#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "io/onnx.h"
#include "kernels/kernels.h"

/// Runs models of the ONNX standard on Hunch's ops. https://onnx.ai/onnx/operators/
namespace hunch::onnx {

using Tensor = io::OnnxTensor;
using Dims = std::vector<std::int64_t>;

/// Thrown for what the standard has and is not run here, instead of a wrong answer.
class Unsupported : public Error {
 public:
  using Error::Error;
};

/// A node with its inputs, as an adapter sees it. What an adapter asks for is noted, so that an
/// attribute that nobody heeded is found.
class Node {
 public:
  /// inputs: null for those that are left out.
  Node(const io::OnnxNode& node, std::vector<const Tensor*> inputs, std::int64_t opset,
       const kernels::Kernels& kernels)
      : node_(node), inputs_(std::move(inputs)), opset_(opset), kernels_(kernels) {}

  const std::string& op() const { return node_.op_type; }
  std::int64_t opset() const { return opset_; }
  const kernels::Kernels& kernels() const { return kernels_; }

  std::size_t input_count() const { return inputs_.size(); }
  bool has(std::size_t i) const { return i < inputs_.size() && inputs_[i] != nullptr; }
  /// Input i of whatever type. Throws Error when it is left out.
  const Tensor& any(std::size_t i) const;
  /// Input i of float32; Unsupported for other types.
  const Tensor& floats(std::size_t i) const;
  /// The values of input i, integers or bools.
  const std::vector<std::int64_t>& whole(std::size_t i) const;

  /// Whether somebody reads output i.
  bool wants(std::size_t i) const { return i < node_.outputs.size() && !node_.outputs[i].empty(); }

  // Attributes, or what the standard says of those that are left out.
  float real(std::string_view name, float otherwise);
  std::int64_t integer(std::string_view name, std::int64_t otherwise);
  std::string text(std::string_view name, std::string_view otherwise);
  std::optional<std::vector<std::int64_t>> integers(std::string_view name);
  std::optional<std::vector<std::string>> texts(std::string_view name);
  bool given(std::string_view name) const;
  /// For attributes that change nothing here.
  void ignore(std::string_view name) { read_.insert(std::string(name)); }

  /// Throws Unsupported "LSTM: attribute clip" for an attribute that was not read.
  void check_all_read() const;
  /// Throws Unsupported "Add: ...".
  [[noreturn]] void unsupported(const std::string& what) const;
  /// Throws Error "[Add] ...": the model contradicts the standard.
  [[noreturn]] void refuse(const std::string& what) const;

 private:
  const io::OnnxAttribute* find(std::string_view name, io::OnnxAttribute::Kind kind);

  const io::OnnxNode& node_;
  std::vector<const Tensor*> inputs_;
  std::int64_t opset_;
  const kernels::Kernels& kernels_;
  std::set<std::string, std::less<>> read_;
};

/// Gives a node's outputs; those that nobody wants may be left out at the end.
using Adapter = std::vector<Tensor> (*)(Node&);

struct Entry {
  std::string_view op;
  std::int64_t first;  ///< the first opset whose meaning of the operator is run here
  Adapter run;
};

}  // namespace hunch::onnx
