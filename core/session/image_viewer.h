#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "session/scene.h"
#include "session/told_images.h"
#include "uncertainty/posterior.h"

namespace hunch::session {

/// What people see of a network that learns from images. Like the surface of a plane, a probe goes
/// on from call to call while nothing changed, and a review goes round all examples.
class ImageViewer {
 public:
  /// See Session: the same names there. `version` grows with every change of weights or data.
  Examples examples(const data::Dataset& dataset, std::size_t first, std::size_t count) const;
  std::vector<std::vector<float>> stage_outputs(const Scene& scene, std::span<const Stage> stages,
                                                const ImageAt& at, int pass) const;
  ImageProbe probe(const Scene& scene, std::uint64_t version, const ImageAt& at, int samples,
                   int more);
  Review review(const Scene& scene, std::uint64_t version, int samples, int more);
  /// The network or its parameters are about to go.
  void forget();

 private:
  ImageProbe told(const Scene& scene, std::uint64_t version, const ImageAt& at, int samples,
                  int more);
  void review_classes(const Scene& scene, std::size_t count, int samples);
  void review_labels(const Scene& scene, std::size_t count, int samples);
  void review_told(const Scene& scene, std::span<const float> features, std::size_t count,
                   int samples);
  /// One for both, made once: its workspace is large.
  uncertainty::McDropout& posterior(const Scene& scene);

  std::unique_ptr<uncertainty::McDropout> posterior_;
  bool asks_of_image_ = false;  // the posterior's point is the image of the probe
  std::uint64_t version_ = 0;
  ImageAt at_;
  std::unique_ptr<uncertainty::Predictive> predictive_;
  std::unique_ptr<ToldImages> told_;  // of an autoencoder instead
  std::vector<std::uint8_t> passes_;  // as in ImageProbe

  Review review_;
  std::vector<std::uint64_t> seen_;  // (V) version under which each was looked at, 0: never
  std::size_t next_ = 0;             // whose turn it is
};

}  // namespace hunch::session
