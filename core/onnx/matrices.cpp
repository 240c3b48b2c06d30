#include <array>

#include "onnx/arrays.h"
#include "onnx/families.h"
#include "onnx/run_op.h"
#include "ops/dense.h"

namespace hunch::onnx {
namespace {

using Floats = std::vector<float>;

/// a (M,K) times b (K,N) by a dense layer without a bias.
Floats product(const Node& node, int M, int K, int N, std::span<const float> a,
               std::span<const float> b) {
  if (a.empty() || b.empty()) return Floats(count(Dims{M, N}), 0.0f);  // no rows, or empty sums
  ops::Dense op(N);
  Floats parameters(b.begin(), b.end());
  parameters.resize(parameters.size() + static_cast<std::size_t>(N), 0.0f);
  return run_op(node, op, {.example = {K}, .rows = M, .x = a, .parameters = parameters}).y;
}

/// An input of two axes, transposed if the attribute says so.
Tensor matrix(Node& node, std::size_t input, std::string_view attribute) {
  const Tensor& x = node.floats(input);
  if (x.dims.size() != 2) node.refuse("input " + dims_text(x.dims) + ": needs two axes");
  if (node.integer(attribute, 0) == 0) return x;
  return float_tensor({x.dims[1], x.dims[0]},
                      permute(x.floats, x.dims, std::array<std::size_t, 2>{1, 0}));
}

/// alpha A B + beta C.
std::vector<Tensor> gemm(Node& node) {
  const float alpha = node.real("alpha", 1), beta = node.real("beta", 1);
  const Tensor a = matrix(node, 0, "transA"), b = matrix(node, 1, "transB");
  if (a.dims[1] != b.dims[0]) {
    node.refuse("inputs " + dims_text(a.dims) + ", " + dims_text(b.dims));
  }
  const Dims dims = {a.dims[0], b.dims[1]};
  Floats y = product(node, to_int(dims[0]), to_int(a.dims[1]), to_int(dims[1]), a.floats, b.floats);
  node.kernels().scale(y.size(), alpha, y.data());
  // With beta 0 whatever is in C does not count, not even NaN.
  if (node.has(2) && beta != 0) {
    const Floats c = expand(node, node.floats(2), dims);
    node.kernels().axpy(y.size(), beta, c.data(), y.data());
  }
  return {float_tensor(dims, std::move(y))};
}

Dims joined(Dims batch, std::int64_t rows, std::int64_t columns) {
  batch.insert(batch.end(), {rows, columns});
  return batch;
}

/// NumPy's matmul: matrices in the last two axes, the axes before are repeated to a common shape.
std::vector<Tensor> matmul(Node& node) {
  const Tensor& a = node.floats(0);
  const Tensor& b = node.floats(1);
  Dims da = a.dims, db = b.dims;
  // A vector is a row on the left, a column on the right.
  const bool row = da.size() == 1, column = db.size() == 1;
  if (row) da.insert(da.begin(), 1);
  if (column) db.push_back(1);
  if (da.size() < 2 || db.size() < 2 || da.back() != db[db.size() - 2]) {
    node.refuse("inputs " + dims_text(a.dims) + ", " + dims_text(b.dims));
  }
  const int M = to_int(da[da.size() - 2]), K = to_int(da.back()), N = to_int(db.back());
  const Dims batch = broadcast_dims(node, {da.begin(), da.end() - 2}, {db.begin(), db.end() - 2});
  const Floats left = expand(node, float_tensor(da, a.floats), joined(batch, M, K));
  const Floats right = expand(node, float_tensor(db, b.floats), joined(batch, K, N));
  const std::size_t size_a = count(Dims{M, K}), size_b = count(Dims{K, N});
  Dims dims = batch;
  if (!row) dims.push_back(M);
  if (!column) dims.push_back(N);
  Floats y;
  y.reserve(count(dims));
  for (std::size_t i = 0; i < count(batch); ++i) {
    const Floats one = product(node, M, K, N, std::span(left).subspan(i * size_a, size_a),
                               std::span(right).subspan(i * size_b, size_b));
    y.insert(y.end(), one.begin(), one.end());
  }
  return {float_tensor(std::move(dims), std::move(y))};
}

constexpr Entry kEntries[] = {{"Gemm", 7, gemm}, {"MatMul", 1, matmul}};

}  // namespace

std::span<const Entry> matrices() { return kEntries; }

}  // namespace hunch::onnx
