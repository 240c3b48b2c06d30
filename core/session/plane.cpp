#include "session/plane.h"

#include <algorithm>

namespace hunch::session {

Plane plane_of(const spec::ModelSpec& spec, const data::Dataset& dataset) {
  const int inputs = dataset.input_count();
  Plane plane;
  if (inputs == 0) return plane;  // images and sequences have no axes
  for (const int axis : spec.view.axes) {
    const bool taken = std::find(plane.axes.begin(), plane.axes.end(), axis) != plane.axes.end();
    if (axis >= 0 && axis < inputs && !taken && plane.axes.size() < 2) plane.axes.push_back(axis);
  }
  const std::size_t wanted = std::min<std::size_t>(
      {spec.view.axes.empty() ? 1 : spec.view.axes.size(), static_cast<std::size_t>(inputs), 2});
  for (int axis = 0; plane.axes.size() < wanted; ++axis) {
    if (std::find(plane.axes.begin(), plane.axes.end(), axis) == plane.axes.end()) {
      plane.axes.push_back(axis);
    }
  }
  if (dataset.several) plane.label = std::clamp(spec.view.label, 0, dataset.class_count() - 1);
  plane.held.resize(static_cast<std::size_t>(inputs));
  for (std::size_t i = 0; i < plane.held.size(); ++i) {
    plane.held[i] = i < spec.view.held.size() ? spec.view.held[i] : dataset.inputs[i].median;
  }
  return plane;
}

std::size_t plane_points(const Plane& plane, int cells) {
  const auto side = static_cast<std::size_t>(cells);
  return plane.axes.size() == 2 ? side * side : side;
}

std::vector<double> plane_raw(const Plane& plane, const data::Dataset& dataset, int cells) {
  const std::size_t inputs = plane.held.size();
  const std::size_t points = plane_points(plane, cells);
  std::vector<double> raw(points * inputs);  // (G,R)
  const auto& first = dataset.inputs[static_cast<std::size_t>(plane.axes[0])];
  for (std::size_t g = 0; g < points; ++g) {
    double* row = raw.data() + g * inputs;
    std::copy(plane.held.begin(), plane.held.end(), row);
    if (plane.axes.size() == 1) {
      const double share = cells > 1 ? static_cast<double>(g) / (cells - 1) : 0.5;
      row[plane.axes[0]] = first.low + share * (first.high - first.low);
      continue;
    }
    const auto& second = dataset.inputs[static_cast<std::size_t>(plane.axes[1])];
    const auto side = static_cast<std::size_t>(cells);
    const std::size_t column = g % side, line = g / side;
    const double across = (static_cast<double>(column) + 0.5) / cells;
    const double down = (static_cast<double>(line) + 0.5) / cells;
    row[plane.axes[0]] = first.low + across * (first.high - first.low);
    row[plane.axes[1]] = second.high - down * (second.high - second.low);
  }
  return raw;
}

}  // namespace hunch::session
