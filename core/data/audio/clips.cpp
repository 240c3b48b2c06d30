#include "data/audio/clips.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "spec/json_tree.h"

namespace hunch::data {

MelForm mel_form(const spec::AudioSpec& how, const Clips& clips) {
  int rate = kHighestRate;
  for (const Sound& sound : clips.sounds) rate = std::min(rate, sound.rate);
  return {how.seconds, how.mels, how.hop, rate / 2.0};
}

Images spectrograms(const Clips& clips, const MelForm& form) {
  std::map<int, LogMel> of_rate;
  Images images;
  images.height = form.mels;
  images.width = form.frames();
  for (const Sound& sound : clips.sounds) {
    LogMel& log_mel = of_rate.try_emplace(sound.rate, form, sound.rate).first->second;
    const std::vector<std::uint8_t> picture = log_mel.picture(sound.samples);
    images.pixels.insert(images.pixels.end(), picture.begin(), picture.end());
  }
  images.labels = clips.labels;
  images.is_test = clips.is_test;
  images.class_names = clips.class_names;
  return images;
}

std::variant<Prepared, Issues> prepare_clips(const spec::ValidSpec& spec, const Clips& clips,
                                             const MelForm& form) {
  auto made = prepare_images(spec, spectrograms(clips, form));
  if (auto* prepared = std::get_if<Prepared>(&made)) prepared->dataset.mel = form;
  return made;
}

std::variant<Prepared, Issues> prepare_clips(const spec::ValidSpec& spec, const Clips& clips) {
  constexpr std::size_t kMostValues = std::size_t{1} << 28;  // 1 GB as features
  const MelForm form = mel_form(spec->data.audio, clips);
  if (clips.count() > kMostValues / form.shape().size()) {
    return Issues{{"/data/audio/hop", spec::json_number(form.hop),
                   "bands and frames of which all " + std::to_string(clips.count()) +
                       " sounds have at most " + std::to_string(kMostValues / 1'000'000) +
                       " million, not " + form.shape().text() + " each"}};
  }
  return prepare_clips(spec, clips, form);
}

Issues check_rates(const Dataset& dataset, const Clips& clips) {
  const double needed = 2 * dataset.mel->top;
  for (const Sound& sound : clips.sounds) {
    if (sound.rate < needed) {
      return Issues{{"/data", std::to_string(sound.rate),
                     "sounds of at least " + spec::json_number(needed) +
                         " samples a second, as the model has learned"}};
    }
  }
  return {};
}

std::variant<std::vector<float>, Issues> clip_features(const Dataset& dataset, const Clips& clips) {
  Issues issues = check_rates(dataset, clips);
  if (!issues.empty()) return issues;
  return image_features(dataset, spectrograms(clips, *dataset.mel));
}

spec::ModelSpec choose_clip_spec(const Clips& clips, std::uint64_t seed) {
  double longest = 0;
  for (const Sound& sound : clips.sounds) {
    longest = std::max(longest, static_cast<double>(sound.samples.size()) / sound.rate);
  }
  spec::AudioSpec audio;
  audio.seconds = std::clamp(std::ceil(10 * longest) / 10, 0.2, 4.0);
  audio.hop = std::max(audio.hop, std::ceil(10 * audio.seconds));  // about 100 frames at most
  const MelForm form = mel_form(audio, clips);
  Images images;
  images.height = form.mels;
  images.width = form.frames();
  images.labels = clips.labels;
  spec::ModelSpec spec = choose_image_spec(images, seed);
  spec.data.source = spec::Source::kAudio;
  spec.data.audio = audio;
  return spec;
}

}  // namespace hunch::data
