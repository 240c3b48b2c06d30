#pragma once

#include <string>

#include "onnx/node.h"

namespace hunch::onnx {

/// The tolerance of the standard's own node tests: |got - want| <= 1e-7 + 1e-3 |want|. Whole
/// numbers must be met.
inline constexpr double kAbsoluteTolerance = 1e-7;
inline constexpr double kRelativeTolerance = 1e-3;

struct Comparison {
  bool same = true;
  double error = 0;  ///< the largest |got - want|; infinite where only one of them is a number
  Dims where;        ///< of the worst value, measured by the tolerance
  std::string what;  ///< empty when same: what is different, in words
};

/// NaN is NaN's equal; types and shapes must be the same.
Comparison compare(const Tensor& got, const Tensor& want);

}  // namespace hunch::onnx
