#include "onnx/run_op.h"

#include <algorithm>

#include "tensor/arena.h"

namespace hunch::onnx {
namespace {

std::size_t count_of(const Shape& example, int rows) {
  return example.size() * static_cast<std::size_t>(rows);
}

/// What comes out of an op, or Unsupported with the op's own words.
template <class Op, class Input>
Shape infer_shape(const Node& node, Op& op, const Input& input, int rows) {
  Shape out;
  try {
    out = op.infer_shape(input);
  } catch (const Error& error) {
    node.unsupported(error.what());
  }
  if (count_of(out, rows) > io::kMaxOnnxValues) node.unsupported("an output that is too large");
  return out;
}

/// Memory for one run of an op, as a network's workspace would give it.
struct Room {
  Room(const ops::Op& op, const OpInput& input, std::size_t outputs,
       const kernels::Kernels& kernels)
      : saved_bytes(op.saved_bytes(input.rows)),
        scratch_floats(op.scratch_floats(input.rows, kernels)),
        x(layout.take_floats(input.x.size())),
        parameters(layout.take_floats(input.parameters.size())),
        saved(layout.take(saved_bytes)),
        scratch(layout.take_floats(scratch_floats)),
        y(layout.take_floats(outputs)),
        arena(layout.bytes()) {}
  tensor::Layout layout;
  std::size_t saved_bytes, scratch_floats;
  std::size_t x, parameters, saved, scratch, y;
  tensor::Arena arena;
};

}  // namespace

OpOutput run_op(const Node& node, ops::Op& op, const OpInput& input) {
  if (input.x.empty()) node.unsupported("an empty input");
  OpOutput result;
  result.example = infer_shape(node, op, input.example, input.rows);
  if (input.x.size() != count_of(input.example, input.rows)) {
    node.refuse("input of " + std::to_string(input.x.size()) + " values");
  }
  if (input.parameters.size() != op.parameter_count()) {
    node.refuse("parameters of " + std::to_string(input.parameters.size()) + " values, needs " +
                std::to_string(op.parameter_count()));
  }
  const std::size_t outputs = count_of(result.example, input.rows);
  const Room room(op, input, outputs, node.kernels());
  const std::span<float> x = room.arena.floats(room.x, input.x.size());
  std::copy(input.x.begin(), input.x.end(), x.begin());
  const std::span<float> own = room.arena.floats(room.parameters, input.parameters.size());
  std::copy(input.parameters.begin(), input.parameters.end(), own.begin());
  const std::span<float> y = room.arena.floats(room.y, outputs);
  ops::Context context;
  context.kernels = &node.kernels();
  context.mode = input.mode;
  context.lengths = input.lengths;
  const ops::Buffers buffers{.rows = input.rows,
                             .parameters = own,
                             .saved = room.arena.bytes(room.saved, room.saved_bytes),
                             .scratch = room.arena.floats(room.scratch, room.scratch_floats)};
  op.forward(context, buffers, x, y);
  if (input.mode == ops::Mode::kTrain) op.keep(buffers, own);
  result.y.assign(y.begin(), y.end());
  result.parameters.assign(own.begin(), own.end());
  result.saved.assign(buffers.saved.begin(), buffers.saved.end());
  return result;
}

std::vector<float> run_join(const Node& node, ops::Join& op, int rows,
                            std::span<const Shape> examples,
                            std::span<const std::span<const float>> xs) {
  std::vector<float> y(count_of(infer_shape(node, op, examples, rows), rows));
  ops::Context context;
  context.kernels = &node.kernels();
  ops::Buffers buffers;
  buffers.rows = rows;
  op.forward(context, buffers, xs, y);
  return y;
}

}  // namespace hunch::onnx
