#pragma once

#include <span>
#include <vector>

#include "session/scene.h"

namespace hunch::session {

/// What a network says of the H steps after a window, in the target's own units.
struct Forecast {
  int samples = 0;                                      ///< S
  std::vector<double> mean;                             ///< (H)
  std::vector<double> deviation, aleatoric, epistemic;  ///< (H) standard deviations
  std::vector<double> low, high;                        ///< (H) mean -+ 1.645 deviation: 90 %
  std::vector<std::vector<double>> futures;             ///< (F,H) one way it may go each
};

/// Asks for the steps after a window (T,D) of scaled numbers, `base` being added to what comes out
/// (what `relative` series are told from, else 0). A future is one Monte-Carlo sample's forecast
/// with noise of its own at each step: steps are alike in what the network doubts, not in noise.
Forecast forecast(const Scene& scene, std::span<const float> window, double base, int samples,
                  int futures);

}  // namespace hunch::session
