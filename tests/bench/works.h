#pragma once

#include <memory>
#include <span>
#include <string_view>

#include "kernels/kernels.h"

/// What tests/bench/run.mjs measures: the same work natively and in a browser.
namespace hunch::bench {

/// Made once, run again and again: the caller has the clock.
class Work {
 public:
  virtual ~Work() = default;
  /// A few milliseconds of it. Returns how many units were done (samples, forwards, floating-point
  /// operations).
  virtual double run() = 0;
};

/// In the order in which `make` numbers them; the first is the multiply-add peak.
std::span<const std::string_view> names();

/// Errors: null for a number that is none.
std::unique_ptr<Work> make(std::size_t number, const kernels::Kernels& kernels);

}  // namespace hunch::bench
