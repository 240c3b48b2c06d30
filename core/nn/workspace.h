#pragma once

#include <cstdint>
#include <memory>
#include <span>

#include "nn/network.h"

namespace hunch::nn {

/// One arena for the activations, masks, gradients and scratch of up to `rows` examples.
/// Everything a step or a probe writes lies here; nothing is allocated after construction.
/// A copy shares the arena.
class Workspace {
 public:
  enum class Use : std::uint8_t {
    kForward,  ///< every step's output is kept, for pictures
    kLean,     ///< an output only until its last reader has run; elementwise ops run in place
    kTraining  ///< every step's output is kept for backward, and gradients have a place
  };
  Workspace(const Network& network, const kernels::Kernels& kernels, int rows, Use use);
  int rows() const { return rows_; }
  /// Input of the network: (rows, D), filled by the caller.
  std::span<float> input();
  /// Output of plan step `step` after forward: (B, size). Of a lean workspace only the last is
  /// left.
  std::span<const float> output(int step) const;
  /// The same to be written, as if the step had run: by a probe that has a shorter way.
  std::span<float> edit(int step);
  std::span<float>
  output_gradient();  ///< dLoss/dOutput (B,O), filled by the caller before backward
  /// What step `step` kept of the last forward, for pictures; empty where it keeps nothing.
  std::span<std::byte> saved(int step) const;
  /// (B,units) bytes of a dropout step in train or sample mode, 1 = kept; null for any other step.
  const std::uint8_t* mask(int step) const;
  std::uint8_t* edit_mask(int step);  ///< the same to be written

  /// What one would take; may be more than there can be.
  static std::uint64_t bytes_needed(const Network&, const kernels::Kernels&, int rows, Use);
  /// As many rows as keep the work within some 100 MB, at most `most`. The same for every table of
  /// kernels, since sums over other rows would have other bits.
  static int rows_at_once(const Network&, int most);

 private:
  friend void forward(const Network&, std::span<const float>, Workspace&, const ops::Context&, int,
                      int, int);
  friend void forward_between(const Network&, std::span<const float>, Workspace&,
                              const ops::Context&, int, int, int, std::span<const float>,
                              std::span<float>);
  friend void keep_states(const Network&, const Workspace&, int, std::span<float>);
  friend void backward(const Network&, std::span<const float>, Workspace&, const ops::Context&, int,
                       std::span<float>, bool);
  struct Impl;
  int rows_ = 0;
  std::shared_ptr<Impl> impl_;
};

/// Runs steps [from, to) over B rows of the workspace (to = -1: all). Starting at `from` > 0 uses
/// the output of step from - 1 that is there already, and the parts of lines that were found at
/// step 0: the part before the first dropout is run once.
void forward(const Network& network, std::span<const float> parameters, Workspace& workspace,
             const ops::Context& context, int rows, int from = 0, int to = -1);

/// The same with the input of step `from` x (B,in) and the output of step `to` - 1 y (B,out) in the
/// caller's own memory (x and y apart), so that probes copy nothing. from < to.
void forward_between(const Network& network, std::span<const float> parameters,
                     Workspace& workspace, const ops::Context& context, int rows, int from, int to,
                     std::span<const float> x, std::span<float> y);

/// After a forward in train mode and a filled output_gradient: adds to gradients (P), or writes
/// them when `overwrite`.
void backward(const Network& network, std::span<const float> parameters, Workspace& workspace,
              const ops::Context& context, int rows, std::span<float> gradients,
              bool overwrite = false);

/// After a training step: running statistics among the parameters (P) follow those that forward
/// left in the workspace.
void keep_states(const Network& network, const Workspace& workspace, int rows,
                 std::span<float> parameters);

}  // namespace hunch::nn
