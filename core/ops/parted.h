#pragma once

#include "ops/sequence.h"

/// Lines in two parts, as sequence-to-sequence networks read them: a source, which ends with the
/// separator, and a target, which begins with it. In row r the separator is step
/// context.source_lengths[r] - 1.
namespace hunch::ops {

enum class Move { kToFront, kToPlace };

inline int border_of(const Context& context, int row) {
  return context.source_lengths[static_cast<std::size_t>(row)] - 1;
}

/// The first `count(row)` steps of each row's target in sequences (B,T,width): from where they
/// stand in the line to the front, or the other way. All other steps of `to` become 0.
template <class Count>
void move_target(const Context& context, Move move, int rows, int steps, std::size_t width,
                 const float* from, float* to, Count count) {
  for (int r = 0; r < rows; ++r) {
    const std::size_t line = static_cast<std::size_t>(steps) * width;
    const std::size_t place = static_cast<std::size_t>(border_of(context, r)) * width;
    const std::size_t length = static_cast<std::size_t>(count(r)) * width;
    const std::size_t begin = move == Move::kToPlace ? place : 0;
    std::fill_n(to, begin, 0.0f);
    std::copy_n(from + (move == Move::kToFront ? place : 0), length, to + begin);
    std::fill(to + begin + length, to + line, 0.0f);
    from += line;
    to += line;
  }
}

}  // namespace hunch::ops
