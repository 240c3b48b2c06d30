#include <algorithm>
#include <cstring>

#include "onnx/arrays.h"
#include "onnx/families.h"
#include "onnx/images.h"
#include "ops/batch_norm.h"
#include "ops/group_norm.h"
#include "ops/layer_norm.h"
#include "ops/rms_norm.h"

namespace hunch::onnx {
namespace {

using Floats = std::vector<float>;

/// Inputs one after another, as the op's parameters are.
Floats parameters_of(const Node& node, std::initializer_list<std::size_t> inputs,
                     std::size_t size) {
  Floats all;
  for (const std::size_t input : inputs) {
    const Tensor& t = node.floats(input);
    if (t.floats.size() != size) {
      node.refuse("input " + std::to_string(input) + " has " + dims_text(t.dims) + ", needs " +
                  std::to_string(size));
    }
    all.insert(all.end(), t.floats.begin(), t.floats.end());
  }
  return all;
}

double epsilon_of(Node& node) { return static_cast<double>(node.real("epsilon", 1e-5f)); }

/// In which type the statistics are computed; here in float32.
void check_stash(Node& node) {
  constexpr std::int64_t kFloat = 1;
  const std::int64_t stash = node.integer("stash_type", kFloat);
  if (stash != kFloat) node.unsupported("stash_type " + std::to_string(stash));
}

/// The channels of x (B,C,...), which has no limit on its axes here: they become (P,C).
int channels_of(const Node& node, const Tensor& x) {
  if (x.dims.size() < 2) node.refuse("input " + dims_text(x.dims));
  if (x.floats.empty()) node.unsupported("an empty input");
  return to_int(x.dims[1]);
}
int positions_of(const Tensor& x) { return to_int(count(std::span(x.dims).subspan(2))); }

/// Running statistics as the standard moves them: by the batch's share 1 - momentum, with a
/// variance that is divided by N.
std::vector<Tensor> moved(Node& node, const OpOutput& run, std::size_t channels, double batch) {
  const float momentum = node.real("momentum", 0.9f);
  const auto unbiased = static_cast<float>((batch - 1) / batch);  // the op divides by N - 1
  std::vector<Tensor> statistics;
  for (std::size_t which = 0; which < 2; ++which) {
    Floats now = node.floats(3 + which).floats;
    const float* of_batch = run.parameters.data() + (2 + which) * channels;
    for (std::size_t c = 0; c < channels; ++c) {
      const float value = which == 0 ? of_batch[c] : of_batch[c] * unbiased;
      now[c] = momentum * now[c] + (1 - momentum) * value;
    }
    statistics.push_back(float_tensor(node.floats(3 + which).dims, std::move(now)));
  }
  return statistics;
}

std::vector<Tensor> batch_norm(Node& node) {
  constexpr std::int64_t kTrainingMode = 14;  // before, what is asked for tells it
  const Tensor& x = node.floats(0);
  const int channels = channels_of(node, x), positions = positions_of(x);
  const auto width = static_cast<std::size_t>(channels);
  const bool training = node.integer("training_mode", 0) != 0;
  node.ignore("momentum");
  if (node.opset() < kTrainingMode && node.wants(1)) node.unsupported("training");
  const double batch = static_cast<double>(x.dims[0]) * positions;
  if (training && batch < 2) node.unsupported("training on one value");
  // In training all of the running statistics is taken from the batch, to be mixed in below.
  ops::BatchNorm op(1, epsilon_of(node));
  const Floats parameters = parameters_of(node, {1, 2, 3, 4}, width);
  const OpOutput run = run_op(node, op,
                              {.example = {positions, channels},
                               .rows = to_int(x.dims[0]),
                               .x = channels_last(x.floats, x.dims),
                               .parameters = parameters,
                               .mode = training ? ops::Mode::kTrain : ops::Mode::kInfer});
  std::vector<Tensor> outputs = {float_tensor(x.dims, channels_first(run.y, x.dims))};
  if (!training) return outputs;
  for (Tensor& statistic : moved(node, run, width, batch)) outputs.push_back(std::move(statistic));
  return outputs;
}

/// gain and bias of C numbers each.
std::vector<Tensor> grouped(Node& node, int groups, const Floats& parameters) {
  const Tensor& x = node.floats(0);
  ops::GroupNorm op(groups, epsilon_of(node));
  const Floats y = run_op(node, op,
                          {.example = {positions_of(x), 1, to_int(x.dims[1])},
                           .rows = to_int(x.dims[0]),
                           .x = channels_last(x.floats, x.dims),
                           .parameters = parameters})
                       .y;
  return {float_tensor(x.dims, channels_first(y, x.dims))};
}

std::vector<Tensor> instance_norm(Node& node) {
  const int channels = channels_of(node, node.floats(0));
  return grouped(node, channels, parameters_of(node, {1, 2}, static_cast<std::size_t>(channels)));
}

std::vector<Tensor> group_norm(Node& node) {
  constexpr std::int64_t kByChannel = 21;  // before, gain and bias had a number for each group
  const int channels = channels_of(node, node.floats(0));
  const int groups = to_int(node.integer("num_groups", 0));
  check_stash(node);
  if (groups < 1 || channels % groups != 0) {
    node.refuse("num_groups " + std::to_string(groups) + " of " + std::to_string(channels) +
                " channels");
  }
  const auto width = static_cast<std::size_t>(channels);
  if (node.opset() >= kByChannel) return grouped(node, groups, parameters_of(node, {1, 2}, width));
  const auto parts = static_cast<std::size_t>(groups);
  const Floats given = parameters_of(node, {1, 2}, parts);
  Floats parameters;
  for (const float value : given) parameters.insert(parameters.end(), width / parts, value);
  return grouped(node, groups, parameters);
}

/// x as rows of all axes from the given one on.
struct Rows {
  int rows, columns;
  Dims outer, inner;  // axes before it, and from it on
};

Rows rows_of(Node& node, const Tensor& x) {
  const std::size_t axis = axis_of(node, node.integer("axis", -1), x.dims.size());
  if (x.floats.empty()) node.unsupported("an empty input");
  const auto split = x.dims.begin() + static_cast<std::ptrdiff_t>(axis);
  Rows r{1, 1, {x.dims.begin(), split}, {split, x.dims.end()}};
  r.rows = to_int(count(r.outer));
  r.columns = to_int(count(r.inner));
  return r;
}

OpOutput run_rows(const Node& node, ops::Op& op, const Rows& r, const Floats& parameters) {
  return run_op(node, op,
                {.example = {r.columns},
                 .rows = r.rows,
                 .x = node.floats(0).floats,
                 .parameters = parameters});
}

std::vector<Tensor> layer_norm(Node& node) {
  const Tensor& x = node.floats(0);
  const Rows r = rows_of(node, x);
  check_stash(node);
  Floats parameters = expand(node, node.floats(1), r.inner);
  const Floats bias =
      node.has(2) ? expand(node, node.floats(2), r.inner) : Floats(parameters.size(), 0.0f);
  parameters.insert(parameters.end(), bias.begin(), bias.end());
  ops::LayerNorm op(epsilon_of(node));
  const OpOutput run = run_rows(node, op, r, parameters);
  Dims dims = r.outer;
  dims.resize(x.dims.size(), 1);
  const std::size_t rows = static_cast<std::size_t>(r.rows);
  const std::size_t columns = static_cast<std::size_t>(r.columns);
  Floats mean(rows), inverse(rows);
  for (std::size_t i = 0; i < rows; ++i) {
    mean[i] =
        node.kernels().sum(columns, x.floats.data() + i * columns) / static_cast<float>(r.columns);
  }
  // What the op keeps: the standardized rows, and behind them the inverse deviations.
  std::memcpy(inverse.data(), run.saved.data() + x.floats.size() * sizeof(float),
              rows * sizeof(float));
  return {float_tensor(x.dims, run.y), float_tensor(dims, std::move(mean)),
          float_tensor(dims, std::move(inverse))};
}

std::vector<Tensor> rms_norm(Node& node) {
  const Tensor& x = node.floats(0);
  const Rows r = rows_of(node, x);
  check_stash(node);
  ops::RmsNorm op(epsilon_of(node));
  return {float_tensor(x.dims, run_rows(node, op, r, expand(node, node.floats(1), r.inner)).y)};
}

constexpr Entry kEntries[] = {{"BatchNormalization", 9, batch_norm},
                              {"InstanceNormalization", 6, instance_norm},
                              {"GroupNormalization", 18, group_norm},
                              {"LayerNormalization", 17, layer_norm},
                              {"RMSNormalization", 23, rms_norm}};

}  // namespace

std::span<const Entry> norms() { return kEntries; }

}  // namespace hunch::onnx
