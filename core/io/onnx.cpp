#include "io/onnx.h"

#include "base/error.h"
#include "io/protobuf.h"

namespace hunch::io {
namespace {

[[noreturn]] void refuse(const std::string& what) { throw Error("[onnx] " + what); }

std::string text_of(const ProtobufField& field) { return std::string(field.text()); }

OnnxAttribute read_attribute(std::string_view message) {
  OnnxAttribute a;
  for_each_field(message, [&](const ProtobufField& field) {
    switch (field.number) {
      case 1:
        a.name = text_of(field);
        return;
      case 2:
        a.real = field.real();
        return;
      case 3:
        a.integer = field.integer();
        return;
      case 4:
        a.text = text_of(field);
        return;
      case 5:
        a.tensor = read_onnx_tensor(field.text());
        return;
      case 7:
        return field.add_floats(a.reals);
      case 8:
        return field.add_integers(a.integers);
      case 9:
        a.texts.push_back(text_of(field));
        return;
      case 20:
        a.kind = static_cast<OnnxAttribute::Kind>(field.integer());
        return;
      default:
        return;
    }
  });
  if (a.name.empty()) refuse("an attribute has no name");
  return a;
}

OnnxNode read_node(std::string_view message) {
  OnnxNode node;
  for_each_field(message, [&](const ProtobufField& field) {
    switch (field.number) {
      case 1:
        node.inputs.push_back(text_of(field));
        return;
      case 2:
        node.outputs.push_back(text_of(field));
        return;
      case 3:
        node.name = text_of(field);
        return;
      case 4:
        node.op_type = text_of(field);
        return;
      case 5:
        node.attributes.push_back(read_attribute(field.text()));
        return;
      case 7:
        node.domain = text_of(field);
        return;
      default:
        return;
    }
  });
  if (node.op_type.empty()) refuse("a node has no operator");
  return node;
}

std::int64_t read_dim(std::string_view message) {
  std::int64_t dim = -1;
  for_each_field(message, [&](const ProtobufField& field) {
    if (field.number == 1) dim = field.integer();
  });
  return dim;
}

void read_tensor_type(std::string_view message, OnnxValue& value) {
  for_each_field(message, [&](const ProtobufField& field) {
    if (field.number == 1) value.type = static_cast<OnnxType>(field.integer());
    if (field.number != 2) return;
    for_each_field(field.text(), [&](const ProtobufField& dim) {
      if (dim.number == 1) value.dims.push_back(read_dim(dim.text()));
    });
  });
}

OnnxValue read_value(std::string_view message) {
  OnnxValue value;
  for_each_field(message, [&](const ProtobufField& field) {
    if (field.number == 1) value.name = text_of(field);
    if (field.number != 2) return;
    for_each_field(field.text(), [&](const ProtobufField& type) {
      if (type.number == 1) read_tensor_type(type.text(), value);
    });
  });
  return value;
}

OnnxGraph read_graph(std::string_view message) {
  OnnxGraph graph;
  for_each_field(message, [&](const ProtobufField& field) {
    switch (field.number) {
      case 1:
        graph.nodes.push_back(read_node(field.text()));
        return;
      case 2:
        graph.name = text_of(field);
        return;
      case 5:
        graph.initializers.push_back(read_onnx_tensor(field.text()));
        return;
      case 11:
        graph.inputs.push_back(read_value(field.text()));
        return;
      case 12:
        graph.outputs.push_back(read_value(field.text()));
        return;
      case 15:
        graph.has_sparse = true;
        return;
      default:
        return;
    }
  });
  return graph;
}

OnnxOpset read_opset(std::string_view message) {
  OnnxOpset opset;
  for_each_field(message, [&](const ProtobufField& field) {
    if (field.number == 1) opset.domain = text_of(field);
    if (field.number == 2) opset.version = field.integer();
  });
  return opset;
}

}  // namespace

OnnxModel read_onnx_model(std::string_view bytes) {
  OnnxModel model;
  bool has_graph = false;
  for_each_field(bytes, [&](const ProtobufField& field) {
    switch (field.number) {
      case 1:
        model.ir_version = field.integer();
        return;
      case 7:
        if (has_graph) refuse("a model has two graphs");
        model.graph = read_graph(field.text());
        has_graph = true;
        return;
      case 8:
        model.opsets.push_back(read_opset(field.text()));
        return;
      case 25:
        model.has_functions = true;
        return;
      default:
        return;
    }
  });
  if (!has_graph) refuse("a model has no graph");
  return model;
}

}  // namespace hunch::io
