#include "ops/join.h"

namespace hunch::ops {

std::string shapes_text(std::span<const Shape> inputs) {
  std::string text;
  for (const Shape& shape : inputs) text += (text.empty() ? "" : ", ") + shape.text();
  return text;
}

Shape need_same_shape(const std::string& name, std::span<const Shape> inputs) {
  if (inputs.size() < 2) {
    throw Error("[" + name + "] inputs " + shapes_text(inputs) + ": needs at least 2");
  }
  for (const Shape& shape : inputs) {
    if (shape != inputs[0]) {
      throw Error("[" + name + "] inputs " + shapes_text(inputs) + ": need the same shape");
    }
  }
  return inputs[0];
}

}  // namespace hunch::ops
