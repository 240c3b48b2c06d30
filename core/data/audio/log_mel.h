#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "data/audio/mel_form.h"
#include "data/audio/power_spectrum.h"
#include "data/audio/sound.h"

namespace hunch::data {

/// Turns sounds of one rate into log-mel spectrograms: what the ear tells apart, as an image.
///
/// Frames of 25 ms under a Hann window; their power spectra; triangular filters that overlap by
/// halves, evenly spaced from the form's bottom to its top on the mel scale 2595 log10(1 + f / 700)
/// (O'Shaughnessy, "Speech Communication", 1987; the formula of the HTK Book) and linear in Hz
/// between; decibels. A band is the mean power under its filter, so that neither the rate nor the
/// size of the transform changes it: sounds of any rate give the same image as far as they reach.
class LogMel {
 public:
  /// The form's top is at most rate / 2.
  LogMel(const MelForm& form, int rate);

  /// Mean powers (mels, frames), the lowest band first, of samples (L) as `part_of` gives them.
  std::vector<double> bands(std::span<const float> samples);
  /// Pixels (mels, frames) of any sound of this rate, the highest band first: 255 is the loudest
  /// place of the sound, 0 is 80 dB below it or less. So the volume of a recording does not matter.
  std::vector<std::uint8_t> picture(std::span<const float> sound);

 private:
  struct Filter {
    std::size_t first = 0;        // bin
    std::vector<double> weights;  // of the bins from there on; their sum is 1
  };

  MelForm form_;
  int rate_;
  std::vector<double> window_;  // (W)
  PowerSpectrum spectrum_;
  std::vector<Filter> filters_;        // (mels)
  std::vector<double> frame_, power_;  // (F), (F/2 + 1)
};

/// The part of a sound that has the asked length, less the mean of the whole: of a longer one the
/// part with the most energy, the earliest of equals; a shorter one in the middle of silence.
std::vector<float> part_of(std::span<const float> sound, std::size_t length);

}  // namespace hunch::data
