#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "data/dataset.h"
#include "data/formula.h"
#include "spec/spec.h"

namespace hunch::data {

/// Raw inputs -> network features. A synthetic set: the spec's chosen features and formulas of (x,
/// y); a table: its numeric columns, text columns one-hot, dates as a number of days.
class FeatureMap {
 public:
  /// raw (n,R) in own units -> features (n,D) scaled, float32. Always finite: what a formula cannot
  /// give becomes 0, what is beyond a million deviations is cut there.
  void apply(std::span<const double> raw, std::size_t n, std::span<float> features) const;
  int input_count() const { return inputs_; }
  int feature_count() const { return static_cast<int>(columns_.size()); }

  struct Column {
    enum class Kind { kRaw, kFeature, kFormula, kOneHot } kind = Kind::kRaw;
    int input = 0;  ///< raw, one-hot: which raw input
    spec::Feature feature = spec::Feature::kX;
    int category = 0;  ///< one-hot: 1 where raw equals this index
    Formula formula;
  };
  FeatureMap() = default;
  FeatureMap(int inputs, std::vector<Column> columns, Scaling scaling)
      : inputs_(inputs), columns_(std::move(columns)), scaling_(std::move(scaling)) {}
  const Scaling& scaling() const { return scaling_; }
  const std::vector<Column>& columns() const { return columns_; }

 private:
  int inputs_ = 0;
  std::vector<Column> columns_;
  Scaling scaling_;
};

/// One column's value at a raw point (R), unscaled.
double column_value(const FeatureMap::Column& column, std::span<const double> point);

}  // namespace hunch::data
