#include "onnx/run_model.h"

#include <map>
#include <string>

#include "onnx/families.h"

namespace hunch::onnx {
namespace {

[[noreturn]] void refuse(const std::string& what) { throw Error("[onnx] " + what); }

bool is_standard(const std::string& domain) { return domain.empty() || domain == "ai.onnx"; }

std::int64_t opset_of(const io::OnnxModel& model) {
  std::int64_t version = 0;
  for (const io::OnnxOpset& opset : model.opsets) {
    if (is_standard(opset.domain)) version = std::max(version, opset.version);
  }
  return version;
}

const Entry* find_entry(std::string_view op) {
  for (const auto& family : {activations, convolutions, elementwise, matrices, norms, pools,
                             recurrents, shapes, softmaxes}) {
    for (const Entry& entry : family()) {
      if (entry.op == op) return &entry;
    }
  }
  return nullptr;
}

/// All values by name.
class Values {
 public:
  void add(const std::string& name, Tensor value) {
    if (!values_.emplace(name, std::move(value)).second) refuse("value " + name + " is set twice");
  }
  const Tensor* find(const std::string& name) const {
    const auto at = values_.find(name);
    return at == values_.end() ? nullptr : &at->second;
  }
  const Tensor& get(const std::string& name) const {
    const Tensor* value = find(name);
    if (value == nullptr) refuse("value " + name + " is read before it is set");
    return *value;
  }

 private:
  std::map<std::string, Tensor> values_;
};

/// The adapter for a node, or Unsupported.
const Entry& entry_of(const io::OnnxNode& node, std::int64_t opset) {
  if (!is_standard(node.domain)) throw Unsupported(node.domain + "." + node.op_type);
  const Entry* entry = find_entry(node.op_type);
  if (entry == nullptr) throw Unsupported(node.op_type);
  if (opset < entry->first || opset > kNewestOpset) {
    throw Unsupported(node.op_type + " of opset " + std::to_string(opset));
  }
  return *entry;
}

void run_node(const io::OnnxNode& node, std::int64_t opset, const kernels::Kernels& kernels,
              Values& values) {
  std::vector<const Tensor*> inputs;
  for (const std::string& name : node.inputs) {
    inputs.push_back(name.empty() ? nullptr : &values.get(name));
  }
  Node call(node, std::move(inputs), opset, kernels);
  std::vector<Tensor> outputs = entry_of(node, opset).run(call);
  call.check_all_read();
  for (std::size_t i = 0; i < node.outputs.size(); ++i) {
    if (node.outputs[i].empty()) continue;
    if (i >= outputs.size()) call.unsupported("output " + std::to_string(i));
    values.add(node.outputs[i], std::move(outputs[i]));
  }
}

}  // namespace

void check_supported(const io::OnnxModel& model) {
  const io::OnnxGraph& graph = model.graph;
  const std::int64_t opset = opset_of(model);
  for (const io::OnnxNode& node : graph.nodes) entry_of(node, opset);
  const std::string op = graph.nodes.empty() ? "a graph without nodes" : graph.nodes[0].op_type;
  if (model.has_functions) throw Unsupported(op + ": functions of the model's own");
  if (graph.has_sparse) throw Unsupported(op + ": sparse initializers");
  for (const std::vector<io::OnnxValue>* values : {&graph.inputs, &graph.outputs}) {
    for (const io::OnnxValue& value : *values) {
      if (value.type != io::OnnxType::kUndefined) continue;
      throw Unsupported(op + ": " + value.name + " is no tensor");
    }
  }
}

std::vector<Tensor> run_model(const io::OnnxModel& model, std::span<const Tensor> inputs,
                              const kernels::Kernels& kernels) {
  check_supported(model);
  const io::OnnxGraph& graph = model.graph;
  const std::int64_t opset = opset_of(model);
  if (inputs.size() > graph.inputs.size()) {
    refuse(std::to_string(inputs.size()) + " inputs, the graph has " +
           std::to_string(graph.inputs.size()));
  }
  Values values;
  for (std::size_t i = 0; i < inputs.size(); ++i) values.add(graph.inputs[i].name, inputs[i]);
  for (const Tensor& initializer : graph.initializers) {
    // An input of the same name may replace it.
    if (values.find(initializer.name) == nullptr) values.add(initializer.name, initializer);
  }
  for (const io::OnnxNode& node : graph.nodes) run_node(node, opset, kernels, values);
  std::vector<Tensor> outputs;
  for (const io::OnnxValue& output : graph.outputs) outputs.push_back(values.get(output.name));
  return outputs;
}

}  // namespace hunch::onnx
