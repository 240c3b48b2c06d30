#include <algorithm>

#include "onnx/arrays.h"
#include "onnx/families.h"
#include "onnx/run_op.h"
#include "ops/concat.h"
#include "ops/flatten.h"
#include "ops/reshape.h"

namespace hunch::onnx {
namespace {

/// The same values through an op that changes no more than their shape.
Tensor reshaped(const Node& node, ops::Op&& op, const Tensor& x, Dims dims) {
  if (x.floats.empty()) return float_tensor(std::move(dims), {});
  return float_tensor(std::move(dims),
                      run_op(node, op, {.example = {to_int(x.floats.size())}, .x = x.floats}).y);
}

std::vector<Tensor> flatten(Node& node) {
  const Tensor& x = node.floats(0);
  const std::size_t axis = axis_of(node, node.integer("axis", 1), x.dims.size(), true);
  const std::span<const std::int64_t> dims = x.dims;
  return {reshaped(node, ops::Flatten(), x,
                   {static_cast<std::int64_t>(count(dims.first(axis))),
                    static_cast<std::int64_t>(count(dims.subspan(axis)))})};
}

/// The side for -1, so that all values are used.
std::int64_t left_over(const Node& node, const Dims& dims, std::size_t size) {
  Dims others;
  std::copy_if(dims.begin(), dims.end(), std::back_inserter(others),
               [](std::int64_t side) { return side != -1; });
  const std::size_t known = count(others);
  if (others.size() + 1 != dims.size() || known == 0 || size % known != 0) {
    node.refuse("shape " + dims_text(dims) + " for " + std::to_string(size) + " values");
  }
  return static_cast<std::int64_t>(size / known);
}

std::vector<Tensor> reshape(Node& node) {
  const Tensor& x = node.floats(0);
  const bool zero_is_zero = node.integer("allowzero", 0) != 0;
  if (node.any(1).type != io::OnnxType::kInt64) node.refuse("shape is not of int64");
  Dims dims = node.whole(1);
  if (node.any(1).dims.size() != 1 || dims.size() > io::kMaxOnnxRank) {
    node.refuse("shape has " + dims_text(node.any(1).dims));
  }
  for (std::size_t i = 0; i < dims.size(); ++i) {
    if (dims[i] != 0 || zero_is_zero) continue;
    if (i >= x.dims.size()) node.refuse("shape " + dims_text(dims) + " keeps a side too many");
    dims[i] = x.dims[i];
  }
  const auto open = std::find(dims.begin(), dims.end(), -1);
  if (open != dims.end()) *open = left_over(node, dims, x.floats.size());
  if (count(dims) != x.floats.size()) {
    node.refuse("input " + dims_text(x.dims) + " as " + dims_text(dims));
  }
  if (x.floats.empty()) return {float_tensor(std::move(dims), {})};
  // An op's shape has at most four sides; what is beside them changes nothing in the values.
  return {reshaped(node, ops::Reshape({to_int(x.floats.size())}), x, std::move(dims))};
}

std::vector<Tensor> transpose(Node& node) {
  const Tensor& x = node.floats(0);
  const std::size_t rank = x.dims.size();
  std::vector<std::size_t> order(rank);
  if (const auto perm = node.integers("perm")) {
    std::vector<bool> seen(rank, false);
    if (perm->size() != rank) node.refuse("perm has " + std::to_string(perm->size()) + " axes");
    for (std::size_t i = 0; i < rank; ++i) {
      order[i] = axis_of(node, (*perm)[i], rank);
      if (seen[order[i]]) node.refuse("perm has an axis twice");
      seen[order[i]] = true;
    }
  } else {
    for (std::size_t i = 0; i < rank; ++i) order[i] = rank - 1 - i;
  }
  return {float_tensor(permute_dims(x.dims, order), permute(x.floats, x.dims, order))};
}

/// The shape of the inputs side by side along an axis.
Dims concat_dims(const Node& node, std::size_t axis) {
  const Dims& first = node.floats(0).dims;
  Dims dims = first;
  dims[axis] = 0;
  for (std::size_t i = 0; i < node.input_count(); ++i) {
    Dims others = node.floats(i).dims;
    if (others.size() != first.size()) node.refuse("inputs of different ranks");
    dims[axis] += others[axis];
    others[axis] = first[axis];
    if (others != first) {
      node.refuse("inputs " + dims_text(first) + ", " + dims_text(node.floats(i).dims));
    }
  }
  return dims;
}

/// What lies before the axis are rows to the op, the rest is one side.
std::vector<Tensor> concat(Node& node) {
  if (!node.given("axis")) node.refuse("no axis");
  const Tensor& first = node.floats(0);
  const std::size_t axis = axis_of(node, node.integer("axis", 0), first.dims.size());
  Dims dims = concat_dims(node, axis);
  std::vector<Shape> shapes;
  std::vector<std::span<const float>> xs;
  for (std::size_t i = 0; i < node.input_count(); ++i) {
    const Tensor& x = node.floats(i);
    if (x.floats.empty()) continue;
    shapes.push_back({to_int(count(std::span(x.dims).subspan(axis)))});
    xs.push_back(x.floats);
  }
  if (xs.empty()) return {float_tensor(std::move(dims), {})};
  if (xs.size() == 1) return {float_tensor(std::move(dims), {xs[0].begin(), xs[0].end()})};
  ops::Concat op;
  const int rows = to_int(count(std::span(dims).first(axis)));
  return {float_tensor(std::move(dims), run_join(node, op, rows, shapes, xs))};
}

constexpr Entry kEntries[] = {{"Flatten", 1, flatten},
                              {"Reshape", 5, reshape},
                              {"Transpose", 1, transpose},
                              {"Concat", 4, concat}};

}  // namespace

std::span<const Entry> shapes() { return kEntries; }

}  // namespace hunch::onnx
