#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/shape.h"
#include "kernels/kernels.h"

/// One op, one file pair: what shape comes out, how it runs forward, how its gradient runs back.
namespace hunch::ops {

/// Dropout needs three modes, so nothing here is a train/eval flag.
enum class Mode : std::uint8_t {
  kTrain,  ///< masks drawn for the training step, everything kept for backward
  kInfer,  ///< no masks
  kSample  ///< masks drawn for a Monte-Carlo pass, batch statistics frozen
};

/// Masks differ from row to row (moments), or one mask serves all rows (a function is drawn).
enum class MaskScope : std::uint8_t { kPerRow, kPerPass };

struct Context {
  const kernels::Kernels* kernels = nullptr;
  Mode mode = Mode::kInfer;
  MaskScope masks = MaskScope::kPerRow;
  kernels::RandomKey random;    ///< layer is set by the network before each op
  std::uint64_t first_row = 0;  ///< number of row 0, so that a batch may be split anywhere
  /// (B) time steps of each row that count, 1 .. T: sequences of unequal length lie in one batch,
  /// the rest of each row is padding. Empty: all of them. Ops over (T,...) that mix steps heed it.
  std::span<const int> lengths = {};
  /// (B) steps of each row's source, the separator that ends it included, where lines are parted
  /// into a source and a target: see parted.h. `lengths` are then those of what the op reads (of a
  /// join, its first branch). Empty: they are not.
  std::span<const int> source_lengths = {};
};

/// How a parameter begins.
enum class Start : std::uint8_t {
  kWeight,      ///< as the layer's `init` says, by fan_in and fan_out
  kOrthogonal,  ///< rows or columns orthonormal, block by block of `rows` columns (recurrent)
  kEmbedding,   ///< normal, deviation 0.02
  kZero,
  kOne,
  kForgetBias  ///< 1 in row 1 of (4,H), else 0: an LSTM that starts by remembering
};

/// One tensor among an op's parameters, as a matrix; they lie one after another in this order.
struct Parameter {
  const char* name = "weight";  ///< "weight", "bias", "gain", ... unique within the op
  int rows = 1, cols = 1;       ///< element (i,j) at i * cols + j
  Start start = Start::kWeight;
  int fan_in = 1, fan_out = 1;  ///< for Start::kWeight
  /// Weights are regularized and decayed; biases, gains and states are not.
  bool is_weight = true;
  /// A running statistic: lies among the parameters, so that all that copies or saves them keeps
  /// it, but its gradient is always 0 and `Op::keep` alone writes it.
  bool is_state = false;
};

/// What an op reads and writes for B rows; all row-major. Offsets into the plan's arena.
struct Buffers {
  int rows = 0;                       ///< B
  std::span<const float> parameters;  ///< the op's own
  std::span<std::byte> saved;         ///< kept from forward to backward (masks)
  std::span<float> scratch;           ///< free to use
  bool overwrite = false;             ///< backward: dparameters holds nothing worth adding to
};

/// What an op has and needs, whether it reads one branch (Op) or several (Join).
class AnyOp {
 public:
  virtual ~AnyOp() = default;
  virtual std::string name() const = 0;  ///< "dense", for errors and pictures
  virtual std::size_t parameter_count() const { return 0; }
  /// What they are, after infer_shape: together parameter_count() numbers.
  virtual std::vector<Parameter> parameters() const { return {}; }
  virtual std::size_t saved_bytes(int /*rows*/) const { return 0; }
  virtual std::size_t scratch_floats(int /*rows*/, const kernels::Kernels&) const { return 0; }
  /// True when sample mode draws something: everything before the first such op is the same for
  /// every Monte-Carlo pass and is computed once.
  virtual bool stochastic() const { return false; }
  /// After a training step: moves running statistics in `parameters` (the op's own) towards those
  /// of the batch, which forward left in `saved`.
  virtual void keep(const Buffers&, std::span<float> /*parameters*/) const {}
};

class Op : public AnyOp {
 public:
  /// Shape of the output; throws Error "[dense] input (2,2): needs (D)" when it cannot be.
  virtual Shape infer_shape(const Shape& input) = 0;
  /// True when each output element depends on its own input element alone: forward may then run
  /// with y = x and backward with dx = dy (the same buffer).
  virtual bool elementwise() const { return false; }
  /// y (B,out) from x (B,in).
  virtual void forward(const Context&, const Buffers&, std::span<const float> x,
                       std::span<float> y) const = 0;
  /// dx (B,in) (empty: not wanted) and dparameters (added to, or written when `overwrite`) from
  /// dy (B,out), x, y.
  virtual void backward(const Context&, const Buffers&, std::span<const float> x,
                        std::span<const float> y, std::span<const float> dy, std::span<float> dx,
                        std::span<float> dparameters) const = 0;
};

}  // namespace hunch::ops
