#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "session/scene.h"
#include "uncertainty/posterior.h"

namespace hunch::session {

/// Predictive statistics over the plane that go on from call to call while nothing changed.
class SurfacePainter {
 public:
  /// `version` grows with every change of weights, data or plane. Adds up to `more` samples, until
  /// there are `samples`. Without dropout one sample is all there is to know.
  Surface paint(const Scene& scene, std::uint64_t version, int cells, int samples, int more);
  /// The network or its parameters are about to go.
  void forget();

 private:
  std::uint64_t version_ = 0;
  int cells_ = 0;
  std::unique_ptr<uncertainty::McDropout> posterior_;
  std::unique_ptr<uncertainty::Predictive> predictive_;
  std::vector<float> outputs_;  // (G,O)
};

}  // namespace hunch::session
