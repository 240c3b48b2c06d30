#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "data/prepare.h"

namespace hunch::data {

inline constexpr int kMaxSide = 512;  ///< pixels of an image's side
inline constexpr std::size_t kMaxImages = 1'000'000;

/// Pictures with their classes, as they lie in files; all of one size. Or short clips of grey ones,
/// which spec.data.frames lays out: see frames.h.
struct Images {
  int height = 0, width = 0, channels = 1;
  int frames = 1;                        ///< T of a clip; 1: still images
  std::vector<std::uint8_t> pixels;      ///< (N,Y,X,C) or (N,T,Y,X), 0 to 255
  std::vector<std::uint16_t> labels;     ///< (N) class, or bit k: whether label k holds
  bool several = false;                  ///< labels are such bits
  std::vector<std::uint8_t> is_test;     ///< (N) 1: of the test set that came with them
  std::vector<std::string> class_names;  ///< K

  std::size_t count() const { return labels.size(); }
  std::size_t image_size() const { return pixels.size() / (labels.empty() ? 1 : labels.size()); }
};

/// Images -> what is trained on, clips as spec.data.frames says. All but the test set are split by
/// the seed; pixels get mean 0 and
/// deviation 1 over all pixels of the training part; wrong labels are mixed in as the spec says.
/// Of an autoencoder the targets are the pixels: as the features are, or for a binary cross-entropy
/// as shares of ink; their own units reach from 0 to 1.
/// Errors: fewer than 4 of them, one class where classes are learned, a loss that needs values.
std::variant<Prepared, Issues> prepare_images(const spec::ValidSpec& spec, const Images& images);

/// The same layout and scaling for other images -> features (N,Y X C). Errors: another size.
std::variant<std::vector<float>, Issues> image_features(const Dataset& dataset,
                                                        const Images& images);

/// A small convolutional network that suits them, for a run without a spec.
spec::ModelSpec choose_image_spec(const Images& images, std::uint64_t seed);

}  // namespace hunch::data
