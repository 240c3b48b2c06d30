#include <algorithm>

#include "onnx/arrays.h"
#include "onnx/families.h"
#include "onnx/images.h"
#include "ops/conv2d.h"
#include "ops/conv_transpose2d.h"

namespace hunch::onnx {
namespace {

/// Sizes of the kernel, as the weight (F,C/G,...) or (C,F/G,...) has them; the attribute may only
/// repeat them.
Dims kernel_of(Node& node, const Tensor& x, const Tensor& weight) {
  const std::size_t axes = spatial_axes(node, x);
  if (weight.dims.size() != x.dims.size()) {
    node.refuse("input " + dims_text(x.dims) + ", weight " + dims_text(weight.dims));
  }
  Dims kernel(weight.dims.begin() + 2, weight.dims.end());
  if (node.given("kernel_shape") && per_axis(node, "kernel_shape", axes, 0) != kernel) {
    node.refuse("kernel_shape is not that of the weight " + dims_text(weight.dims));
  }
  return kernel;
}

/// The op's weight and behind it its bias, 0 where the model has none.
std::vector<float> with_bias(const Node& node, std::vector<float> weight, std::int64_t filters) {
  const Tensor none = float_tensor({1}, {0});
  const std::vector<float> bias = expand(node, node.has(2) ? node.floats(2) : none, {filters});
  weight.insert(weight.end(), bias.begin(), bias.end());
  return weight;
}

Tensor run(const Node& node, ops::Op& op, const Images& images,
           const std::vector<float>& parameters) {
  return from_images(run_op(node, op,
                            {.example = images.example,
                             .rows = images.rows,
                             .x = images.values,
                             .parameters = parameters}),
                     images.rows);
}

std::vector<Tensor> conv(Node& node) {
  const Tensor& x = node.floats(0);
  const Tensor& weight = node.floats(1);  // (F,C/G,Ky,Kx)
  std::vector<ops::Slide> slides = slides_of(node, kernel_of(node, x, weight));
  pad(node, std::span(x.dims).subspan(2), slides);
  const int groups = to_int(node.integer("group", 1));
  if (weight.dims[1] * groups != x.dims[1]) {
    node.refuse("input " + dims_text(x.dims) + ", weight " + dims_text(weight.dims) + ", " +
                std::to_string(groups) + " groups");
  }
  // Here (Ky,Kx,C/G,F).
  std::vector<std::size_t> order;
  for (std::size_t axis = 2; axis < weight.dims.size(); ++axis) order.push_back(axis);
  order.insert(order.end(), {1, 0});
  const std::vector<float> parameters =
      with_bias(node, permute(weight.floats, weight.dims, order), weight.dims[0]);
  ops::Conv2d op(to_int(weight.dims[0]), window_of(slides), groups);
  return {run(node, op, images_of(node, x), parameters)};
}

/// Padding that is told by the size of the output, an odd one at the end if `upper`. What the
/// windows lack to reach that size comes behind them, as output padding.
void pad_to(const Node& node, std::int64_t size, std::int64_t output, bool upper, ops::Slide& slide,
            int& output_padding) {
  const std::int64_t all = slide.stride * (size - 1) + output_padding + reach_of(slide) - output;
  const std::int64_t half = (all - (all < 0 ? 1 : 0)) / 2;  // rounded down
  const std::int64_t before = upper ? half : all - half;
  if (before < 0) node.unsupported("an output of " + std::to_string(output));
  slide.before = to_int(before);
  slide.after = to_int(std::max<std::int64_t>(all - before, 0));
  output_padding += to_int(before + slide.after - all);
}

/// Padding by pads, output_shape or auto_pad, which makes the output `stride` times as large.
void pad_transposed(Node& node, const Dims& sizes, std::vector<ops::Slide>& slides,
                    std::vector<int>& output_padding) {
  const std::string how = node.text("auto_pad", "NOTSET");
  const bool same = how == "SAME_UPPER" || how == "SAME_LOWER";
  if (!same && !node.given("output_shape")) return pad(node, sizes, slides);
  if (node.given("output_shape")) node.ignore("pads");  // which the standard lets it replace
  const Dims outputs = per_axis(node, "output_shape", sizes.size(), 0);
  for (std::size_t i = 0; i < slides.size(); ++i) {
    const std::int64_t output =
        node.given("output_shape") ? to_int(outputs[i]) : sizes[i] * slides[i].stride;
    pad_to(node, sizes[i], output, how == "SAME_UPPER", slides[i], output_padding[i]);
  }
}

std::vector<Tensor> conv_transpose(Node& node) {
  const Tensor& x = node.floats(0);
  const Tensor& weight = node.floats(1);  // (C,F/G,Ky,Kx)
  std::vector<ops::Slide> slides = slides_of(node, kernel_of(node, x, weight));
  std::vector<int> output_padding;
  for (const std::int64_t p : per_axis(node, "output_padding", slides.size(), 0)) {
    output_padding.push_back(to_int(p));
  }
  pad_transposed(node, {x.dims.begin() + 2, x.dims.end()}, slides, output_padding);
  const int groups = to_int(node.integer("group", 1));
  if (weight.dims[0] != x.dims[1]) {
    node.refuse("input " + dims_text(x.dims) + ", weight " + dims_text(weight.dims));
  }
  const std::int64_t filters = weight.dims[1] * groups;
  // Here (C,Ky,Kx,F/G).
  const std::vector<float> parameters =
      with_bias(node, channels_last(weight.floats, weight.dims), filters);
  const int along_y = slides.size() == 1 ? 0 : output_padding[0];
  ops::ConvTranspose2d op(to_int(filters), window_of(slides), {along_y, output_padding.back()},
                          groups);
  return {run(node, op, images_of(node, x), parameters)};
}

constexpr Entry kEntries[] = {{"Conv", 1, conv}, {"ConvTranspose", 1, conv_transpose}};

}  // namespace

std::span<const Entry> convolutions() { return kEntries; }

}  // namespace hunch::onnx
