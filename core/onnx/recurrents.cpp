#include <algorithm>
#include <memory>

#include "onnx/arrays.h"
#include "onnx/families.h"
#include "onnx/run_op.h"
#include "ops/bidirectional.h"
#include "ops/gru.h"
#include "ops/lstm.h"
#include "ops/simple_rnn.h"

namespace hunch::onnx {
namespace {

using Floats = std::vector<float>;

/// An op in words of the standard.
struct Cell {
  std::vector<std::size_t> gates;        ///< the standard's number of each of Hunch's gates
  std::vector<std::string> activations;  ///< of one direction, as Hunch has them
  bool recurrent_bias = false;           ///< the last gate's is apart
};

/// What the inputs say.
struct Sequences {
  bool batch_first;
  int steps, rows, features;  // T, B, D
  int units;                  // H
  std::size_t directions;     // 1 or 2
  bool reverse;               // of one direction
  std::vector<int> lengths;   // (B), or empty: all steps count
  std::span<const std::size_t> gates;

  std::size_t wide() const { return gates.size() * static_cast<std::size_t>(units); }  // G H
};

void check_dims(const Node& node, std::size_t input, const Dims& dims) {
  if (node.floats(input).dims == dims) return;
  node.refuse("input " + std::to_string(input) + " has " + dims_text(node.floats(input).dims) +
              ", needs " + dims_text(dims));
}

std::vector<int> lengths_of(const Node& node, std::size_t input, const Sequences& s) {
  std::vector<int> lengths;
  if (!node.has(input)) return lengths;
  for (const std::int64_t length : node.whole(input)) {
    if (length < 1 || length > s.steps) {
      node.unsupported("a sequence of " + std::to_string(length) + " steps");
    }
    lengths.push_back(static_cast<int>(length));
  }
  if (lengths.size() != static_cast<std::size_t>(s.rows)) {
    node.refuse("sequence_lens has " + std::to_string(lengths.size()) + " numbers, needs " +
                std::to_string(s.rows));
  }
  return lengths;
}

/// x (T,B,D), W (directions,G H,D), R (directions,G H,H), B (directions,2 G H).
Sequences sequences_of(Node& node, std::span<const std::size_t> gates) {
  constexpr std::size_t kLengths = 4;
  const Tensor& x = node.floats(0);
  const Tensor& recurrent = node.floats(2);
  if (x.dims.size() != 3 || recurrent.dims.size() != 3) {
    node.refuse("input " + dims_text(x.dims) + ", R " + dims_text(recurrent.dims));
  }
  if (x.floats.empty() || recurrent.floats.empty()) node.unsupported("an empty input");
  Sequences s{};
  s.gates = gates;
  s.batch_first = node.integer("layout", 0) != 0;
  s.steps = to_int(x.dims[s.batch_first ? 1 : 0]);
  s.rows = to_int(x.dims[s.batch_first ? 0 : 1]);
  s.features = to_int(x.dims[2]);
  s.units = to_int(recurrent.dims[2]);
  const std::string direction = node.text("direction", "forward");
  if (direction != "forward" && direction != "reverse" && direction != "bidirectional") {
    node.refuse("direction " + direction);
  }
  s.directions = direction == "bidirectional" ? 2 : 1;
  s.reverse = direction == "reverse";
  const auto directions = static_cast<std::int64_t>(s.directions);
  const auto wide = static_cast<std::int64_t>(s.wide());
  check_dims(node, 1, {directions, wide, s.features});
  check_dims(node, 2, {directions, wide, s.units});
  if (node.has(3)) check_dims(node, 3, {directions, 2 * wide});
  if (node.integer("hidden_size", s.units) != s.units) node.refuse("hidden_size is not that of R");
  s.lengths = lengths_of(node, kLengths, s);
  return s;
}

/// An input that is only run when it is left out or all 0.
void check_zero(const Node& node, std::size_t input, const std::string& what) {
  if (!node.has(input)) return;
  const Floats& values = node.floats(input).floats;
  const bool zero = std::all_of(values.begin(), values.end(), [](float v) { return v == 0; });
  if (!zero) node.unsupported(what + " other than 0");
}

void check_activations(Node& node, const std::vector<std::string>& own, std::size_t directions) {
  const auto asked = node.texts("activations");
  if (!asked) return;
  std::vector<std::string> needed;
  for (std::size_t d = 0; d < directions; ++d) needed.insert(needed.end(), own.begin(), own.end());
  if (*asked == needed) return;
  std::string names;
  for (const std::string& name : *asked) names += (names.empty() ? "" : ", ") + name;
  node.unsupported("activations " + names);
}

/// Appends a direction's matrix (G H,width) as Hunch has it: (width,G H), its own order of gates.
void add_weight(const Sequences& s, const Tensor& weight, std::size_t direction, Floats& to) {
  const auto width = static_cast<std::size_t>(weight.dims[2]);
  const auto units = static_cast<std::size_t>(s.units);
  const float* from = weight.floats.data() + direction * s.wide() * width;
  for (std::size_t column = 0; column < width; ++column) {
    for (const std::size_t gate : s.gates) {
      for (std::size_t unit = 0; unit < units; ++unit) {
        to.push_back(from[(gate * units + unit) * width + column]);
      }
    }
  }
}

/// Appends the sum of both biases (G H), or of the last gate its recurrent one (H) apart.
void add_bias(const Node& node, const Sequences& s, bool apart, std::size_t direction, Floats& to) {
  const auto units = static_cast<std::size_t>(s.units);
  const Floats none(2 * s.wide(), 0.0f);
  const float* input =
      node.has(3) ? node.floats(3).floats.data() + direction * none.size() : none.data();
  const float* recurrent = input + s.wide();
  for (const std::size_t gate : s.gates) {
    const bool alone = apart && gate == s.gates.back();
    for (std::size_t i = gate * units; i < (gate + 1) * units; ++i) {
      to.push_back(alone ? input[i] : input[i] + recurrent[i]);
    }
  }
  if (!apart) return;
  const float* last = recurrent + s.gates.back() * units;
  to.insert(to.end(), last, last + units);
}

/// Y (T,directions,B,H) and Y_h (directions,B,H), or with B first, from y (B,T,directions H).
std::vector<Tensor> outputs_of(const Sequences& s, const Floats& y) {
  const auto steps = static_cast<std::size_t>(s.steps), units = static_cast<std::size_t>(s.units);
  const auto directions = static_cast<std::int64_t>(s.directions);
  Floats last;  // (B,directions,H)
  for (std::size_t row = 0; row < static_cast<std::size_t>(s.rows); ++row) {
    const std::size_t length = s.lengths.empty() ? steps : static_cast<std::size_t>(s.lengths[row]);
    for (std::size_t d = 0; d < s.directions; ++d) {
      const bool backwards = s.reverse || d == 1;
      const std::size_t step = row * steps + (backwards ? 0 : length - 1);
      const float* state = y.data() + (step * s.directions + d) * units;
      last.insert(last.end(), state, state + units);
    }
  }
  const Dims all_dims = {s.rows, s.steps, directions, s.units},
             dims = {s.rows, directions, s.units};
  if (s.batch_first) return {float_tensor(all_dims, y), float_tensor(dims, std::move(last))};
  constexpr std::size_t kAll[] = {1, 2, 0, 3}, kLast[] = {1, 0, 2};
  return {float_tensor(permute_dims(all_dims, kAll), permute(y, all_dims, kAll)),
          float_tensor(permute_dims(dims, kLast), permute(last, dims, kLast))};
}

/// `make` gives an op by its options.
template <class Make>
std::vector<Tensor> run(Node& node, const Cell& cell, Make make) {
  constexpr std::size_t kInitialState = 5;
  const Sequences s = sequences_of(node, cell.gates);
  check_activations(node, cell.activations, s.directions);
  check_zero(node, kInitialState, "initial_h");
  Floats parameters;
  for (std::size_t d = 0; d < s.directions; ++d) {
    add_weight(s, node.floats(1), d, parameters);
    add_weight(s, node.floats(2), d, parameters);
    add_bias(node, s, cell.recurrent_bias, d, parameters);
  }
  const ops::RecurrentOptions options{.units = s.units, .sequence = true, .reverse = s.reverse};
  std::unique_ptr<ops::Op> op = make(options);
  if (s.directions == 2) {
    op = std::make_unique<ops::Bidirectional>(make(options), make(options));
  }
  const Tensor& x = node.floats(0);
  constexpr std::size_t kBatchFirst[] = {1, 0, 2};
  const OpOutput output =
      run_op(node, *op,
             {.example = {s.steps, s.features},
              .rows = s.rows,
              .x = s.batch_first ? x.floats : permute(x.floats, x.dims, kBatchFirst),
              .parameters = parameters,
              .lengths = s.lengths});
  return outputs_of(s, output.y);
}

/// Gates i, o, f, c of the standard. The last cell state, Y_c, is not among the op's outputs.
std::vector<Tensor> lstm(Node& node) {
  const Cell cell{{0, 2, 3, 1}, {"Sigmoid", "Tanh", "Tanh"}};
  if (node.integer("input_forget", 0) != 0) node.unsupported("input_forget");
  check_zero(node, 6, "initial_c");
  check_zero(node, 7, "peepholes");
  return run(node, cell, [](const ops::RecurrentOptions& options) {
    return std::make_unique<ops::Lstm>(options);
  });
}

/// Gates z, r, h of the standard.
std::vector<Tensor> gru(Node& node) {
  const bool reset_after = node.integer("linear_before_reset", 0) != 0;
  const Cell cell{{1, 0, 2}, {"Sigmoid", "Tanh"}, reset_after};
  return run(node, cell, [&](const ops::RecurrentOptions& options) {
    return std::make_unique<ops::Gru>(options, reset_after);
  });
}

std::vector<Tensor> rnn(Node& node) {
  const auto asked = node.texts("activations");
  const bool relu = asked && !asked->empty() && asked->front() == "Relu";
  const auto activation = relu ? kernels::Activation::kRelu : kernels::Activation::kTanh;
  const Cell cell{{0}, {relu ? "Relu" : "Tanh"}};
  return run(node, cell, [&](const ops::RecurrentOptions& options) {
    return std::make_unique<ops::SimpleRnn>(options, activation);
  });
}

constexpr Entry kEntries[] = {{"LSTM", 7, lstm}, {"GRU", 7, gru}, {"RNN", 7, rnn}};

}  // namespace

std::span<const Entry> recurrents() { return kEntries; }

}  // namespace hunch::onnx
