#include <algorithm>

#include "onnx/arrays.h"
#include "onnx/families.h"

namespace hunch::onnx {
namespace {

using Floats = std::vector<float>;

void softmax_rows(const kernels::Kernels& k, int rows, int cols, Floats& x) {
  k.softmax(rows, cols, x.data(), x.data());
}

/// x - log(sum(exp(x))), the row's largest taken off first: it would swallow the sum's digits.
void log_softmax_rows(const kernels::Kernels& k, int rows, int cols, Floats& x) {
  const auto width = static_cast<std::size_t>(cols);
  for (auto row = x.begin(); row != x.end(); row += cols) {
    const float largest = *std::max_element(row, row + cols);
    std::for_each(row, row + cols, [largest](float& value) { value -= largest; });
  }
  Floats sums(static_cast<std::size_t>(rows));
  k.log_sum_exp(rows, cols, x.data(), sums.data());
  for (std::size_t i = 0; i < x.size(); ++i) x[i] -= sums[i / width];
}

using Rows = void (*)(const kernels::Kernels&, int, int, Floats&);

template <Rows rows_of>
std::vector<Tensor> along_axis(Node& node) {
  constexpr std::int64_t kOneAxis = 13;  // before, all axes from the given one on
  const bool one_axis = node.opset() >= kOneAxis;
  const Tensor& x = node.floats(0);
  const std::size_t rank = x.dims.size();
  const std::size_t axis = axis_of(node, node.integer("axis", one_axis ? -1 : 1), rank, !one_axis);
  if (x.floats.empty()) return {x};
  std::vector<std::size_t> order(rank);
  for (std::size_t i = 0; i < rank; ++i) order[i] = i;
  // Swapping it with the last one brings the axis there and back.
  if (one_axis) std::swap(order[axis], order[rank - 1]);
  const std::size_t cols =
      one_axis ? static_cast<std::size_t>(x.dims[axis]) : count(std::span(x.dims).subspan(axis));
  Floats y = permute(x.floats, x.dims, order);
  rows_of(node.kernels(), to_int(y.size() / cols), to_int(cols), y);
  return {float_tensor(x.dims, permute(y, permute_dims(x.dims, order), order))};
}

constexpr Entry kEntries[] = {{"Softmax", 1, along_axis<softmax_rows>},
                              {"LogSoftmax", 1, along_axis<log_softmax_rows>}};

}  // namespace

std::span<const Entry> softmaxes() { return kEntries; }

}  // namespace hunch::onnx
