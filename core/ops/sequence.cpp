#include "ops/sequence.h"

namespace hunch::ops {
namespace {

std::size_t offset(int index, int stride) {
  return static_cast<std::size_t>(index) * static_cast<std::size_t>(stride);
}

}  // namespace

std::size_t need_steps(const std::string& name, const Shape& input) {
  if (input.rank() != 1 && input.rank() != 2) {
    throw Error("[" + name + "] input " + input.text() + ": needs (T) or (T,D)");
  }
  return input.size() / static_cast<std::size_t>(input[0]);
}

Walk::Walk(const Context& context, int rows, int steps, bool reverse)
    : context_(context), rows_(rows), steps_(steps), reverse_(reverse) {
  for (int r = 0; r < rows; ++r) run_ = std::max(run_, length(r));
}

void Walk::gather(const float* from, int stride, int width, float* to) const {
  for (int r = 0; r < rows_; ++r) {
    const int count = length(r);
    for (int t = 0; t < run_; ++t) {
      float* step = to + offset(t * rows_ + r, width);
      if (t < count) {
        std::copy_n(from + offset(r * steps_ + time_of(t, count), stride), width, step);
      } else {
        std::fill_n(step, width, 0.0f);
      }
    }
  }
}

void Walk::scatter(const float* from, int width, bool add, int stride, float* to) const {
  for (int r = 0; r < rows_; ++r) {
    const int count = length(r);
    for (int t = 0; t < count; ++t) {
      const float* step = from + offset(t * rows_ + r, width);
      float* place = to + offset(r * steps_ + time_of(t, count), stride);
      if (add) {
        context_.kernels->axpy(static_cast<std::size_t>(width), 1, step, place);
      } else {
        std::copy_n(step, width, place);
      }
    }
    for (int t = add ? steps_ : count; t < steps_; ++t) {
      std::fill_n(to + offset(r * steps_ + t, stride), width, 0.0f);
    }
  }
}

}  // namespace hunch::ops
