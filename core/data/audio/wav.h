#pragma once

#include <string_view>

#include "data/audio/sound.h"

namespace hunch::data {

/// Reads a WAV file (RIFF WAVE, also WAVE_FORMAT_EXTENSIBLE): PCM of 8, 16, 24 or 32 bits or floats
/// of 32 bits, of any number of channels, which become their mean.
/// Throws Error with what is wrong: another format, a file that is cut, no samples, a sample that
/// is not finite, a rate beyond kLowestRate to kHighestRate.
Sound read_wav(std::string_view bytes);

}  // namespace hunch::data
