#include "ops/source_part.h"

#include "ops/sequence.h"

namespace hunch::ops {
namespace {

void keep_source(const Context& context, int rows, std::size_t line, std::size_t width,
                 const float* from, float* to) {
  for (int r = 0; r < rows; ++r, from += line, to += line) {
    const auto steps =
        static_cast<std::size_t>(context.source_lengths[static_cast<std::size_t>(r)]);
    std::copy_n(from, steps * width, to);
    std::fill(to + steps * width, to + line, 0.0f);
  }
}

}  // namespace

Shape SourcePart::infer_shape(const Shape& input) {
  width_ = need_steps(name(), input);
  steps_ = input[0];
  return input;
}

void SourcePart::forward(const Context& context, const Buffers& buffers, std::span<const float> x,
                         std::span<float> y) const {
  keep_source(context, buffers.rows, static_cast<std::size_t>(steps_) * width_, width_, x.data(),
              y.data());
}

void SourcePart::backward(const Context& context, const Buffers& buffers,
                          std::span<const float> /*x*/, std::span<const float> /*y*/,
                          std::span<const float> dy, std::span<float> dx,
                          std::span<float> /*dparameters*/) const {
  if (dx.empty()) return;
  keep_source(context, buffers.rows, static_cast<std::size_t>(steps_) * width_, width_, dy.data(),
              dx.data());
}

}  // namespace hunch::ops
