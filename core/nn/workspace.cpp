#include "nn/workspace.h"

#include <algorithm>
#include <array>
#include <vector>

#include "nn/memory_plan.h"
#include "nn/part_lines.h"
#include "spec/limits.h"
#include "tensor/arena.h"

namespace hunch::nn {
namespace {

constexpr std::size_t kNone = static_cast<std::size_t>(-1);

std::size_t index_of(int step) { return static_cast<std::size_t>(step); }

/// A further gradient by an output, and where it is added.
struct Addend {
  std::span<float> whole, part;
};

/// Where everything lies, in bytes from the beginning of the arena.
struct Plan {
  std::size_t input = 0;               // (B,D)
  std::vector<std::size_t> outputs;    // of each step (B,size)
  std::vector<std::size_t> saved;      // of each step; kNone where nothing is kept
  std::vector<std::size_t> gradients;  // of each step's output (B,size), training; kNone: unwanted
  std::size_t addends = 0;             // training: further gradients by outputs read more than once
  std::size_t parts = 0;  // (2,B) steps of sources and targets that count, where lines are parted
  std::size_t scratch = 0;
  std::uint64_t scratch_floats = 0;
  std::uint64_t bytes = 0;  // also of what is more than there can be
};

/// What takes `one` for a row and `two` for two takes for so many; beyond 2^30 the ops themselves,
/// which count in std::size_t, may not be asked.
constexpr std::uint64_t kSure = std::uint64_t{1} << 30;
std::uint64_t reckoned(int rows, std::uint64_t one, std::uint64_t two) {
  return one + static_cast<std::uint64_t>(rows - 1) * (std::max(one, two) - one);
}

/// Offsets of values that share slots, for `rows` examples.
std::vector<std::size_t> lay_out(const MemoryPlan& plan, std::uint64_t rows,
                                 tensor::Layout& layout) {
  std::vector<std::size_t> slots, offsets;
  for (const std::size_t floats : plan.slot_floats)
    slots.push_back(layout.take_floats(rows * floats));
  for (const int slot : plan.slot) offsets.push_back(slot < 0 ? kNone : slots[index_of(slot)]);
  return offsets;
}

Plan make_plan(const Network& network, const kernels::Kernels& kernels, int rows,
               Workspace::Use use) {
  Plan plan;
  tensor::Layout layout;
  const auto count = static_cast<std::uint64_t>(rows);
  plan.input = layout.take_floats(count * static_cast<std::uint64_t>(network.feature_count()));
  std::uint64_t most_read = 0;  // numbers that the widest step reads
  for (const Network::Step& step : network.steps()) {
    std::uint64_t read = 0;
    for (const int from : step.from) {
      if (from >= 0) read += network.steps()[index_of(from)].output.size();
    }
    most_read = std::max(most_read, read);
    if (use != Workspace::Use::kLean) {
      plan.outputs.push_back(layout.take_floats(count * step.output.size()));
    }
    const ops::AnyOp& op = step.any();
    std::uint64_t saved = reckoned(rows, op.saved_bytes(1), op.saved_bytes(2));
    if (saved <= kSure) saved = op.saved_bytes(rows);
    plan.saved.push_back(saved > 0 ? layout.take(saved) : kNone);
    std::uint64_t scratch =
        reckoned(rows, op.scratch_floats(1, kernels), op.scratch_floats(2, kernels));
    if (scratch <= kSure) scratch = op.scratch_floats(rows, kernels);
    plan.scratch_floats = std::max(plan.scratch_floats, scratch);
  }
  if (network.parted()) plan.parts = layout.take(2 * count * sizeof(int));
  if (use == Workspace::Use::kLean) plan.outputs = lay_out(plan_outputs(network), count, layout);
  if (use == Workspace::Use::kTraining) {
    plan.gradients = lay_out(plan_gradients(network), count, layout);
    if (network.branches()) plan.addends = layout.take_floats(count * most_read);
  }
  plan.scratch = layout.take_floats(plan.scratch_floats);
  plan.bytes = layout.bytes();
  return plan;
}

}  // namespace

struct Workspace::Impl {
  Impl(const Network& network, const kernels::Kernels& kernels, int rows, Use use)
      : plan(make_plan(network, kernels, rows, use)),
        arena(static_cast<std::size_t>(plan.bytes)),
        last_reader(last_readers(network)) {
    for (const Network::Step& step : network.steps()) sizes.push_back(step.output.size());
    features = static_cast<std::size_t>(network.feature_count());
  }

