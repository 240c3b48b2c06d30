#include "ops/bidirectional.h"

#include <algorithm>

namespace hunch::ops {

Bidirectional::Bidirectional(std::unique_ptr<Recurrent> first, std::unique_ptr<Recurrent> second)
    : first_(std::move(first)), second_(std::move(second)) {
  first_->options_.reverse = false;
  second_->options_.reverse = true;
  second_->second_ = true;
}

Shape Bidirectional::infer_shape(const Shape& input) {
  const Shape a = first_->infer_shape(input), b = second_->infer_shape(input);
  if (a.rank() != b.rank()) {
    throw Error("[bidirectional] outputs " + a.text() + ", " + b.text() +
                ": needs two sequences or two last states");
  }
  return a.rank() == 2 ? Shape{a[0], width()} : Shape{width()};
}

std::size_t Bidirectional::parameter_count() const {
  return first_->parameter_count() + second_->parameter_count();
}

std::vector<Parameter> Bidirectional::parameters() const {
  std::vector<Parameter> all = first_->parameters();
  const std::vector<Parameter> more = second_->parameters();
  all.insert(all.end(), more.begin(), more.end());
  return all;
}

std::size_t Bidirectional::saved_bytes(int rows) const {
  return first_->saved_bytes(rows) + second_->saved_bytes(rows);
}

std::size_t Bidirectional::scratch_floats(int rows, const kernels::Kernels& kernels) const {
  return std::max(first_->scratch_floats(rows, kernels), second_->scratch_floats(rows, kernels));
}

Buffers Bidirectional::part(const Buffers& buffers, bool second) const {
  Buffers b = buffers;
  const std::size_t parameters = first_->parameter_count(), saved = first_->saved_bytes(b.rows);
  b.parameters = second ? b.parameters.subspan(parameters) : b.parameters.first(parameters);
  b.saved = second ? b.saved.subspan(saved) : b.saved.first(saved);
  return b;
}

void Bidirectional::forward(const Context& context, const Buffers& buffers,
                            std::span<const float> x, std::span<float> y) const {
  first_->run(context, part(buffers, false), x.data(), {y.data(), width()});
  second_->run(context, part(buffers, true), x.data(), {y.data() + first_->units(), width()});
}

void Bidirectional::backward(const Context& context, const Buffers& buffers,
                             std::span<const float> x, std::span<const float> /*y*/,
                             std::span<const float> dy, std::span<float> dx,
                             std::span<float> dparameters) const {
  float* by_x = dx.empty() ? nullptr : dx.data();
  first_->run_back(context, part(buffers, false), x.data(), {dy.data(), width()}, by_x, false,
                   dparameters.data());
  second_->run_back(context, part(buffers, true), x.data(), {dy.data() + first_->units(), width()},
                    by_x, true, dparameters.data() + first_->parameter_count());
}

}  // namespace hunch::ops
