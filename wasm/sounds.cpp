#include <string>

#include "data/audio/wav.h"
#include "wasm/bound_session.h"

namespace hunch::wasm {
namespace {

data::Sound sound_of(int rate, const val& samples) {
  return {rate, emscripten::convertJSArrayToNumberVector<float>(samples)};
}

/// {rate, samples} of an example; null for none.
val sound(BoundSession& bound, int example) {
  const auto sound = bound.session().sound(static_cast<std::size_t>(std::max(example, 0)));
  if (!sound) return val::null();
  Object js;
  js.set("rate", sound->rate);
  js.set("samples", array(sound->samples));
  return js;
}

/// {pixels, error}: what the network would see of any sound.
val hear(BoundSession& bound, int rate, const val& samples) {
  const auto heard = bound.session().hear(sound_of(rate, samples));
  const auto* pixels = std::get_if<std::vector<std::uint8_t>>(&heard);
  Object js;
  js.set("pixels", array(pixels != nullptr ? *pixels : std::vector<std::uint8_t>()));
  js.set("error", pixels != nullptr ? std::string() : std::get<Issues>(heard).front().allowed);
  return js;
}

/// {rate, samples, error}: the sound of a WAV file.
val read_wav(const std::string& bytes) {
  data::Sound sound;
  Object js;
  js.set("error", std::string());
  try {
    sound = data::read_wav(bytes);
  } catch (const Error& error) {
    js.set("error", std::string(error.what()));
  }
  js.set("rate", sound.rate);
  js.set("samples", array(sound.samples));
  return js;
}

/// JSON of a spec that suits them.
std::string clip_spec(const val& clips) {
  return spec::to_json(data::choose_clip_spec(*clips_of(clips), 1));
}

}  // namespace

std::shared_ptr<const data::Clips> clips_of(const val& js) {
  if (js.isNull() || js.isUndefined()) return nullptr;
  const auto samples = emscripten::convertJSArrayToNumberVector<float>(js["samples"]);
  const auto counts = emscripten::convertJSArrayToNumberVector<std::int32_t>(js["counts"]);
  const auto rates = emscripten::convertJSArrayToNumberVector<std::int32_t>(js["rates"]);
  auto clips = std::make_shared<data::Clips>();
  auto from = samples.begin();
  for (std::size_t n = 0; n < counts.size(); ++n) {
    clips->sounds.push_back({rates[n], {from, from + counts[n]}});
    from += counts[n];
  }
  clips->labels = emscripten::convertJSArrayToNumberVector<std::uint16_t>(js["labels"]);
  clips->is_test = emscripten::convertJSArrayToNumberVector<std::uint8_t>(js["isTest"]);
  clips->class_names = emscripten::vecFromJSArray<std::string>(js["classNames"]);
  return clips;
}

void bind_sounds(emscripten::class_<BoundSession>& session) {
  session.function("sound", &sound).function("hear", &hear);
  emscripten::function("readWav", &read_wav);
  emscripten::function("clipSpec", &clip_spec);
}

}  // namespace hunch::wasm
