#include "onnx/arrays.h"

#include <algorithm>
#include <limits>

namespace hunch::onnx {
namespace {

/// How far apart neighbours along each axis lie.
std::vector<std::size_t> strides_of(const Dims& dims) {
  std::vector<std::size_t> strides(dims.size(), 1);
  for (std::size_t i = dims.size(); i-- > 1;) {
    strides[i - 1] = strides[i] * static_cast<std::size_t>(dims[i]);
  }
  return strides;
}

/// to[i] = from[...] where a step along axis i of `dims` is steps[i] numbers of `from`.
std::vector<float> gather(const std::vector<float>& from, const Dims& dims,
                          const std::vector<std::size_t>& steps) {
  std::vector<float> to(count(dims));
  std::vector<std::int64_t> at(dims.size(), 0);
  std::size_t place = 0;
  for (float& value : to) {
    value = from[place];
    for (std::size_t axis = dims.size(); axis-- > 0;) {
      place += steps[axis];
      if (++at[axis] < dims[axis]) break;
      place -= steps[axis] * static_cast<std::size_t>(dims[axis]);
      at[axis] = 0;
    }
  }
  return to;
}

/// (0, 2, 3, ..., 1)
std::vector<std::size_t> to_last(std::size_t rank) {
  std::vector<std::size_t> order = {0};
  for (std::size_t i = 2; i < rank; ++i) order.push_back(i);
  order.push_back(1);
  return order;
}

}  // namespace

std::string dims_text(const Dims& dims) {
  std::string text = "(";
  for (std::size_t i = 0; i < dims.size(); ++i) {
    text += (i > 0 ? "," : "") + std::to_string(dims[i]);
  }
  return text + ")";
}

std::size_t count(std::span<const std::int64_t> dims) {
  std::uint64_t product = 1;
  bool empty = false;
  for (const std::int64_t dim : dims) {
    if (dim < 0) throw Error("[onnx] a side of " + std::to_string(dim));
    if (dim == 0) {
      empty = true;
    } else if (static_cast<std::uint64_t>(dim) > io::kMaxOnnxValues / product) {
      throw Error("[onnx] " + dims_text({dims.begin(), dims.end()}) + " are too many values");
    } else {
      product *= static_cast<std::uint64_t>(dim);
    }
  }
  return empty ? 0 : static_cast<std::size_t>(product);
}

int to_int(std::int64_t size) {
  if (size < std::numeric_limits<int>::min() || size > std::numeric_limits<int>::max()) {
    throw Error("[onnx] a size of " + std::to_string(size));
  }
  return static_cast<int>(size);
}

Tensor float_tensor(Dims dims, std::vector<float> values) {
  Tensor tensor;
  tensor.type = io::OnnxType::kFloat;
  tensor.dims = std::move(dims);
  tensor.floats = std::move(values);
  return tensor;
}

std::size_t axis_of(const Node& node, std::int64_t axis, std::size_t rank, bool end) {
  const auto signed_rank = static_cast<std::int64_t>(rank);
  const std::int64_t counted = axis < 0 ? axis + signed_rank : axis;
  if (counted < 0 || counted > signed_rank || (counted == signed_rank && !end)) {
    node.refuse("axis " + std::to_string(axis) + " of " + std::to_string(rank));
  }
  return static_cast<std::size_t>(counted);
}

Dims permute_dims(const Dims& dims, std::span<const std::size_t> order) {
  Dims result;
  for (const std::size_t axis : order) result.push_back(dims[axis]);
  return result;
}

std::vector<float> permute(const std::vector<float>& values, const Dims& dims,
                           std::span<const std::size_t> order) {
  const std::vector<std::size_t> strides = strides_of(dims);
  std::vector<std::size_t> steps;
  for (const std::size_t axis : order) steps.push_back(strides[axis]);
  return gather(values, permute_dims(dims, order), steps);
}

std::vector<float> channels_last(const std::vector<float>& values, const Dims& dims) {
  return permute(values, dims, to_last(dims.size()));
}

std::vector<float> channels_first(const std::vector<float>& values, const Dims& dims) {
  std::vector<std::size_t> order = {0, dims.size() - 1};
  for (std::size_t i = 1; i + 1 < dims.size(); ++i) order.push_back(i);
  return permute(values, permute_dims(dims, to_last(dims.size())), order);
}

Dims broadcast_dims(const Node& node, const Dims& a, const Dims& b) {
  const std::size_t rank = std::max(a.size(), b.size());
  Dims result(rank, 1);
  for (std::size_t i = 0; i < rank; ++i) {
    const std::int64_t da = i < a.size() ? a[a.size() - 1 - i] : 1;
    const std::int64_t db = i < b.size() ? b[b.size() - 1 - i] : 1;
    if (da != db && da != 1 && db != 1) {
      node.refuse("inputs " + dims_text(a) + ", " + dims_text(b) + ": no common shape");
    }
    result[rank - 1 - i] = da == 1 ? db : da;
  }
  return result;
}

std::vector<float> expand(const Node& node, const Tensor& tensor, const Dims& dims) {
  if (tensor.dims == dims) return tensor.floats;
  if (broadcast_dims(node, tensor.dims, dims) != dims) {
    node.refuse("input " + dims_text(tensor.dims) + " cannot be repeated to " + dims_text(dims));
  }
  const std::vector<std::size_t> strides = strides_of(tensor.dims);
  std::vector<std::size_t> steps(dims.size(), 0);
  const std::size_t lead = dims.size() - tensor.dims.size();
  for (std::size_t i = 0; i < tensor.dims.size(); ++i) {
    if (tensor.dims[i] != 1) steps[lead + i] = strides[i];
  }
  return gather(tensor.floats, dims, steps);
}

}  // namespace hunch::onnx