  std::span<float> input(std::size_t rows) const {
    return arena.floats(plan.input, rows * features);
  }
  std::span<float> output(std::size_t step, std::size_t rows) const {
    return arena.floats(plan.outputs[step], rows * sizes[step]);
  }
  std::span<float> gradient(std::size_t step, std::size_t rows) const {
    return arena.floats(plan.gradients[step], rows * sizes[step]);
  }
  bool wants_gradient(int step) const {
    return step >= 0 && plan.gradients[index_of(step)] != kNone;
  }

  /// What step `i` of the network works with, its parameters beginning at `parameters`.
  ops::Buffers buffers(const Network& network, std::size_t i, std::span<const float> parameters,
                       int rows) const {
    const Network::Step& step = network.steps()[i];
    ops::Buffers buffers;
    buffers.rows = rows;
    buffers.parameters = parameters.subspan(step.parameter_offset, step.parameter_count());
    if (plan.saved[i] != kNone)
      buffers.saved = arena.bytes(plan.saved[i], step.any().saved_bytes(rows));
    buffers.scratch = arena.floats(plan.scratch, static_cast<std::size_t>(plan.scratch_floats));
    return buffers;
  }

  /// (2,rows) of sources and targets, where lines are parted.
  std::span<int> parts(std::size_t rows) const {
    return {reinterpret_cast<int*>(arena.bytes(plan.parts, 2 * rows * sizeof(int)).data()),
            2 * rows};
  }
  /// What step `i` is told of the rows' lengths, `whole` those of the lines.
  void set_lengths(const Network& network, std::size_t i, std::span<const int> whole, int rows,
                   ops::Context& context) const {
    if (!network.parted()) return;
    const auto count = static_cast<std::size_t>(rows);
    const std::span<const int> both = parts(count);
    const Network::Part part = network.part_of(network.steps()[i].from.front());
    context.source_lengths = both.first(count);
    context.lengths = part == Network::Part::kSource   ? both.first(count)
                      : part == Network::Part::kTarget ? both.last(count)
                                                       : whole;
  }

