#include "onnx/arrays.h"
#include "onnx/families.h"
#include "onnx/run_op.h"
#include "ops/add.h"
#include "ops/dropout.h"
#include "ops/multiply.h"

namespace hunch::onnx {
namespace {

/// Two inputs, repeated to their common shape, by Hunch's op.
template <class Join>
std::vector<Tensor> pair(Node& node) {
  const Tensor& a = node.floats(0);
  const Tensor& b = node.floats(1);
  Dims dims = broadcast_dims(node, a.dims, b.dims);
  const std::vector<float> left = expand(node, a, dims), right = expand(node, b, dims);
  if (left.empty()) return {float_tensor(std::move(dims), {})};
  Join op;
  const Shape shapes[] = {{to_int(left.size())}, {to_int(left.size())}};
  const std::span<const float> both[] = {left, right};
  return {float_tensor(std::move(dims), run_join(node, op, 1, shapes, both))};
}

/// The one number of an input.
float ratio_of(const Node& node, std::size_t input) {
  const Tensor& ratio = node.floats(input);
  if (ratio.floats.size() != 1) node.refuse("ratio has " + dims_text(ratio.dims));
  return ratio.floats[0];
}

bool training_of(const Node& node, std::size_t input) {
  const std::vector<std::int64_t>& mode = node.whole(input);
  if (mode.size() != 1) node.refuse("training_mode has " + dims_text(node.any(input).dims));
  return mode[0] != 0;
}

/// As it predicts. Masks that are drawn cannot be those of another framework.
std::vector<Tensor> dropout(Node& node) {
  constexpr std::int64_t kRatioIsInput = 12;
  constexpr std::int64_t kMaskIsBool = 10;
  const Tensor& x = node.floats(0);
  node.ignore("seed");
  float ratio = 0.5f;
  bool training = false;
  if (node.opset() < kRatioIsInput) {
    ratio = node.real("ratio", ratio);
  } else {
    if (node.has(1)) ratio = ratio_of(node, 1);
    if (node.has(2)) training = training_of(node, 2);
  }
  if (training && ratio != 0) node.unsupported("training_mode with a ratio above 0");
  if (node.wants(1) && node.opset() < kMaskIsBool) node.unsupported("mask of opset below 10");
  Tensor mask;
  mask.type = io::OnnxType::kBool;
  mask.dims = x.dims;
  mask.whole.assign(x.floats.size(), 1);
  if (x.floats.empty()) return {x, std::move(mask)};
  ops::Dropout op(static_cast<double>(ratio));
  std::vector<float> y = run_op(node, op, {.example = {to_int(x.size())}, .x = x.floats}).y;
  return {float_tensor(x.dims, std::move(y)), std::move(mask)};
}

constexpr Entry kEntries[] = {
    {"Add", 7, pair<ops::Add>}, {"Mul", 7, pair<ops::Multiply>}, {"Dropout", 7, dropout}};

}  // namespace

std::span<const Entry> elementwise() { return kEntries; }

}  // namespace hunch::onnx
