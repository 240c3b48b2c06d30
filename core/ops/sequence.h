#pragma once

#include <algorithm>
#include <cstddef>

#include "ops/op.h"

/// What ops over sequences share.
namespace hunch::ops {

/// The time steps of a row that count; the rest of its T are padding.
inline int length_of(const Context& context, int row, int steps) {
  return context.lengths.empty() ? steps : context.lengths[static_cast<std::size_t>(row)];
}

/// D of tokens (T), which is 1, or of (T,D). Throws "[name] input (2,2,2): needs (T) or (T,D)".
std::size_t need_steps(const std::string& name, const Shape& input);

/// The token that a number stands for: 0, padding, when it is out of 0 .. vocabulary - 1.
inline std::size_t token_of(float x, int vocabulary) {
  const float half_above = x + 0.5f;
  const bool known = half_above >= 1 && half_above < static_cast<float>(vocabulary);
  return known ? static_cast<std::size_t>(half_above) : 0;
}

/// body(index of the step among B T, its token) for all steps of x (B,T); beyond a row's length the
/// token is 0.
template <class Body>
void for_each_token(const Context& context, int rows, int steps, int vocabulary,
                    std::span<const float> x, Body body) {
  std::size_t at = 0;
  for (int r = 0; r < rows; ++r) {
    const int length = length_of(context, r, steps);
    for (int t = 0; t < steps; ++t, ++at) body(at, t < length ? token_of(x[at], vocabulary) : 0);
  }
}

/// Zeros in the steps of x (B,T,width) from length(row) on.
template <class Length>
void clear_after(int rows, int steps, int width, float* x, Length length) {
  const auto wide = static_cast<std::size_t>(width);
  for (int r = 0; r < rows; ++r, x += static_cast<std::size_t>(steps) * wide) {
    const auto counted = static_cast<std::size_t>(length(r));
    std::fill(x + counted * wide, x + static_cast<std::size_t>(steps) * wide, 0.0f);
  }
}

/// The most of size(count) for count = 1 .. most: scratch that serves every smaller batch too
/// (matrix products cut their blocks evenly, so a smaller one may need more).
template <class Size>
std::size_t most_of(int most, Size size) {
  std::size_t result = 0;
  for (int count = 1; count <= most; ++count) result = std::max(result, size(count));
  return result;
}

/// Between sequences as the data has them, a row's steps one after another, and as a recurrent op
/// runs them: all rows' first step, then all rows' second, ... Padding is always at the end of a
/// run, also in reverse.
class Walk {
 public:
  /// B rows of T steps.
  Walk(const Context& context, int rows, int steps, bool reverse);
  int run() const { return run_; }  ///< steps of the longest row
  int length(int row) const { return length_of(context_, row, steps_); }
  /// to (run,B,width) from sequences (B,T,width) whose steps are `stride` numbers apart; padding
  /// becomes 0.
  void gather(const float* from, int stride, int width, float* to) const;
  /// The way back: to (B,T,width), padding 0; or added to what is there.
  void scatter(const float* from, int width, bool add, int stride, float* to) const;

 private:
  /// The data's time of the t-th step that is run.
  int time_of(int t, int length) const { return reverse_ ? length - 1 - t : t; }
  const Context& context_;
  int rows_, steps_, run_ = 1;
  bool reverse_;
};

}  // namespace hunch::ops
