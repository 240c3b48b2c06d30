#pragma once

#include <cstddef>

#include "base/shape.h"

namespace hunch::data {

/// The images (mels, frames, 1) that sounds become, whatever their own rates and lengths are.
struct MelForm {
  double seconds = 1;  ///< length that every sound is brought to, at least the window's
  int mels = 40;       ///< bands: rows of the image
  double hop = 10;     ///< milliseconds from one frame to the next
  double top = 4000;   ///< Hz: where the highest band ends

  static constexpr double kWindow = 25;  ///< milliseconds of one frame
  /// Hz: where the lowest band begins. A Hann window of that length takes in so much around a
  /// frequency; what lies below cannot be told from a drift, and recordings are full of it.
  static constexpr double kBottom = 2000 / kWindow;

  /// Frames that lie in the length as a whole.
  int frames() const { return static_cast<int>((1000 * seconds - kWindow) / hop + 1e-9) + 1; }
  Shape shape() const { return {mels, frames(), 1}; }
};

}  // namespace hunch::data
