#pragma once

#include <cstdint>
#include <vector>

namespace hunch::data {

/// Facts about one column, NaN left out. Sums run in the order of the rows, so that every target
/// gets the same bits (a library's vectorised sums need not).
struct ColumnFacts {
  std::size_t count = 0;  ///< numbers that are not NaN
  double mean = 0;
  double deviation = 1;  ///< population; 1 for a constant column
  double low = 0, high = 0;
  double median = 0;
};

ColumnFacts column_facts(std::vector<double> values);

}  // namespace hunch::data
