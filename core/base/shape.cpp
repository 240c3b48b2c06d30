#include "base/shape.h"

#include "base/error.h"

namespace hunch {

Shape::Shape(std::initializer_list<int> dims) {
  if (dims.size() > dims_.size()) throw Error("[shape] at most 4 dimensions");
  for (const int dim : dims) {
    if (dim < 1) throw Error("[shape] every dimension must be at least 1");
    dims_[static_cast<std::size_t>(rank_++)] = dim;
  }
}

Shape Shape::with(int axis, int dim) const {
  Shape other = *this;
  other.dims_[static_cast<std::size_t>(axis)] = dim;
  return other;
}

std::size_t Shape::size() const {
  std::size_t size = 1;
  for (int axis = 0; axis < rank_; ++axis) size *= static_cast<std::size_t>((*this)[axis]);
  return size;
}

std::string Shape::text() const {
  std::string text = "(";
  for (int axis = 0; axis < rank_; ++axis) {
    if (axis > 0) text += ',';
    text += std::to_string((*this)[axis]);
  }
  return text + ')';
}

}  // namespace hunch
