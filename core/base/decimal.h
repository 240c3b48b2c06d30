#pragma once

#include <string>

namespace hunch {

/// A number as digits d.ddd times 10^exponent.
struct Decimal {
  std::string digits;
  int exponent = 0;
};

/// The first `count` digits (1 or more) of a finite number above 0, rounded to the nearest, ties to
/// even: those of printf's %e, without the long double arithmetic that it brings into a download.
Decimal decimal(double value, int count);

}  // namespace hunch
