#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/shape.h"
#include "spec/spec.h"

namespace hunch {
class Random;
}

namespace hunch::data {

/// Moves, turns, mirrors and disturbs the images of training batches as they are used, so that a
/// network sees each of them a little differently every time. What happens to a row is
/// f(seed, step, row): a run that is restored or repeated sees the same images.
class Augment {
 public:
  /// Does nothing for examples that are no images (Y,X,C).
  Augment(const spec::AugmentSpec& how, const Shape& shape, std::uint64_t seed);

  /// In place on scaled features (B,Y,X,C). What comes in from outside is the edge's own pixel.
  /// `clean`, unless it is empty, gets the images before noise was added to them: the targets of a
  /// denoising autoencoder. Allocates nothing.
  void apply(std::uint64_t step, std::span<float> features, std::span<float> clean = {});
  bool idle() const { return idle_; }

 private:
  void move(Random& random, std::span<float> image);

  spec::AugmentSpec how_;
  Shape shape_;
  std::uint64_t seed_;
  bool idle_;
  std::vector<float> before_;  // (Y,X,C) an image as it was
};

}  // namespace hunch::data
