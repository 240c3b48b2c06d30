#pragma once

#include <cstddef>

#include "ops/loss.h"

/// What losses over classes share.
namespace hunch::ops {

/// Logits of each answer: K of a choice among K classes, 1 of one between two.
inline std::size_t logits_of_answer(const LossInput& in) { return in.y.size() / in.target.size(); }

/// body(index of the answer, its class) for the targets (B) or (B,T) that count, those from 0 up;
/// returns how many these are.
template <class Body>
std::size_t for_each_answer(const LossInput& in, Body body) {
  std::size_t counted = 0;
  for (std::size_t i = 0; i < in.target.size(); ++i) {
    if (in.target[i] < 0) continue;
    body(i, static_cast<std::size_t>(in.target[i]));
    ++counted;
  }
  return counted;
}

}  // namespace hunch::ops
