#pragma once

#include <cstdint>
#include <vector>

#include "onnx/node.h"
#include "onnx/run_op.h"
#include "ops/window.h"

/// Between the standard's (B,C,X) or (B,C,Y,X) and Hunch's rows of (T,C) or (Y,X,C), and the
/// attributes that lay windows over them.
namespace hunch::onnx {

struct Images {
  Shape example;              ///< (T,C) or (Y,X,C)
  std::vector<float> values;  ///< (B,T,C) or (B,Y,X,C)
  int rows = 1;               ///< B
};

/// Spatial axes: 1 or 2. Unsupported for more and for an empty input.
std::size_t spatial_axes(const Node& node, const Tensor& x);
Images images_of(const Node& node, const Tensor& x);
/// (B,C,...) from what an op gave for B rows.
Tensor from_images(const OpOutput& output, int rows);

/// A number for each spatial axis; `otherwise` when the attribute is left out.
Dims per_axis(Node& node, std::string_view name, std::size_t axes, std::int64_t otherwise);
/// Sizes of the kernel, the attributes strides and dilations; no padding yet.
std::vector<ops::Slide> slides_of(Node& node, const Dims& kernel);
/// The attributes auto_pad and pads: padding of windows over an input with these spatial sizes.
void pad(Node& node, std::span<const std::int64_t> sizes, std::vector<ops::Slide>& slides);
ops::Window window_of(const std::vector<ops::Slide>& slides);
/// How far a window's last tap is from its first, and one.
std::int64_t reach_of(const ops::Slide& slide);

}  // namespace hunch::onnx
