#include "onnx/images.h"

#include <algorithm>

#include "onnx/arrays.h"

namespace hunch::onnx {

std::size_t spatial_axes(const Node& node, const Tensor& x) {
  constexpr std::size_t kBatchAndChannels = 2;
  if (x.dims.size() <= kBatchAndChannels) node.refuse("input " + dims_text(x.dims));
  const std::size_t axes = x.dims.size() - kBatchAndChannels;
  if (axes > 2) node.unsupported(std::to_string(axes) + " spatial dimensions");
  if (x.floats.empty()) node.unsupported("an empty input");
  return axes;
}

Images images_of(const Node& node, const Tensor& x) {
  const std::size_t axes = spatial_axes(node, x);
  const int channels = to_int(x.dims[1]);
  Images images;
  images.example = axes == 1 ? Shape{to_int(x.dims[2]), channels}
                             : Shape{to_int(x.dims[2]), to_int(x.dims[3]), channels};
  images.rows = to_int(x.dims[0]);
  images.values = channels_last(x.floats, x.dims);
  return images;
}

Tensor from_images(const OpOutput& output, int rows) {
  const Shape& example = output.example;
  Dims dims = {rows, example[example.rank() - 1]};
  for (int axis = 0; axis + 1 < example.rank(); ++axis) dims.push_back(example[axis]);
  std::vector<float> values = channels_first(output.y, dims);
  return float_tensor(std::move(dims), std::move(values));
}

Dims per_axis(Node& node, std::string_view name, std::size_t axes, std::int64_t otherwise) {
  Dims numbers = node.integers(name).value_or(Dims(axes, otherwise));
  if (numbers.size() != axes) {
    node.refuse(std::string(name) + " has " + std::to_string(numbers.size()) + " numbers, needs " +
                std::to_string(axes));
  }
  return numbers;
}

std::vector<ops::Slide> slides_of(Node& node, const Dims& kernel) {
  const Dims strides = per_axis(node, "strides", kernel.size(), 1);
  const Dims dilations = per_axis(node, "dilations", kernel.size(), 1);
  std::vector<ops::Slide> slides(kernel.size());
  for (std::size_t i = 0; i < kernel.size(); ++i) {
    if (std::min({kernel[i], strides[i], dilations[i]}) < 1) {
      node.refuse("kernel " + dims_text(kernel) + ", strides " + dims_text(strides) +
                  ", dilations " + dims_text(dilations) + ": need 1 at least");
    }
    slides[i].kernel = to_int(kernel[i]);
    slides[i].stride = to_int(strides[i]);
    slides[i].dilation = to_int(dilations[i]);
  }
  return slides;
}

std::int64_t reach_of(const ops::Slide& slide) {
  return std::int64_t{slide.dilation} * (slide.kernel - 1) + 1;
}

void pad(Node& node, std::span<const std::int64_t> sizes, std::vector<ops::Slide>& slides) {
  const std::string how = node.text("auto_pad", "NOTSET");
  if (how == "VALID") return;
  if (how == "NOTSET") {
    const Dims pads = per_axis(node, "pads", 2 * slides.size(), 0);
    for (std::size_t i = 0; i < slides.size(); ++i) {
      slides[i].before = to_int(pads[i]);
      slides[i].after = to_int(pads[slides.size() + i]);
    }
    return;
  }
  if (how != "SAME_UPPER" && how != "SAME_LOWER") node.refuse("auto_pad " + how);
  for (std::size_t i = 0; i < slides.size(); ++i) {
    ops::Slide& s = slides[i];
    const std::int64_t windows = (sizes[i] - 1) / s.stride + 1;
    const std::int64_t padding =
        std::max<std::int64_t>((windows - 1) * s.stride + reach_of(s) - sizes[i], 0);
    // An odd one goes to the end, or to the beginning.
    s.before = to_int(how == "SAME_UPPER" ? padding / 2 : padding - padding / 2);
    s.after = to_int(padding - s.before);
  }
}

ops::Window window_of(const std::vector<ops::Slide>& slides) {
  return slides.size() == 1 ? ops::Window::line(slides[0])
                            : ops::Window::plane(slides[0], slides[1]);
}

}  // namespace hunch::onnx
