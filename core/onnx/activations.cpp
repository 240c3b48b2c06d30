#include "onnx/arrays.h"
#include "onnx/families.h"
#include "onnx/run_op.h"
#include "ops/activation.h"
#include "ops/multiply.h"

namespace hunch::onnx {
namespace {

using Function = kernels::Activation;
using Floats = std::vector<float>;

/// f of every value by Hunch's op.
Floats activate(const Node& node, Function function, const Floats& x) {
  if (x.empty()) return {};
  ops::Activation op(function);
  return run_op(node, op, {.example = {to_int(x.size())}, .x = x}).y;
}

template <Function function>
std::vector<Tensor> plain(Node& node) {
  const Tensor& x = node.floats(0);
  return {float_tensor(x.dims, activate(node, function, x.floats))};
}

Floats scaled(const Node& node, float factor, Floats x) {
  node.kernels().scale(x.size(), factor, x.data());
  return x;
}

/// max(x,0), and min(x,0) as -max(-x,0).
Floats positive(const Node& node, const Floats& x) { return activate(node, Function::kRelu, x); }
Floats negative(const Node& node, const Floats& x) {
  return scaled(node, -1, positive(node, scaled(node, -1, x)));
}

/// p max(x,0) + q elu(r min(x,0)): what Elu, Selu and Celu have in common.
std::vector<Tensor> elu_family(const Node& node, float p, float q, float r) {
  const Tensor& x = node.floats(0);
  const Floats below = activate(node, Function::kElu, scaled(node, r, negative(node, x.floats)));
  Floats y = scaled(node, p, positive(node, x.floats));
  node.kernels().axpy(y.size(), q, below.data(), y.data());
  return {float_tensor(x.dims, std::move(y))};
}

std::vector<Tensor> elu(Node& node) {
  const float alpha = node.real("alpha", 1);
  if (alpha == 1) return plain<Function::kElu>(node);
  return elu_family(node, 1, alpha, 1);
}

std::vector<Tensor> selu(Node& node) {
  constexpr float kAlpha = 1.67326319f, kGamma = 1.05070102f;  // of the standard and the kernel
  const float alpha = node.real("alpha", kAlpha), gamma = node.real("gamma", kGamma);
  if (alpha == kAlpha && gamma == kGamma) return plain<Function::kSelu>(node);
  return elu_family(node, gamma, gamma * alpha, 1);
}

std::vector<Tensor> celu(Node& node) {
  const float alpha = node.real("alpha", 1);
  if (alpha == 1) return plain<Function::kCelu>(node);
  if (alpha == 0) node.refuse("alpha 0");
  return elu_family(node, 1, alpha, 1 / alpha);
}

std::vector<Tensor> leaky_relu(Node& node) {
  constexpr float kSlope = 0.01f;  // of the standard and the kernel
  const float alpha = node.real("alpha", kSlope);
  if (alpha == kSlope) return plain<Function::kLeakyRelu>(node);
  const Tensor& x = node.floats(0);
  const Floats below = negative(node, x.floats);
  Floats y = positive(node, x.floats);
  node.kernels().axpy(y.size(), alpha, below.data(), y.data());
  return {float_tensor(x.dims, std::move(y))};
}

/// max(x,0) + slope min(x,0), the slope repeated to the shape of x.
std::vector<Tensor> prelu(Node& node) {
  const Tensor& x = node.floats(0);
  const Floats slope = expand(node, node.floats(1), x.dims);
  const Floats below = negative(node, x.floats);
  Floats y = positive(node, x.floats);
  if (y.empty()) return {x};
  ops::Multiply op;
  const Shape shapes[] = {{to_int(y.size())}, {to_int(y.size())}};
  const std::span<const float> factors[] = {slope, below};
  const Floats product = run_join(node, op, 1, shapes, factors);
  node.kernels().axpy(y.size(), 1, product.data(), y.data());
  return {float_tensor(x.dims, std::move(y))};
}

/// alpha x + beta held in [0,1]. Other slopes than the kernel's 0.2 x + 0.5 are one of its input.
std::vector<Tensor> hard_sigmoid(Node& node) {
  constexpr float kAlpha = 0.2f, kBeta = 0.5f;
  const float alpha = node.real("alpha", kAlpha), beta = node.real("beta", kBeta);
  Floats x = node.floats(0).floats;
  if (alpha != kAlpha || beta != kBeta) {
    for (float& value : x) value = (alpha * value + (beta - kBeta)) / kAlpha;
  }
  return {float_tensor(node.floats(0).dims, activate(node, Function::kHardsigmoid, x))};
}

/// x/2 (1 + tanh(u)) = x sigmoid(2 u) with u = sqrt(2/pi) (x + 0.044715 x^3). The kernel's own gelu
/// is the exact one.
std::vector<Tensor> gelu_by_tanh(const Node& node) {
  constexpr float kRoot = 0.7978845608f;
  constexpr float kCubic = 0.044715f;
  const kernels::Kernels& k = node.kernels();
  const Tensor& x = node.floats(0);
  const std::size_t n = x.floats.size();
  Floats u(n);
  k.multiply(n, x.floats.data(), x.floats.data(), u.data());
  k.multiply(n, u.data(), x.floats.data(), u.data());
  k.scale(n, 2 * kRoot * kCubic, u.data());
  k.axpy(n, 2 * kRoot, x.floats.data(), u.data());
  Floats y = activate(node, Function::kSigmoid, u);
  k.multiply(n, y.data(), x.floats.data(), y.data());
  return {float_tensor(x.dims, std::move(y))};
}

std::vector<Tensor> gelu(Node& node) {
  const std::string approximate = node.text("approximate", "none");
  if (approximate == "none") return plain<Function::kGelu>(node);
  if (approximate == "tanh") return gelu_by_tanh(node);
  node.unsupported("approximate = " + approximate);
}

std::vector<Tensor> swish(Node& node) {
  if (node.real("alpha", 1) != 1) node.unsupported("attribute alpha other than 1");
  return plain<Function::kSilu>(node);
}

constexpr Entry kEntries[] = {
    {"Relu", 6, plain<Function::kRelu>},
    {"LeakyRelu", 6, leaky_relu},
    {"PRelu", 7, prelu},
    {"Elu", 6, elu},
    {"Selu", 6, selu},
    {"Celu", 12, celu},
    {"Gelu", 20, gelu},
    {"Sigmoid", 6, plain<Function::kSigmoid>},
    {"Tanh", 6, plain<Function::kTanh>},
    {"Softplus", 1, plain<Function::kSoftplus>},
    {"Softsign", 1, plain<Function::kSoftsign>},
    {"HardSigmoid", 6, hard_sigmoid},
    {"HardSwish", 14, plain<Function::kHardswish>},
    {"Mish", 18, plain<Function::kMish>},
    {"Swish", 24, swish},
};

}  // namespace

std::span<const Entry> activations() { return kEntries; }

}  // namespace hunch::onnx
