#include "data/audio/wav.h"

#include <bit>
#include <cmath>
#include <cstdint>
#include <string>

#include "base/error.h"

namespace hunch::data {
namespace {

constexpr unsigned kPcm = 1, kFloat = 3, kExtensible = 0xfffe;
constexpr std::uint32_t kUnknown = 0xffffffff;  // what writers to a pipe leave as a size

[[noreturn]] void refuse(const std::string& what) { throw Error("[wav] " + what); }

std::uint32_t byte_at(std::string_view bytes, std::size_t i) {
  return static_cast<unsigned char>(bytes[i]);
}
/// Little-endian.
std::uint32_t word_at(std::string_view bytes, std::size_t i) {
  return byte_at(bytes, i) | byte_at(bytes, i + 1) << 8;
}
std::uint32_t long_at(std::string_view bytes, std::size_t i) {
  return word_at(bytes, i) | word_at(bytes, i + 2) << 16;
}

/// How samples lie in the data chunk.
struct Format {
  unsigned kind = 0;  // kPcm or kFloat
  std::size_t channels = 0;
  int rate = 0;
  std::size_t width = 0;  // bytes of one channel's sample
};

/// The kind that the subformat of an extensible header tells.
unsigned extended_kind(std::string_view chunk) {
  // KSDATAFORMAT_SUBTYPE_...: the kind, then the same fourteen bytes for all of them.
  constexpr std::string_view kRest("\x00\x00\x00\x00\x10\x00\x80\x00\x00\xaa\x00\x38\x9b\x71", 14);
  if (chunk.size() < 40)
    refuse("its extended header has " + std::to_string(chunk.size()) + " bytes, needs 40");
  if (chunk.substr(26, 14) != kRest) refuse("its extended header names an unknown format");
  return word_at(chunk, 24);
}

Format read_format(std::string_view chunk) {
  if (chunk.size() < 16) {
    refuse("its header \"fmt \" has " + std::to_string(chunk.size()) + " bytes, needs 16");
  }
  Format format;
  format.kind = word_at(chunk, 0);
  if (format.kind == kExtensible) format.kind = extended_kind(chunk);
  format.channels = word_at(chunk, 2);
  const std::uint32_t rate = long_at(chunk, 4), frame = word_at(chunk, 12);
  const std::uint32_t bits = word_at(chunk, 14);
  format.width = bits / 8;
  const bool whole = bits == 8 || bits == 16 || bits == 24 || bits == 32;
  if (!(format.kind == kPcm && whole) && !(format.kind == kFloat && bits == 32)) {
    refuse("format " + std::to_string(format.kind) + " of " + std::to_string(bits) +
           " bits: needs PCM (1) of 8, 16, 24 or 32 bits, or floats (3) of 32");
  }
  if (format.channels < 1) refuse("0 channels, needs at least 1");
  if (frame != format.channels * format.width) {
    refuse("frames of " + std::to_string(frame) + " bytes, but " + std::to_string(format.channels) +
           " channels of " + std::to_string(bits) + " bits");
  }
  if (rate < kLowestRate || rate > kHighestRate) {
    refuse(std::to_string(rate) + " samples a second, needs " + std::to_string(kLowestRate) +
           " to " + std::to_string(kHighestRate));
  }
  format.rate = static_cast<int>(rate);
  return format;
}

double sample_at(std::string_view data, std::size_t i, const Format& format) {
  if (format.width == 1) return (static_cast<double>(byte_at(data, i)) - 128) / 128;  // unsigned
  if (format.kind == kFloat) {
    const float value = std::bit_cast<float>(long_at(data, i));
    if (!std::isfinite(value)) refuse("a sample that is no finite number");
    return static_cast<double>(value);
  }
  // At the top of a word, so that its sign is the word's.
  std::uint32_t word = 0;
  for (std::size_t byte = 0; byte < format.width; ++byte) {
    word |= byte_at(data, i + byte) << 8 * (4 - format.width + byte);
  }
  return static_cast<double>(static_cast<std::int32_t>(word)) / 0x1p31;
}

Sound read_samples(std::string_view data, const Format& format) {
  const std::size_t frame = format.channels * format.width;
  Sound sound;
  sound.rate = format.rate;
  sound.samples.reserve(data.size() / frame);
  for (std::size_t at = 0; at + frame <= data.size(); at += frame) {
    double sum = 0;
    for (std::size_t c = 0; c < format.channels; ++c) {
      sum += sample_at(data, at + c * format.width, format);
    }
    sound.samples.push_back(static_cast<float>(sum / static_cast<double>(format.channels)));
  }
  if (sound.samples.empty()) refuse("there are no samples");
  return sound;
}

}  // namespace

Sound read_wav(std::string_view bytes) {
  if (!bytes.starts_with("RIFF") || bytes.size() < 12 || bytes.substr(8, 4) != "WAVE") {
    refuse("this is no WAV file");
  }
  Format format;
  for (std::size_t at = 12; at + 8 <= bytes.size();) {
    const std::string_view name = bytes.substr(at, 4);
    const std::size_t size = long_at(bytes, at + 4), left = bytes.size() - at - 8;
    const bool data = name == "data";
    const std::string_view chunk = bytes.substr(at + 8, size);
    if (data && format.channels == 0) refuse("its samples stand before their header \"fmt \"");
    if (data && size == kUnknown) return read_samples(chunk, format);
    if (size > left) {
      refuse(data ? std::to_string(size) + " bytes of samples are announced, " +
                        std::to_string(left) + " follow"
                  : "the file ends within its header");
    }
    if (data) return read_samples(chunk, format);
    if (name == "fmt ") format = read_format(chunk);
    at += 8 + size + size % 2;  // chunks begin at even places
  }
  refuse("the file ends before its samples");
}

}  // namespace hunch::data
