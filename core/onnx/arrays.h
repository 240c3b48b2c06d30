#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "onnx/node.h"

/// Shapes and orders of values, which the standard and Hunch have differently.
namespace hunch::onnx {

std::string dims_text(const Dims& dims);  ///< "(2,3)"
/// Values of that shape. Throws Error when there are more than a file may hold.
std::size_t count(std::span<const std::int64_t> dims);
/// A size as Hunch's ops have it. Throws Error beyond the range of int.
int to_int(std::int64_t size);
inline int to_int(std::size_t size) { return to_int(static_cast<std::int64_t>(size)); }
Tensor float_tensor(Dims dims, std::vector<float> values);
/// 0 .. rank - 1 of an axis that may count from the end. Throws Error outside of it; `rank` itself
/// is let through where `end` says so.
std::size_t axis_of(const Node& node, std::int64_t axis, std::size_t rank, bool end = false);

/// Axis i of the result is axis order[i] of `dims`.
Dims permute_dims(const Dims& dims, std::span<const std::size_t> order);
std::vector<float> permute(const std::vector<float>& values, const Dims& dims,
                           std::span<const std::size_t> order);

/// Between (B,C,...) of the standard and (B,...,C) of Hunch.
std::vector<float> channels_last(const std::vector<float>& values, const Dims& dims);
/// `dims` are those of the result, (B,C,...).
std::vector<float> channels_first(const std::vector<float>& values, const Dims& dims);

/// The shape that both can be repeated to, as in NumPy. Throws Error when there is none.
Dims broadcast_dims(const Node& node, const Dims& a, const Dims& b);
/// The values repeated to `dims`, to which they can be broadcast. Throws Error when not.
std::vector<float> expand(const Node& node, const Tensor& tensor, const Dims& dims);

}  // namespace hunch::onnx
