#include "ops/recurrent.h"

#include <algorithm>

#include "ops/sequence.h"

namespace hunch::ops {
namespace {

using kernels::Trans;

std::size_t size(int a, int b = 1, int c = 1) {
  return static_cast<std::size_t>(a) * static_cast<std::size_t>(b) * static_cast<std::size_t>(c);
}

}  // namespace

Shape Recurrent::infer_shape(const Shape& input) {
  const std::string where = "[" + name() + "] ";
  if (input.rank() != 2) throw Error(where + "input " + input.text() + ": needs (T,D)");
  if (units() < 1) throw Error(where + std::to_string(units()) + " units: needs at least 1");
  for (const double rate : {options_.input_rate, options_.state_rate}) {
    if (!(rate >= 0 && rate < 1)) {
      throw Error(where + "rate " + std::to_string(rate) + ": needs 0 <= rate < 1");
    }
  }
  if (options_.truncation < 0) {
    throw Error(where + "truncation " + std::to_string(options_.truncation) +
                ": needs 0 (none) or a number of steps");
  }
  steps_ = input[0];
  features_ = input[1];
  return options_.sequence ? Shape{steps_, units()} : Shape{units()};
}

std::size_t Recurrent::input_weights() const { return size(features_, form_.gates, units()); }
std::size_t Recurrent::recurrent_weights() const { return size(units(), form_.gates, units()); }

std::size_t Recurrent::parameter_count() const {
  return input_weights() + recurrent_weights() +
         size(form_.gates + (form_.recurrent_bias ? 1 : 0), units());
}

std::vector<Parameter> Recurrent::parameters() const {
  const int wide = form_.gates * units();
  std::vector<Parameter> all = {{.name = second_ ? "reverse_weight" : "weight",
                                 .rows = features_,
                                 .cols = wide,
                                 .fan_in = features_,
                                 .fan_out = units()},
                                {.name = second_ ? "reverse_recurrent_weight" : "recurrent_weight",
                                 .rows = units(),
                                 .cols = wide,
                                 .start = Start::kOrthogonal,
                                 .fan_in = units(),
                                 .fan_out = units()},
                                {.name = second_ ? "reverse_bias" : "bias",
                                 .rows = form_.gates,
                                 .cols = units(),
                                 .start = form_.cell ? Start::kForgetBias : Start::kZero,
                                 .is_weight = false}};
  if (form_.recurrent_bias) {
    all.push_back({.name = second_ ? "reverse_recurrent_bias" : "recurrent_bias",
                   .cols = units(),
                   .start = Start::kZero,
                   .is_weight = false});
  }
  return all;
}

std::size_t Recurrent::saved_bytes(int rows) const {
  const std::size_t wide = size(rows, units());
  std::size_t floats = wide * size(steps_ + 1 + steps_ * form_.blocks);
  if (form_.cell) floats += wide * size(steps_ + 1);
  if (options_.state_rate > 0) floats += wide * size(steps_);
  const std::size_t masks = size(rows, features_) + wide;
  return floats * sizeof(float) + (masks + 63) / 64 * 64;  // floats may follow
}

Recurrent::Kept Recurrent::kept(const Buffers& buffers) const {
  const std::size_t wide = size(buffers.rows, units());
  Kept k{};
  k.states = reinterpret_cast<float*>(buffers.saved.data());
  k.gates = k.states + wide * size(steps_ + 1);
  float* end = k.gates + wide * size(steps_, form_.blocks);
  if (form_.cell) {
    k.cells = end;
    end += wide * size(steps_ + 1);
  }
  if (options_.state_rate > 0) {
    k.inputs = end;
    end += wide * size(steps_);
  }
  k.input_mask = reinterpret_cast<std::uint8_t*>(end);
  k.state_mask = k.input_mask + size(buffers.rows, features_);
  return k;
}

std::size_t Recurrent::gemm_floats(int rows, const kernels::Kernels& k) const {
  const int h = units(), wide = form_.gates * h;
  const std::size_t steps = most_of(rows, [&](int r) {
    return std::max({k.gemm_scratch(r, wide, h), k.gemm_scratch(r, h, wide),
                     k.gemm_scratch(r, 2 * h, h), k.gemm_scratch(r, h, 2 * h),
                     k.gemm_scratch(r, h, h)});
  });
  const std::size_t sums = most_of(rows * steps_, [&](int r) {
    return std::max({k.gemm_scratch(r, wide, features_), k.gemm_scratch(r, features_, wide),
                     k.gemm_scratch(features_, wide, r), k.gemm_scratch(h, wide, r),
                     k.gemm_scratch(h, 2 * h, r), k.gemm_scratch(h, h, r)});
  });
  return std::max(steps, sums);
}

std::size_t Recurrent::scratch_floats(int rows, const kernels::Kernels& kernels) const {
  // Backward's: inputs (T,B,D), dgates (T,B,N H), dstates (T+1,B,H), dcell and dinput (B,H), sums
  // (N H). Forward's are the first of them.
  return size(steps_, rows, features_ + form_.blocks * units()) + size(steps_ + 3, rows, units()) +
         size(form_.blocks, units()) + gemm_floats(rows, kernels);
}

void Recurrent::draw_mask(const Context& context, int rows, int width, int slot, double rate,
                          std::uint8_t* mask) const {
  const std::uint64_t first = static_cast<std::uint64_t>(slot + (second_ ? 2 : 0)) << 48;
  const auto p = static_cast<float>(rate);
  if (context.masks == MaskScope::kPerRow) {
    context.kernels->dropout_mask(context.random, first + context.first_row * size(width),
                                  size(rows, width), p, mask);
    return;
  }
  context.kernels->dropout_mask(context.random, first, size(width), p, mask);
  for (int r = 1; r < rows; ++r) std::copy_n(mask, width, mask + size(r, width));
}

void Recurrent::mask_inputs(const Context& context, int rows, int steps, const Kept& kept,
                            float* inputs) const {
  if (!masks_input(context)) return;
  const auto scale = static_cast<float>(1 / (1 - options_.input_rate));
  const std::size_t step = size(rows, features_);
  for (int t = 0; t < steps; ++t, inputs += step) {
    context.kernels->dropout_apply(step, inputs, kept.input_mask, scale, inputs);
  }
}

Recurrent::Step Recurrent::step_of(const Context& context, const Buffers& buffers, const Kept& kept,
                                   int t, float* scratch) const {
  const std::size_t wide = size(buffers.rows, units());
  const float* weight = buffers.parameters.data() + input_weights();
  const float* before = kept.states + wide * size(t);
  return {*context.kernels,
          buffers.rows,
          weight,
          weight + recurrent_weights() + size(form_.gates, units()),
          kept.gates + wide * size(t, form_.blocks),
          before,
          masks_state(context) ? kept.inputs + wide * size(t) : before,
          form_.cell ? kept.cells + wide * size(t) : nullptr,
          form_.cell ? kept.cells + wide * size(t + 1) : nullptr,
          kept.states + wide * size(t + 1),
          scratch};
}

void Recurrent::run(const Context& context, const Buffers& buffers, const float* x,
                    Output<float> y) const {
  const kernels::Kernels& k = *context.kernels;
  const int rows = buffers.rows, h = units(), wide = form_.gates * h;
  const Walk walk(context, rows, steps_, options_.reverse);
  const int steps = walk.run();
  const Kept kept = this->kept(buffers);
  const std::size_t state = size(rows, h);
  float* inputs = buffers.scratch.data();                    // (T,B,D)
  float* products = inputs + size(steps_, rows, features_);  // for gemm
  if (masks_input(context)) {
    draw_mask(context, rows, features_, 0, options_.input_rate, kept.input_mask);
  }
  if (masks_state(context)) draw_mask(context, rows, h, 1, options_.state_rate, kept.state_mask);
  walk.gather(x, features_, features_, inputs);
  mask_inputs(context, rows, steps, kept, inputs);

  const float* weight = buffers.parameters.data();                     // (D,G H)
  const float* bias = weight + input_weights() + recurrent_weights();  // (G H)
  k.gemm(Trans::kNo, Trans::kNo, steps * rows, wide, features_, inputs, features_, weight, wide,
         false, bias, kept.gates, form_.blocks * h, products);
  std::fill_n(kept.states, state, 0.0f);
  if (form_.cell) std::fill_n(kept.cells, state, 0.0f);
  const auto scale = static_cast<float>(1 / (1 - options_.state_rate));
  for (int t = 0; t < steps; ++t) {
    if (masks_state(context)) {
      k.dropout_apply(state, kept.states + state * size(t), kept.state_mask, scale,
                      kept.inputs + state * size(t));
    }
    step(step_of(context, buffers, kept, t, products));
  }

  if (options_.sequence) return walk.scatter(kept.states + state, h, false, y.stride, y.data);
  for (int r = 0; r < rows; ++r) {
    std::copy_n(kept.states + size(walk.length(r) * rows + r, h), h, y.data + size(r, y.stride));
  }
}

void Recurrent::run_back(const Context& context, const Buffers& buffers, const float* x,
                         Output<const float> dy, float* dx, bool add, float* dparameters) const {
  const kernels::Kernels& k = *context.kernels;
  const int rows = buffers.rows, h = units(), wide = form_.gates * h, blocks = form_.blocks * h;
  const Walk walk(context, rows, steps_, options_.reverse);
  const int steps = walk.run();
  const Kept kept = this->kept(buffers);
  const std::size_t state = size(rows, h);
  float* inputs = buffers.scratch.data();                  // (T,B,D)
  float* dgates = inputs + size(steps_, rows, features_);  // (T,B,N H)
  float* dstates = dgates + size(steps_, rows, blocks);    // (T+1,B,H)
  float* dcell = dstates + state * size(steps_ + 1);       // (B,H)
  float* dinput = dcell + state;                           // (B,H)
  float* sums = dinput + state;                            // (N H)
  float* products = sums + blocks;                         // for gemm

  std::fill_n(dstates, options_.sequence ? state : state * size(steps + 1), 0.0f);
  if (options_.sequence) walk.gather(dy.data, dy.stride, h, dstates + state);
  for (int r = 0; r < rows && !options_.sequence; ++r) {
    std::copy_n(dy.data + size(r, dy.stride), h, dstates + size(walk.length(r) * rows + r, h));
  }
  std::fill_n(dcell, state, 0.0f);
  const bool masked = masks_state(context);
  const auto scale = static_cast<float>(1 / (1 - options_.state_rate));
  for (int t = steps - 1; t >= 0; --t) {
    // The gradient of a state that is not followed goes where that of the first one goes.
    const bool cut = t == 0 || (options_.truncation > 0 && t % options_.truncation == 0);
    float* dbefore = cut ? dstates : dstates + state * size(t);
    if (masked) std::fill_n(dinput, state, 0.0f);
    step_back({step_of(context, buffers, kept, t, products), dstates + state * size(t + 1), dcell,
               dgates + size(t, rows, blocks), dbefore, masked ? dinput : dbefore});
    if (masked) {
      k.dropout_apply(state, dinput, kept.state_mask, scale, dinput);
      k.axpy(state, 1, dinput, dbefore);
    }
    if (cut) std::fill_n(dcell, state, 0.0f);
  }

  walk.gather(x, features_, features_, inputs);
  mask_inputs(context, rows, steps, kept, inputs);
  const bool accumulate = !buffers.overwrite;
  float* dweight = dparameters;                     // (D,G H)
  float* drecurrent = dweight + input_weights();    // (H,G H)
  float* dbias = drecurrent + recurrent_weights();  // (G H), (H)
  k.gemm(Trans::kYes, Trans::kNo, features_, wide, steps * rows, inputs, features_, dgates, blocks,
         accumulate, nullptr, dweight, wide, products);
  weight_gradient(k, steps * rows, masked ? kept.inputs : kept.states, kept.gates, dgates,
                  accumulate, drecurrent, products);
  std::fill_n(sums, blocks, 0.0f);
  k.col_sum(steps * rows, blocks, dgates, sums);
  const std::size_t biases = size(form_.gates + (form_.recurrent_bias ? 1 : 0), h);
  if (buffers.overwrite) std::fill_n(dbias, biases, 0.0f);
  k.axpy(biases, 1, sums, dbias);

  if (dx == nullptr) return;
  k.gemm(Trans::kNo, Trans::kYes, steps * rows, features_, wide, dgates, blocks,
         buffers.parameters.data(), wide, false, nullptr, inputs, features_, products);
  mask_inputs(context, rows, steps, kept, inputs);
  walk.scatter(inputs, features_, add, features_, dx);
}

void Recurrent::weight_gradient(const kernels::Kernels& k, int rows, const float* inputs,
                                const float* /*gates*/, const float* dgates, bool accumulate,
                                float* dweight, float* scratch) const {
  const int wide = form_.gates * units();
  k.gemm(Trans::kYes, Trans::kNo, units(), wide, rows, inputs, units(), dgates,
         form_.blocks * units(), accumulate, nullptr, dweight, wide, scratch);
}

void Recurrent::forward(const Context& context, const Buffers& buffers, std::span<const float> x,
                        std::span<float> y) const {
  run(context, buffers, x.data(), {y.data(), units()});
}

void Recurrent::backward(const Context& context, const Buffers& buffers, std::span<const float> x,
                         std::span<const float> /*y*/, std::span<const float> dy,
                         std::span<float> dx, std::span<float> dparameters) const {
  run_back(context, buffers, x.data(), {dy.data(), units()}, dx.empty() ? nullptr : dx.data(),
           false, dparameters.data());
}

}  // namespace hunch::ops
