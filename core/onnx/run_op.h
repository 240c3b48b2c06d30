#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "onnx/node.h"
#include "ops/join.h"
#include "ops/op.h"

/// Runs Hunch's ops on their own, without a network. What an op refuses is Unsupported.
namespace hunch::onnx {

/// What an op is run on.
struct OpInput {
  Shape example;  ///< of one row
  int rows = 1;   ///< B
  std::span<const float> x;
  std::span<const float> parameters = {};
  ops::Mode mode = ops::Mode::kInfer;
  std::span<const int> lengths = {};
};

/// What a forward pass gives.
struct OpOutput {
  Shape example;                  ///< of one row
  std::vector<float> y;           ///< (B,out)
  std::vector<float> parameters;  ///< in train mode with the running statistics after the step
  std::vector<std::byte> saved;   ///< as the op's header says
};

OpOutput run_op(const Node& node, ops::Op& op, const OpInput& input);

/// The same for an op that brings branches together: y (B,out) from xs[i] (B,in_i).
std::vector<float> run_join(const Node& node, ops::Join& op, int rows,
                            std::span<const Shape> examples,
                            std::span<const std::span<const float>> xs);

}  // namespace hunch::onnx
