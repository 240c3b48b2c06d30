#pragma once

#include <array>
#include <cstddef>
#include <initializer_list>
#include <string>

namespace hunch {

/// The dimensions of one example's tensor, batch not counted: (D) for a dense layer, (Y,X,C) for an
/// image. At most four, so that a shape is a value.
class Shape {
 public:
  Shape() = default;
  Shape(std::initializer_list<int> dims);
  int rank() const { return rank_; }
  int operator[](int axis) const { return dims_[static_cast<std::size_t>(axis)]; }
  Shape with(int axis, int dim) const;  ///< this shape with another size along an axis
  std::size_t size() const;             ///< numbers in one example
  std::string text() const;             ///< "(28,28,1)"
  bool operator==(const Shape&) const = default;

 private:
  std::array<int, 4> dims_{};
  int rank_ = 0;
};

}  // namespace hunch
