#pragma once

#include <vector>

/// Lines that a pen follows, before they are bent and turned into pixels.
namespace hunch::data::drawing {

struct Vec {
  double x = 0, y = 0;
};

/// One pull of the pen, as short straight pieces: bending their ends bends the whole.
using Stroke = std::vector<Vec>;

/// Strokes in a box that reaches from -1 (top) to 1 (bottom) in y; x has the same unit. Each call
/// goes on from where the pen is; `move` and `lift` begin a new stroke. Angles are degrees, 0 to
/// the right and 90 down.
class Path {
 public:
  Path& move(double x, double y);
  Path& lift();
  Path& line(double x, double y);
  /// A cubic Bezier curve with two handles.
  Path& curve(double x1, double y1, double x2, double y2, double x, double y);
  /// Part of an ellipse around (x,y); a pen that is down goes straight to its beginning.
  Path& arc(double x, double y, double radius_x, double radius_y, double from, double to);

  const std::vector<Stroke>& strokes() const { return strokes_; }

 private:
  std::vector<Stroke> strokes_;
  bool down_ = false;
};

}  // namespace hunch::data::drawing
