#include "data/statistics.h"

#include <algorithm>
#include <cmath>

namespace hunch::data {

ColumnFacts column_facts(std::vector<double> values) {
  std::erase_if(values, [](double value) { return std::isnan(value); });
  ColumnFacts facts;
  facts.count = values.size();
  if (values.empty()) return facts;
  const auto n = static_cast<double>(values.size());
  // Of value/n, so that the largest doubles do not overflow the sum.
  for (const double value : values) facts.mean += value / n;
  double variance = 0;
  for (const double value : values) variance += (value - facts.mean) * ((value - facts.mean) / n);
  const double deviation = std::sqrt(variance);
  // A column of one number, but for rounding, is constant.
  if (std::isfinite(deviation) && deviation > 1e-12 * std::fabs(facts.mean))
    facts.deviation = deviation;
  const auto [low, high] = std::minmax_element(values.begin(), values.end());
  facts.low = *low;
  facts.high = *high;
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  facts.median =
      values.size() % 2 == 1 ? *middle : (*std::max_element(values.begin(), middle) + *middle) / 2;
  return facts;
}

}  // namespace hunch::data
