#include "data/sets/tones.h"

#include <algorithm>
#include <cmath>

#include "base/math.h"
#include "data/sets/example.h"

namespace hunch::data::sets {
namespace {

constexpr int kClasses = static_cast<int>(kTones.size());
constexpr int kRate = 8000;
constexpr std::size_t kLength = 4000;  // samples
constexpr double kFade = 0.02;         // seconds from silence to full volume

enum Kind { kLow, kHigh, kRising, kFalling, kTwo, kWarble, kBeeps, kBurst };

/// White noise of deviation 1.
double hiss(Random& random) {
  return std::sqrt(3.0) * (static_cast<double>(random.bits()) * 0x1p-31 - 1);
}

/// How one sound differs from others of its kind.
struct Voice {
  double pitch;     // a factor
  double from, to;  // seconds
  double turns;     // swings of a warble, or beeps

  Voice(double variety, Random& random) {
    pitch = math::exp(variety * random.uniform(-0.55, 0.55));
    const double length = 0.32 * (1 + variety * random.uniform(-0.35, 0.35));
    const double room = static_cast<double>(kLength) / kRate - length;
    from = room * (0.5 + variety * random.uniform(-0.5, 0.5));
    to = from + length;
    turns = 3.5 + variety * random.uniform(-1, 1);
  }

  /// From 0 at the beginning to 1 at the end.
  double share(double seconds) const { return (seconds - from) / (to - from); }
  double volume(double seconds) const {
    const double inside = std::min(seconds - from, to - seconds);
    return std::clamp(inside / kFade, 0.0, 1.0);
  }
};

/// Hz at a share of the sound.
double frequency(int kind, const Voice& voice, double share) {
  switch (kind) {
    case kLow:
      return 350 * voice.pitch;
    case kHigh:
      return 1800 * voice.pitch;
    case kRising:
      return 500 * voice.pitch * math::exp(1.1 * share);
    case kFalling:
      return 500 * voice.pitch * math::exp(1.1 * (1 - share));
    case kWarble:
      return 900 * voice.pitch * (1 + 0.25 * math::sin(2 * math::kPi * voice.turns * share));
    default:
      return 700 * voice.pitch;
  }
}

/// Beeps sound for the first 60 % of each turn.
double gate(const Voice& voice, double share) {
  const double turn = voice.turns * share - std::floor(voice.turns * share);
  return turn < 0.6 ? 1 : 0;
}

std::vector<float> sound_of(int kind, const spec::DataSpec& data, Draw& draw) {
  const Voice voice(data.affine, draw.place);
  std::vector<float> samples;
  double phase = 0;  // radians
  for (std::size_t i = 0; i < kLength; ++i) {
    const double seconds = static_cast<double>(i) / kRate;
    double value = data.noise * hiss(draw.noise);
    if (const double volume = voice.volume(seconds); volume > 0) {
      const double share = voice.share(seconds);
      phase += 2 * math::kPi * frequency(kind, voice, share) / kRate;
      double tone = kind == kBurst ? 0.5 * hiss(draw.place) : math::sin(phase);
      if (kind == kTwo) tone = 0.5 * (tone + math::sin(2.3 * phase));
      if (kind == kBeeps) tone *= gate(voice, share);
      value += volume * tone;
    }
    samples.push_back(static_cast<float>(value));
  }
  return samples;
}

}  // namespace

Sound tone(const spec::DataSpec& data, std::uint64_t seed, int i) {
  Draw draw(seed, static_cast<std::uint32_t>(i));
  return {kRate, sound_of(draw.class_of(kClasses), data, draw)};
}

Clips tones(const spec::DataSpec& data, std::uint64_t seed) {
  Clips clips;
  clips.class_names.assign(kTones.begin(), kTones.end());
  for (int i = 0; i < data.samples; ++i) {
    clips.sounds.push_back(tone(data, seed, i));
    clips.labels.push_back(static_cast<std::uint16_t>(i % kClasses));
  }
  clips.is_test.assign(clips.count(), 0);
  return clips;
}

}  // namespace hunch::data::sets