  Plan plan;
  tensor::Arena arena;
  std::vector<int> last_reader;    // of each step
  std::vector<std::size_t> sizes;  // of each step's output, for one row
  std::size_t features = 0;
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
  return impl_->gradient(impl_->sizes.size() - 1, static_cast<std::size_t>(rows_));
}

std::span<std::byte> Workspace::saved(int step) const {
  const std::size_t offset = impl_->plan.saved[index_of(step)];
  if (offset == kNone) return {};
  return impl_->arena.bytes(offset, impl_->arena.size() - offset);
}

const std::uint8_t* Workspace::mask(int step) const {
  return reinterpret_cast<const std::uint8_t*>(saved(step).data());
}

std::uint8_t* Workspace::edit_mask(int step) { return const_cast<std::uint8_t*>(mask(step)); }

std::uint64_t Workspace::bytes_needed(const Network& network, const kernels::Kernels& kernels,
                                      int rows, Use use) {
  return make_plan(network, kernels, rows, use).bytes;
}

int Workspace::rows_at_once(const Network& network, int most) {
  constexpr std::uint64_t kMostFloats = std::uint64_t{1} << 24;
  std::uint64_t floats = 1;
  for (const Network::Step& step : network.steps()) {
    floats += step.output.size();
    floats += step.any().saved_bytes(1) / sizeof(float);
  }
  return static_cast<int>(
      std::clamp<std::uint64_t>(kMostFloats / floats, 1, static_cast<std::uint64_t>(most)));
}

void forward_between(const Network& network, std::span<const float> parameters,
                     Workspace& workspace, const ops::Context& context, int rows, int from, int to,
                     std::span<const float> x, std::span<float> y) {
  const Workspace::Impl& w = *workspace.impl_;
  const std::size_t count = static_cast<std::size_t>(rows);
  ops::Context own = context;
  if (from == 0 && network.parted()) part_lines(network, context.lengths, x, w.parts(count));
  const auto read = [&](int step) {
    return step == from - 1 ? x : std::span<const float>(w.output(index_of(step), count));
  };
  for (int i = from; i < to; ++i) {
    const Network::Step& step = network.steps()[index_of(i)];
    const std::span<float> out = i + 1 == to && !y.empty() ? y : w.output(index_of(i), count);
    own.random.layer = static_cast<std::uint32_t>(step.layer);
    w.set_lengths(network, index_of(i), context.lengths, rows, own);
    const ops::Buffers buffers = w.buffers(network, index_of(i), parameters, rows);
    if (step.op == nullptr) {
      std::array<std::span<const float>, spec::kMaxInputs> xs;
      std::transform(step.from.begin(), step.from.end(), xs.begin(), read);
      step.join->forward(own, buffers, std::span(xs).first(step.from.size()), out);
    } else {
      step.op->forward(own, buffers, read(step.from.front()), out);
    }
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
  const auto read = [&](int step) {
    return std::span<const float>(step < 0 ? w.input(count) : w.output(index_of(step), count));
  };
  for (std::size_t i = network.steps().size(); i-- > 0;) {
    if (!w.wants_gradient(static_cast<int>(i))) continue;
    const Network::Step& step = network.steps()[i];
    // The first to write a gradient, on the way back, is the last that reads; the others add.
    std::array<Addend, spec::kMaxInputs> addends;
    std::size_t added = 0, taken = w.plan.addends;
    const auto target = [&](int from) {
      if (!w.wants_gradient(from)) return std::span<float>();
      const std::span<float> whole = w.gradient(index_of(from), count);
      if (w.last_reader[index_of(from)] == static_cast<int>(i)) return whole;
      addends[added] = {whole, w.arena.floats(taken, whole.size())};
      taken += whole.size_bytes();
      return addends[added++].part;
    };
    const std::span<const float> dy = w.gradient(i, count);
    own.random.layer = static_cast<std::uint32_t>(step.layer);
    w.set_lengths(network, i, context.lengths, rows, own);
    ops::Buffers buffers = w.buffers(network, i, parameters, rows);
    buffers.overwrite = overwrite;
    const std::span<float> dparameters =
        gradients.subspan(step.parameter_offset, step.parameter_count());
    if (step.op == nullptr) {
      std::array<std::span<const float>, spec::kMaxInputs> xs;
      std::array<std::span<float>, spec::kMaxInputs> dxs;
      for (std::size_t k = 0; k < step.from.size(); ++k) {
        xs[k] = read(step.from[k]);
        dxs[k] = target(step.from[k]);
      }
      step.join->backward(own, buffers, std::span(xs).first(step.from.size()), dy,
                          std::span(dxs).first(step.from.size()), dparameters);
    } else {
      const int from = step.from.front();
      step.op->backward(own, buffers, read(from), w.output(i, count), dy, target(from),
                        dparameters);
    }
    for (const Addend& addend : std::span(addends).first(added)) {
      own.kernels->axpy(addend.part.size(), 1, addend.part.data(), addend.whole.data());
    }
  }
}

void keep_states(const Network& network, const Workspace& workspace, int rows,
                 std::span<float> parameters) {
  for (std::size_t i = 0; i < network.steps().size(); ++i) {
    const Network::Step& step = network.steps()[i];
    step.any().keep(workspace.impl_->buffers(network, i, parameters, rows),
                    parameters.subspan(step.parameter_offset, step.parameter_count()));
  }
}

}  // namespace hunch::nn
