#pragma once

#include "ops/dropout.h"

namespace hunch::ops {

/// Dropout of whole channels: a feature of a series (T,D) at all steps, a channel of an image
/// (Y,X,C) at all positions. Neighbours tell nearly the same, so dropping them one by one takes
/// nothing away. Tompson, Goroshin, Jain, LeCun, Bregler 2015, "Efficient object localization using
/// convolutional networks", CVPR, section 3.2. Channel c of row r counts as unit c of C.
class SpatialDropout final : public Dropout {
 public:
  explicit SpatialDropout(double rate) : Dropout(rate) {}
  std::string name() const override { return "spatial_dropout"; }

 private:
  /// C. Errors of infer_shape: an input without positions, a rate outside [0,1).
  std::size_t width(const Shape& input) const override;
};

}  // namespace hunch::ops
