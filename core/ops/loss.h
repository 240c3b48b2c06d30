#pragma once

#include <cstddef>
#include <span>

#include "kernels/kernels.h"

namespace hunch::ops {

/// What a loss looks at: B rows of the network's raw outputs and their targets.
struct LossInput {
  const kernels::Kernels* kernels = nullptr;
  int rows = 0;                   ///< B >= 1
  int outputs = 1;                ///< O
  std::span<const float> y;       ///< (B,O)
  std::span<const float> target;  ///< (B) value, or class index as a number; (B,T) of them, -1 =
                                  ///< not counted, for a loss over the steps of a sequence; (B,O)
                                  ///< for a loss of several labels or of probabilities
  std::span<float> scratch;       ///< 2 B (O + 1) floats, free to use
};

/// One loss, one file pair. Loops over elements are kernels or plain double arithmetic, so that the
/// four-lane tables give the same bits everywhere.
class Loss {
 public:
  virtual ~Loss() = default;
  /// Mean loss over the rows.
  virtual double forward(const LossInput& in) const = 0;
  /// dy (B,O): gradient of that mean by each output.
  virtual void backward(const LossInput& in, std::span<float> dy) const = 0;

  static std::size_t scratch_floats(int rows, int outputs) {
    return 2 * static_cast<std::size_t>(rows) * static_cast<std::size_t>(outputs + 1);
  }
};

}  // namespace hunch::ops
