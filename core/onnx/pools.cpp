#include <cstring>

#include "onnx/arrays.h"
#include "onnx/families.h"
#include "onnx/images.h"
#include "ops/average_pool2d.h"
#include "ops/global_average_pool.h"
#include "ops/global_max_pool.h"
#include "ops/max_pool2d.h"
#include "ops/pooling.h"

namespace hunch::onnx {
namespace {

ops::Window pool_window(Node& node, const Tensor& x) {
  const std::size_t axes = spatial_axes(node, x);
  if (!node.given("kernel_shape")) node.refuse("no kernel_shape");
  std::vector<ops::Slide> slides = slides_of(node, per_axis(node, "kernel_shape", axes, 0));
  pad(node, std::span(x.dims).subspan(2), slides);
  ops::Window window = window_of(slides);
  window.ceil = node.integer("ceil_mode", 0) != 0;
  return window;
}

/// Where each largest value was, counted through all of x (B,C,Y,X), or with Y before X.
Tensor indices_of(const Node& node, const Tensor& x, const Tensor& y, const OpOutput& run,
                  bool columns_first) {
  const bool plane = x.dims.size() == 4;
  const std::int64_t channels = x.dims[1], width = x.dims.back(), height = plane ? x.dims[2] : 1;
  Tensor indices;
  indices.type = io::OnnxType::kInt64;
  indices.dims = y.dims;
  indices.whole.resize(run.y.size());
  const std::size_t windows = run.y.size() / static_cast<std::size_t>(x.dims[0] * channels);
  // The op's order is (B,Yo,Xo,C), and its winners count through one (Y,X,C).
  std::size_t at = 0;
  for (std::int64_t image = 0; image < x.dims[0]; ++image) {
    for (std::size_t window = 0; window < windows; ++window) {
      for (std::int64_t c = 0; c < channels; ++c, ++at) {
        std::uint32_t winner;
        std::memcpy(&winner, run.saved.data() + at * sizeof winner, sizeof winner);
        if (winner == ops::pooling::kNobody) node.unsupported("a window on padding alone");
        const std::int64_t pixel = winner / channels, row = pixel / width, column = pixel % width;
        const std::int64_t map = image * channels + c;
        indices.whole[static_cast<std::size_t>(map) * windows + window] =
            map * height * width + (columns_first ? column * height + row : pixel);
      }
    }
  }
  return indices;
}

std::vector<Tensor> max_pool(Node& node) {
  const Tensor& x = node.floats(0);
  ops::MaxPool2d op(pool_window(node, x));
  const bool columns_first = node.integer("storage_order", 0) != 0;
  const Images images = images_of(node, x);
  const OpOutput run =
      run_op(node, op, {.example = images.example, .rows = images.rows, .x = images.values});
  const Tensor y = from_images(run, images.rows);
  if (!node.wants(1)) return {y};
  return {y, indices_of(node, x, y, run, columns_first)};
}

std::vector<Tensor> average_pool(Node& node) {
  const Tensor& x = node.floats(0);
  const ops::Window window = pool_window(node, x);
  ops::AveragePool2d op(window, node.integer("count_include_pad", 0) != 0);
  const Images images = images_of(node, x);
  return {from_images(
      run_op(node, op, {.example = images.example, .rows = images.rows, .x = images.values}),
      images.rows)};
}

/// (B,C,Y,X) -> (B,C,1,1)
template <class Op>
std::vector<Tensor> global(Node& node) {
  const Tensor& x = node.floats(0);
  const Images images = images_of(node, x);
  Op op;
  Dims dims(x.dims.size(), 1);
  dims[0] = x.dims[0];
  dims[1] = x.dims[1];
  return {float_tensor(
      std::move(dims),
      run_op(node, op, {.example = images.example, .rows = images.rows, .x = images.values}).y)};
}

constexpr Entry kEntries[] = {{"MaxPool", 1, max_pool},
                              {"AveragePool", 1, average_pool},
                              {"GlobalAveragePool", 1, global<ops::GlobalAveragePool>},
                              {"GlobalMaxPool", 1, global<ops::GlobalMaxPool>}};

}  // namespace

std::span<const Entry> pools() { return kEntries; }

}  // namespace hunch::onnx
