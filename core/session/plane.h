#pragma once

#include <span>
#include <vector>

#include "data/prepare.h"
#include "spec/spec.h"

/// The grid of inputs that pictures are made over.
namespace hunch::session {

/// One or two raw inputs on the axes, the others held at values.
struct Plane {
  std::vector<int> axes;     ///< one or two raw inputs
  std::vector<double> held;  ///< (R) value of every raw input that is not on an axis
  int label = -1;            ///< of labels that may hold at once: the one that is drawn
  bool operator==(const Plane&) const = default;
};

/// What spec.view asks for, corrected to the inputs there are: an axis beyond them falls back to
/// the first free one, a missing held value to the input's median.
Plane plane_of(const spec::ModelSpec& spec, const data::Dataset& dataset);

/// G: cells*cells for two axes, cells for one.
std::size_t plane_points(const Plane& plane, int cells);

/// Raw inputs (G,R). Two axes: centres of the cells, row 0 at the top (the second axis' high end).
/// One axis: from its low to its high end, both included.
std::vector<double> plane_raw(const Plane& plane, const data::Dataset& dataset, int cells);

}  // namespace hunch::session
