#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "data/audio/log_mel.h"
#include "data/images.h"

namespace hunch::data {

/// Sounds with their classes, as they lie in files: of any rates and lengths.
struct Clips {
  std::vector<Sound> sounds;             ///< N
  std::vector<std::uint16_t> labels;     ///< (N)
  std::vector<std::uint8_t> is_test;     ///< (N) 1: of the test set that came with them
  std::vector<std::string> class_names;  ///< K

  std::size_t count() const { return sounds.size(); }
};

/// What they become under `how`: bands up to the highest frequency that all of them have.
MelForm mel_form(const spec::AudioSpec& how, const Clips& clips);

/// The log-mel spectrograms of all, (N, mels, frames, 1). The form's top is within every rate.
Images spectrograms(const Clips& clips, const MelForm& form);

/// Clips -> what is trained on: as prepare_images with their spectrograms.
/// Errors: those of prepare_images; more bands and frames than memory is for.
std::variant<Prepared, Issues> prepare_clips(const spec::ValidSpec& spec, const Clips& clips);
std::variant<Prepared, Issues> prepare_clips(const spec::ValidSpec& spec, const Clips& clips,
                                             const MelForm& form);

/// What keeps clips from taking the form that a model has learned: a rate too low for it.
Issues check_rates(const Dataset& dataset, const Clips& clips);

/// The same form and scaling for other clips -> features (N, mels frames). Errors: those of
/// check_rates.
std::variant<std::vector<float>, Issues> clip_features(const Dataset& dataset, const Clips& clips);

/// A small convolutional network that suits them, for a run without a spec.
spec::ModelSpec choose_clip_spec(const Clips& clips, std::uint64_t seed);

}  // namespace hunch::data
