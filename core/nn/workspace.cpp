#include "nn/workspace.h"

#include <algorithm>
#include <vector>

#include "tensor/arena.h"

namespace hunch::nn {
namespace {

constexpr std::size_t kNone = static_cast<std::size_t>(-1);

std::size_t index_of(int step) { return static_cast<std::size_t>(step); }

/// Where everything lies, in bytes from the beginning of the arena.
struct Plan {
  std::size_t input = 0;             // (B,D)
  std::vector<std::size_t> outputs;  // of each step (B,size); lean: none
  std::vector<std::size_t> saved;    // of each step; kNone where nothing is kept
  std::size_t turns[2] = {0, 0};     // lean: outputs in turn; training: gradients in turn
  std::size_t output_gradient = 0;   // (B,O), training
  std::size_t scratch = 0;
  std::size_t scratch_floats = 0;
  std::size_t bytes = 0;
};

Plan make_plan(const Network& network, const kernels::Kernels& kernels, int rows,
               Workspace::Use use) {
  Plan plan;
  tensor::Layout layout;
  const std::size_t count = static_cast<std::size_t>(rows);
  plan.input = layout.take_floats(count * static_cast<std::size_t>(network.feature_count()));
  std::size_t widest = 0;
  for (const Network::Step& step : network.steps()) {
    widest = std::max({widest, step.input.size(), step.output.size()});
    if (use != Workspace::Use::kLean) {
      plan.outputs.push_back(layout.take_floats(count * step.output.size()));
    }
    const std::size_t saved = step.op->saved_bytes(rows);
    plan.saved.push_back(saved > 0 ? layout.take(saved) : kNone);
    plan.scratch_floats = std::max(plan.scratch_floats, step.op->scratch_floats(rows, kernels));
  }
  if (use != Workspace::Use::kForward) {
    for (std::size_t& turn : plan.turns) turn = layout.take_floats(count * widest);
  }
  if (use == Workspace::Use::kTraining) {
    plan.output_gradient = layout.take_floats(count * network.steps().back().output.size());
  }
  plan.scratch = layout.take_floats(plan.scratch_floats);
  plan.bytes = layout.bytes();
  return plan;
}

}  // namespace

struct Workspace::Impl {
  Impl(const Network& network, const kernels::Kernels& kernels, int rows, Use use_)
      : use(use_), plan(make_plan(network, kernels, rows, use_)), arena(plan.bytes) {
    for (const Network::Step& step : network.steps()) sizes.push_back(step.output.size());
    features = static_cast<std::size_t>(network.feature_count());
    while (network.steps()[first_learned].op->parameter_count() == 0) ++first_learned;
  }

  std::span<float> input(std::size_t rows) const {
    return arena.floats(plan.input, rows * features);
  }
  std::span<float> output(std::size_t step, std::size_t rows) const {
    const std::size_t offset = use == Use::kLean ? plan.turns[last_turn] : plan.outputs[step];
    return arena.floats(offset, rows * sizes[step]);
  }
  std::span<float> turn(std::size_t which, std::size_t count) const {
    return arena.floats(plan.turns[which], count);
  }

  /// What step `i` of the network works with, its parameters beginning at `parameters`.
  ops::Buffers buffers(const Network& network, std::size_t i, std::span<const float> parameters,
                       int rows) const {
    const Network::Step& step = network.steps()[i];
    ops::Buffers buffers;
    buffers.rows = rows;
    buffers.parameters = parameters.subspan(step.parameter_offset, step.op->parameter_count());
    if (plan.saved[i] != kNone)
      buffers.saved = arena.bytes(plan.saved[i], step.op->saved_bytes(rows));
    buffers.scratch = arena.floats(plan.scratch, plan.scratch_floats);
    return buffers;
  }

