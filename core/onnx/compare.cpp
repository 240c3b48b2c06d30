#include "onnx/compare.h"

#include <cmath>
#include <cstdio>
#include <limits>
#include <type_traits>

#include "onnx/arrays.h"

namespace hunch::onnx {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

double distance(double got, double want) {
  if (got == want || (std::isnan(got) && std::isnan(want))) return 0;
  const double difference = std::fabs(got - want);
  return std::isnan(difference) ? kInfinity : difference;
}

std::string number(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.9g", value);
  return text;
}

Dims place_of(std::size_t index, const Dims& dims) {
  Dims place(dims.size());
  for (std::size_t i = dims.size(); i-- > 0;) {
    const auto side = static_cast<std::size_t>(dims[i]);
    place[i] = static_cast<std::int64_t>(index % side);
    index /= side;
  }
  return place;
}

/// How far a value may be from one that is wanted: whole numbers and infinities must be met.
template <class Number>
double allowed_error(Number want) {
  const double w = static_cast<double>(want);
  if (std::is_integral_v<Number> || !std::isfinite(w)) return 0;
  return kAbsoluteTolerance + kRelativeTolerance * std::fabs(w);
}

template <class Number>
Comparison compare_values(const std::vector<Number>& got, const std::vector<Number>& want,
                          const Dims& dims) {
  Comparison result;
  double worst = -1;
  std::size_t worst_at = 0;
  for (std::size_t i = 0; i < want.size(); ++i) {
    const double error = distance(static_cast<double>(got[i]), static_cast<double>(want[i]));
    const double allowed = allowed_error(want[i]);
    const double measure = error == 0 ? 0 : error / allowed;
    result.error = std::max(result.error, error);
    if (error > allowed) result.same = false;
    if (measure <= worst) continue;
    worst = measure;
    worst_at = i;
  }
  if (want.empty()) return result;
  result.where = place_of(worst_at, dims);
  if (result.same) return result;
  result.what = "largest error " + number(result.error) + "; at " + dims_text(result.where) +
                " got " + number(static_cast<double>(got[worst_at])) + ", want " +
                number(static_cast<double>(want[worst_at]));
  return result;
}

}  // namespace

Comparison compare(const Tensor& got, const Tensor& want) {
  Comparison different;
  different.same = false;
  different.error = kInfinity;
  if (got.type != want.type) {
    different.what =
        "got " + io::onnx_type_name(got.type) + ", want " + io::onnx_type_name(want.type);
    return different;
  }
  if (got.dims != want.dims) {
    different.what = "got shape " + dims_text(got.dims) + ", want " + dims_text(want.dims);
    return different;
  }
  switch (want.type) {
    case io::OnnxType::kFloat:
      return compare_values(got.floats, want.floats, want.dims);
    case io::OnnxType::kDouble:
      return compare_values(got.doubles, want.doubles, want.dims);
    default:
      break;
  }
  if (want.whole.size() != want.size()) {
    throw Unsupported("output of " + io::onnx_type_name(want.type));
  }
  return compare_values(got.whole, want.whole, want.dims);
}

}  // namespace hunch::onnx
