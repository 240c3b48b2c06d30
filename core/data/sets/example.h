#pragma once

#include <cstdint>

#include "base/random.h"
#include "spec/spec.h"

/// One made example at a time: example i of a set is a function of (spec, seed, i) alone, so that
/// more samples keep the first ones, and more noise moves the points without choosing others.
namespace hunch::data::sets {

struct Example {
  double x = 0;
  double y = 0;       ///< second input; unused by curves
  double target = 0;  ///< class index, or value
};

struct Draw {
  std::uint32_t index;  ///< i
  Random place;         ///< where the example lies
  Random noise;         ///< what is added to it

  Draw(std::uint64_t seed, std::uint32_t i)
      : index(i), place(seed, Stream::kData, i), noise(seed, Stream::kNoise, i) {}

  /// Classes take turns, so that all are equally frequent.
  int class_of(int classes) const {
    return static_cast<int>(index % static_cast<std::uint32_t>(classes));
  }
  /// Gaussian noise of deviation `deviation` on both inputs.
  void blur(Example& example, double deviation) {
    example.x += deviation * noise.normal();
    example.y += deviation * noise.normal();
  }
};

}  // namespace hunch::data::sets
