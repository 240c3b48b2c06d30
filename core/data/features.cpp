#include "data/features.h"

#include <algorithm>
#include <cmath>

#include "base/math.h"

namespace hunch::data {
namespace {

/// What a formula gives beyond the data may be anything; the network gets a finite number.
constexpr double kLargest = 1e6;

double feature_value(spec::Feature feature, std::span<const double> point) {
  const double x = point[0], y = point.size() > 1 ? point[1] : 0;
  switch (feature) {
    case spec::Feature::kX:
      return x;
    case spec::Feature::kY:
      return y;
    case spec::Feature::kX2:
      return x * x;
    case spec::Feature::kY2:
      return y * y;
    case spec::Feature::kXY:
      return x * y;
    case spec::Feature::kSinX:
      return math::sin(x);
    case spec::Feature::kSinY:
      return math::sin(y);
    case spec::Feature::kCosX:
      return math::cos(x);
    case spec::Feature::kCosY:
      return math::cos(y);
  }
  return 0;
}

}  // namespace

double column_value(const FeatureMap::Column& column, std::span<const double> point) {
  using Kind = FeatureMap::Column::Kind;
  const auto input = static_cast<std::size_t>(column.input);
  switch (column.kind) {
    case Kind::kRaw:
      return point[input];
    case Kind::kFeature:
      return feature_value(column.feature, point);
    case Kind::kFormula:
      return column.formula.evaluate(point);
    case Kind::kOneHot:
      return point[input] == column.category ? 1 : 0;
  }
  return 0;
}

void FeatureMap::apply(std::span<const double> raw, std::size_t n,
                       std::span<float> features) const {
  const auto inputs = static_cast<std::size_t>(inputs_);
  const std::size_t width = columns_.size();
  for (std::size_t i = 0; i < n; ++i) {
    const auto point = raw.subspan(i * inputs, inputs);
    for (std::size_t j = 0; j < width; ++j) {
      const double value =
          (column_value(columns_[j], point) - scaling_.mean[j]) / scaling_.deviation[j];
      features[i * width + j] =
          static_cast<float>(std::isnan(value) ? 0.0 : std::clamp(value, -kLargest, kLargest));
    }
  }
}

}  // namespace hunch::data