  Use use;
  Plan plan;
  tensor::Arena arena;
  std::vector<std::size_t> sizes;  // of each step's output, for one row
  std::size_t features = 0;
  std::size_t first_learned = 0;  // backward ends at the first step with parameters
  std::size_t last_turn = 0;      // lean: which buffer holds the newest output
};

Workspace::Workspace(const Network& network, const kernels::Kernels& kernels, int rows, Use use)
    : rows_(rows), impl_(std::make_shared<Impl>(network, kernels, rows, use)) {}

std::span<float> Workspace::input() { return impl_->input(static_cast<std::size_t>(rows_)); }

std::span<const float> Workspace::output(int step) const {
  return impl_->output(index_of(step), static_cast<std::size_t>(rows_));
}

std::span<float> Workspace::edit(int step) {
  return impl_->output(index_of(step), static_cast<std::size_t>(rows_));
}

std::span<float> Workspace::output_gradient() {
  return impl_->arena.floats(impl_->plan.output_gradient,
                             static_cast<std::size_t>(rows_) * impl_->sizes.back());
}

const std::uint8_t* Workspace::mask(int step) const {
  const std::size_t offset = impl_->plan.saved[index_of(step)];
  if (offset == kNone) return nullptr;
  return reinterpret_cast<const std::uint8_t*>(impl_->arena.bytes(offset, 0).data());
}

std::uint8_t* Workspace::edit_mask(int step) { return const_cast<std::uint8_t*>(mask(step)); }

std::size_t Workspace::bytes_needed(const Network& network, const kernels::Kernels& kernels,
                                    int rows, Use use) {
  return make_plan(network, kernels, rows, use).bytes;
}

void forward_between(const Network& network, std::span<const float> parameters,
                     Workspace& workspace, const ops::Context& context, int rows, int from, int to,
                     std::span<const float> x, std::span<float> y) {
  Workspace::Impl& w = *workspace.impl_;
  const std::size_t count = static_cast<std::size_t>(rows);
  const bool lean = w.use == Workspace::Use::kLean;
  ops::Context own = context;
  for (std::size_t i = index_of(from); i < index_of(to); ++i) {
    const Network::Step& step = network.steps()[i];
    if (lean) {
      // In place where the op allows it and x is ours; else into the buffer that x is not in.
      const bool ours = x.data() == w.turn(w.last_turn, 0).data();
      if (!ours || !step.op->elementwise()) w.last_turn = 1 - w.last_turn;
    }
    const bool last = i + 1 == index_of(to) && !y.empty();
    const std::span<float> out = last ? y : w.output(i, count);
    own.random.layer = static_cast<std::uint32_t>(step.layer);
    step.op->forward(own, w.buffers(network, i, parameters, rows), x, out);
    x = out;
  }
}

void forward(const Network& network, std::span<const float> parameters, Workspace& workspace,
             const ops::Context& context, int rows, int from, int to) {
  const Workspace::Impl& w = *workspace.impl_;
  const std::size_t count = static_cast<std::size_t>(rows);
  if (to < 0) to = static_cast<int>(network.steps().size());
  const std::span<const float> x =
      from == 0 ? std::span<const float>(w.input(count)) : w.output(index_of(from) - 1, count);
  forward_between(network, parameters, workspace, context, rows, from, to, x, {});
}

void backward(const Network& network, std::span<const float> parameters, Workspace& workspace,
              const ops::Context& context, int rows, std::span<float> gradients, bool overwrite) {
  const Workspace::Impl& w = *workspace.impl_;
  const std::size_t count = static_cast<std::size_t>(rows);
  ops::Context own = context;
  std::span<float> dy = w.arena.floats(w.plan.output_gradient, count * w.sizes.back());
  std::size_t turn = 0;
  for (std::size_t i = network.steps().size(); i-- > w.first_learned;) {
    const Network::Step& step = network.steps()[i];
    const std::span<const float> x =
        i == 0 ? std::span<const float>(w.input(count)) : w.output(i - 1, count);
    std::span<float> dx;
    if (i > w.first_learned) {
      dx = dy;
      if (!step.op->elementwise()) {
        dx = w.turn(turn, count * step.input.size());
        turn = 1 - turn;
      }
    }
    own.random.layer = static_cast<std::uint32_t>(step.layer);
    ops::Buffers buffers = w.buffers(network, i, parameters, rows);
    buffers.overwrite = overwrite;
    step.op->backward(own, buffers, x, w.output(i, count), dy, dx,
                      gradients.subspan(step.parameter_offset, step.op->parameter_count()));
    dy = dx;
  }
}

void keep_states(const Network& network, const Workspace& workspace, int rows,
                 std::span<float> parameters) {
  for (std::size_t i = 0; i < network.steps().size(); ++i) {
    const Network::Step& step = network.steps()[i];
    step.op->keep(workspace.impl_->buffers(network, i, parameters, rows),
                  parameters.subspan(step.parameter_offset, step.op->parameter_count()));
  }
}

}  // namespace hunch::nn
