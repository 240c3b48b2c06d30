#pragma once

#include "ops/op.h"

namespace hunch::ops {

/// What every kind of dropout has: a rate p, the probability of *dropping*, that may change between
/// calls. Random in train and sample mode, silent in infer mode.
class Noise {
 public:
  virtual ~Noise() = default;
  void set_rate(double rate) { rate_ = static_cast<float>(rate); }  ///< in [0,1)
  double rate() const { return static_cast<double>(rate_); }
  /// 1 / (1 - p): what is kept weighs so much more that the mean stays.
  float scale() const { return 1.0f / (1.0f - rate_); }

 protected:
  explicit Noise(double rate) : rate_(static_cast<float>(rate)) {}
  bool active(const Context& context) const { return context.mode != Mode::kInfer && rate_ > 0; }
  /// Throws Error "[dropout] rate 1.5: needs 0 <= rate < 1".
  void check_rate(const std::string& op) const;
  /// mask (B,H) bytes of as many rows as fit, 1 = kept, for `units` = H numbers a row. `width` of
  /// them are drawn and repeated along the row: number c of row r is f(context.random, (first_row +
  /// r) * width + c) for MaskScope::kPerRow and f(context.random, c) for kPerPass, so that it is
  /// the same however the rows are split into batches.
  void draw_mask(const Context& context, std::size_t width, std::size_t units,
                 std::span<std::uint8_t> mask) const;

  float rate_;  // p
};

}  // namespace hunch::ops
