#include "golden/audio.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numeric>

#include "base/hash.h"
#include "base/math.h"
#include "base/random.h"
#include "data/audio/clips.h"
#include "data/audio/wav.h"
#include "data/recipe.h"
#include "data/sets/tones.h"
#include "spec/limits.h"
#include "support.h"

using namespace hunch;
using namespace with_data;
using data::Clips;
using data::MelForm;
using data::Sound;

namespace {

std::string little(std::uint32_t value, int bytes) {
  std::string out;
  for (int i = 0; i < bytes; ++i) out += static_cast<char>(value >> 8 * i & 255);
  return out;
}

std::string chunk(const std::string& name, const std::string& body) {
  return name + little(static_cast<std::uint32_t>(body.size()), 4) + body +
         std::string(body.size() % 2, '\0');
}

std::string riff(const std::string& chunks) {
  return "RIFF" + little(static_cast<std::uint32_t>(chunks.size() + 4), 4) + "WAVE" + chunks;
}

std::string format(std::uint32_t kind, std::uint32_t channels, std::uint32_t bits,
                   std::uint32_t rate = 8000) {
  const std::uint32_t frame = channels * bits / 8;
  return little(kind, 2) + little(channels, 2) + little(rate, 4) + little(rate * frame, 4) +
         little(frame, 2) + little(bits, 2);
}

/// A file of integers as they lie in it, or of floats.
std::string wav(std::uint32_t channels, std::uint32_t bits, const std::vector<std::int32_t>& values,
                std::uint32_t rate = 8000) {
  std::string data;
  for (const std::int32_t value : values) {
    data += little(static_cast<std::uint32_t>(value), static_cast<int>(bits / 8));
  }
  return riff(chunk("fmt ", format(1, channels, bits, rate)) + chunk("data", data));
}
std::string wav_of_floats(const std::vector<float>& values) {
  std::string data;
  for (const float value : values) data += little(std::bit_cast<std::uint32_t>(value), 4);
  return riff(chunk("fmt ", format(3, 1, 32)) + chunk("data", data));
}

std::string refusal(const std::string& bytes) {
  try {
    data::read_wav(bytes);
  } catch (const Error& error) {
    return error.what();
  }
  return "none";
}

/// What record_audio.py begins with.
std::vector<float> golden_sound(std::size_t count) {
  std::vector<float> sound;
  for (std::size_t n = 0; n < count; ++n) {
    const auto i = static_cast<double>(n);
    sound.push_back(static_cast<float>(0.6 * math::sin(0.05 * i + 0.0002 * i * i) +
                                       0.3 * math::sin(1.7 * i + 0.2)));
  }
  return sound;
}

Sound tone(int rate, double hertz, double seconds = 1) {
  Sound sound{rate, {}};
  for (int i = 0; i < seconds * rate; ++i) {
    sound.samples.push_back(static_cast<float>(math::sin(2 * math::kPi * hertz * i / rate)));
  }
  return sound;
}

/// Two classes of sounds, low and high ones, in turns.
Clips some(int count, int tests) {
  Clips clips;
  clips.class_names = {"low", "high"};
  for (int n = 0; n < count + tests; ++n) {
    clips.sounds.push_back(tone(8000, (n % 2 == 0 ? 300 : 1500) + 10 * n, 0.3 + 0.05 * (n % 3)));
    clips.labels.push_back(static_cast<std::uint16_t>(n % 2));
    clips.is_test.push_back(n >= count ? 1 : 0);
  }
  return clips;
}

spec::ValidSpec audio_spec(const std::string& more = "") {
  return checked_spec("{\"data\":{\"source\":\"audio\"" + more + "}}");
}

data::Prepared learned(const Clips& clips, const std::string& more = "") {
  auto result = data::prepare_clips(audio_spec(more), clips);
  REQUIRE(std::holds_alternative<data::Prepared>(result));
  return std::move(std::get<data::Prepared>(result));
}

/// The row of the brightest pixel of a column.
int brightest(const std::vector<std::uint8_t>& pixels, const MelForm& form, int column) {
  int best = 0;
  const auto at = [&](int row) {
    return pixels[static_cast<std::size_t>(row * form.frames() + column)];
  };
  for (int row = 1; row < form.mels; ++row)
    if (at(row) > at(best)) best = row;
  return best;
}

}  // namespace

TEST_CASE("wav: every width and kind of samples") {
  using Values = std::vector<float>;
  CHECK(data::read_wav(wav(1, 8, {0, 128, 192, 255})).samples == Values{-1, 0, 0.5f, 127 / 128.0f});
  CHECK(data::read_wav(wav(1, 16, {-32768, 0, 16384, 1})).samples ==
        Values{-1, 0, 0.5f, 1 / 32768.0f});
  CHECK(data::read_wav(wav(1, 24, {-8388608, 0, 4194304, 1})).samples ==
        Values{-1, 0, 0.5f, 1 / 8388608.0f});
  CHECK(data::read_wav(wav(1, 32, {INT32_MIN, 0, 1 << 30})).samples == Values{-1, 0, 0.5f});
  CHECK(data::read_wav(wav_of_floats({-1.5f, 0, 0.25f})).samples == Values{-1.5f, 0, 0.25f});
  CHECK(data::read_wav(wav(1, 16, {1}, 44100)).rate == 44100);
}

TEST_CASE("wav: channels become their mean") {
  CHECK(data::read_wav(wav(2, 16, {16384, 0, -16384, 16384})).samples ==
        std::vector<float>{0.25f, 0});
  const Sound six = data::read_wav(wav(6, 8, {128, 128, 128, 128, 128, 224}));
  CHECK(six.samples == std::vector<float>{0.125f});
}

TEST_CASE("wav: extended headers, other chunks and unknown lengths are read") {
  const std::string guid("\x00\x00\x00\x00\x10\x00\x80\x00\x00\xaa\x00\x38\x9b\x71", 14);
  const auto extended = [&](std::uint32_t kind, const std::string& rest) {
    return chunk("fmt ", format(0xfffe, 1, 16) + little(22, 2) + little(16, 2) + little(4, 4) +
                             little(kind, 2) + rest);
  };
  const std::string data = chunk("data", little(16384, 2));
  const std::vector<float> half = {0.5f};
  CHECK(data::read_wav(riff(extended(1, guid) + data)).samples == half);
  CHECK(refusal(riff(extended(1, std::string(14, 'x')) + data)) ==
        "[wav] its extended header names an unknown format");
  CHECK(refusal(riff(extended(6, guid) + data)).starts_with("[wav] format 6 of 16 bits: needs"));
  CHECK(refusal(riff(chunk("fmt ", format(0xfffe, 1, 16)) + data)) ==
        "[wav] its extended header has 16 bytes, needs 40");

  // An odd chunk has a byte after it that is not counted.
  const std::string plain = chunk("fmt ", format(1, 1, 16));
  CHECK(data::read_wav(riff(chunk("LIST", "odd") + plain + chunk("junk", "x") + data + "tail"))
            .samples == half);
  CHECK(data::read_wav(riff(plain + "data" + little(0xffffffff, 4) + little(16384, 2))).samples ==
        half);
  // Half a frame at the end is no sample.
  CHECK(data::read_wav(riff(plain + chunk("data", little(16384, 3)))).samples == half);
}

TEST_CASE("wav: what is wrong with a file is told") {
  const std::string plain = chunk("fmt ", format(1, 1, 16)), data = chunk("data", little(1, 2));
  CHECK(refusal("") == "[wav] this is no WAV file");
  CHECK(refusal("RIFFxxxxAVI LIST") == "[wav] this is no WAV file");
  CHECK(refusal(riff("")) == "[wav] the file ends before its samples");
  CHECK(refusal(riff(plain)) == "[wav] the file ends before its samples");
  CHECK(refusal(riff(data + plain)) == "[wav] its samples stand before their header \"fmt \"");
  CHECK(refusal(riff("LIST" + little(99, 4) + "cut")) == "[wav] the file ends within its header");
  CHECK(refusal(riff(plain + "data" + little(10, 4) + "abcd")) ==
        "[wav] 10 bytes of samples are announced, 4 follow");
  CHECK(refusal(riff(plain + chunk("data", ""))) == "[wav] there are no samples");
  CHECK(refusal(riff(chunk("fmt ", "short") + data)) ==
        "[wav] its header \"fmt \" has 5 bytes, needs 16");
  CHECK(refusal(riff(chunk("fmt ", format(7, 1, 8)) + data)) ==
        "[wav] format 7 of 8 bits: needs PCM (1) of 8, 16, 24 or 32 bits, or floats (3) of 32");
  CHECK(refusal(riff(chunk("fmt ", format(3, 1, 64)) + data)).starts_with("[wav] format 3 of 64"));
  CHECK(refusal(riff(chunk("fmt ", format(1, 0, 16)) + data)) ==
        "[wav] 0 channels, needs at least 1");
  CHECK(refusal(riff(chunk("fmt ", format(1, 1, 16, 0)) + data)) ==
        "[wav] 0 samples a second, needs 1000 to 768000");
  std::string frames = format(1, 2, 16);
  frames[12] = 3;
  CHECK(refusal(riff(chunk("fmt ", frames) + data)) ==
        "[wav] frames of 3 bytes, but 2 channels of 16 bits");
  CHECK(refusal(wav_of_floats({0, NAN})) == "[wav] a sample that is no finite number");
}

TEST_CASE("wav: nothing that is cut or changed does any harm") {
  const std::string whole = wav(2, 16, {1, 2, 3, 4, 5, 6});
  for (std::size_t n = 0; n < whole.size(); ++n) CHECK(refusal(whole.substr(0, n)) != "none");
  Random random(1, Stream::kUser);
  int read = 0;
  for (int trial = 0; trial < 20'000; ++trial) {
    std::string bytes = whole;
    for (int change = 0; change < 3; ++change) {
      bytes[random.below(static_cast<std::uint32_t>(bytes.size()))] =
          static_cast<char>(random.bits());
    }
    read += refusal(bytes) == "none" ? 1 : 0;
  }
  CHECK(read > 1000);  // changed samples are samples
}

TEST_CASE("wav: real recordings are read") {
  const auto bytes = shared("spoken_digits/0_jackson_0.wav");
  if (!bytes) return;
  const Sound sound = data::read_wav(*bytes);
  CHECK(sound.rate == 8000);
  CHECK(sound.samples.size() == (bytes->size() - 44) / 2);
  CHECK(sound.samples[0] == -369 / 32768.0f);
}

TEST_CASE("audio: power spectra are those of another framework") {
  for (const std::size_t size : {4u, 8u, 64u, 1024u}) {
    data::PowerSpectrum spectrum(size);
    const std::vector<float> sound = golden_sound(size);
    const std::vector<double> samples(sound.begin(), sound.end());
    std::vector<double> power(spectrum.bins());
    spectrum.apply(samples, power);
    // Parseval: what is in time is in frequency.
    double energy = 0, total = power.front() + power.back();
    for (const double x : samples) energy += x * x;
    for (std::size_t k = 1; k + 1 < power.size(); ++k) total += 2 * power[k];
    CHECK(total / static_cast<double>(size) == doctest::Approx(energy).epsilon(1e-12));
    if (size != 64) continue;
    REQUIRE(power.size() == golden::kPower64.size());
    for (std::size_t k = 0; k < power.size(); ++k)
      CHECK(power[k] == doctest::Approx(golden::kPower64[k]).epsilon(1e-6));
  }
}

TEST_CASE("audio: log-mel spectrograms are those of another framework") {
  for (const golden::MelRun& run : golden::kMelRuns) {
    CAPTURE(run.name);
    const MelForm form{run.seconds, run.mels, run.hop, run.top};
    data::LogMel log_mel(form, run.rate);
    const auto length = static_cast<std::size_t>(std::lround(run.seconds * run.rate));
    const std::vector<float> sound = golden_sound(length);
    const std::vector<double> bands = log_mel.bands(data::part_of(sound, length));
    REQUIRE(bands.size() == run.bands.size());
    const double most = *std::max_element(run.bands.begin(), run.bands.end());
    for (std::size_t i = 0; i < bands.size(); ++i)
      CHECK(std::fabs(bands[i] - run.bands[i]) < 1e-6 * run.bands[i] + 1e-11 * most);
    const std::vector<std::uint8_t> pixels = log_mel.picture(sound);
    REQUIRE(pixels.size() == run.pixels.size());
    int unlike = 0;  // a value may lie on the border of two
    for (std::size_t i = 0; i < pixels.size(); ++i) {
      const int apart = std::abs(int{pixels[i]} - run.pixels[i]);
      CHECK(apart <= 1);
      unlike += apart;
    }
    CHECK(unlike <= 1);
  }
}

TEST_CASE("audio: a tone is bright in its own band, at every rate and volume") {
  const MelForm form{.seconds = 0.5, .mels = 40, .hop = 10, .top = 4000};
  CHECK(form.shape() == Shape{40, 48, 1});
  std::vector<std::uint8_t> first;
  for (const int rate : {8000, 11025, 16000, 44100}) {
    data::LogMel log_mel(form, rate);
    std::vector<float> sound = tone(rate, 1000, 0.5).samples;
    const std::vector<std::uint8_t> pixels = log_mel.picture(sound);
    // 80, 1,000 and 4,000 Hz are 122, 1,000 and 2,146 mel: peak 17.8 of 41 steps from below.
    CHECK(brightest(pixels, form, 20) == 40 - 18);
    for (float& sample : sound) sample *= 0.01f;
    CHECK(log_mel.picture(sound) == pixels);
    if (first.empty()) first = pixels;
    int worst = 0;
    for (std::size_t i = 0; i < pixels.size(); ++i)
      if (first[i] > 180) worst = std::max(worst, std::abs(int{pixels[i]} - int{first[i]}));
    CHECK(worst < 15);  // three decibels, for the places of the bins
  }
}

TEST_CASE("audio: silence is black") {
  const MelForm form{.seconds = 0.2, .mels = 8, .hop = 10, .top = 4000};
  for (const float level : {0.0f, 0.7f}) {
    const std::vector<std::uint8_t> pixels =
        data::LogMel(form, 8000).picture(std::vector<float>(500, level));
    CHECK(*std::max_element(pixels.begin(), pixels.end()) == 0);
  }
}

TEST_CASE("audio: sounds are brought to one length") {
  using Values = std::vector<float>;
  const Values brief = {1, -1, 1, -1};
  CHECK(data::part_of(brief, 7) == Values{0, 1, -1, 1, -1, 0, 0});
  CHECK(data::part_of(brief, 4) == brief);
  CHECK(data::part_of(Values{2, 4}, 3) == Values{-1, 1, 0});  // less the mean
  CHECK(data::part_of(Values{0, 0, 1, -1, 0, 0}, 2) == Values{1, -1});
  CHECK(data::part_of(Values{1, -1, 0, 0, 1, -1}, 3) == Values{1, -1, 0});  // the earlier one
}

TEST_CASE("audio: clips are learned as images, up to the pitch that all have") {
  Clips clips = some(20, 6);
  clips.sounds[3] = tone(11025, 1500, 0.4);
  const data::Prepared prepared = learned(clips, ",\"audio\":{\"seconds\":0.5,\"mels\":20}");
  const data::Dataset& d = prepared.dataset;
  CHECK(d.shape == Shape{20, 48, 1});
  CHECK(d.class_names == std::vector<std::string>{"low", "high"});
  CHECK(d.count() == 26);
  CHECK(std::accumulate(d.is_test.begin(), d.is_test.end(), 0) == 6);
  REQUIRE(d.mel);
  CHECK(d.mel->top == 4000);

  const auto again = data::clip_features(d, clips);
  REQUIRE(std::holds_alternative<std::vector<float>>(again));
  CHECK(std::get<std::vector<float>>(again) == d.features);
  clips.sounds[1] = tone(6000, 1500, 0.4);
  const auto slow = data::clip_features(d, clips);
  REQUIRE(std::holds_alternative<Issues>(slow));
  CHECK(std::get<Issues>(slow)[0].allowed ==
        "sounds of at least 8000 samples a second, as the model has learned");

  Clips crowd;
  crowd.sounds.assign(5000, Sound{8000, {0}});
  const auto huge =
      data::prepare_clips(audio_spec(",\"audio\":{\"seconds\":5,\"mels\":128}"), crowd);
  CHECK(std::get<Issues>(huge)[0].pointer == "/data/audio/hop");
  const auto few = data::prepare_clips(audio_spec(), some(3, 0));
  CHECK(std::get<Issues>(few)[0].allowed == "at least 4 examples");
  CHECK(refused(audio_spec()).allowed ==
        "a made set, or images or sounds of your own, which are not given");
}

TEST_CASE("audio: a saved recipe keeps how sounds become images") {
  const data::Prepared prepared = learned(some(8, 0), ",\"audio\":{\"seconds\":0.4,\"hop\":12.5}");
  const std::string json = data::recipe_json(prepared);
  const auto read = data::read_recipe(json);
  REQUIRE(std::holds_alternative<data::Prepared>(read));
  const data::Dataset& back = std::get<data::Prepared>(read).dataset;
  REQUIRE(back.mel);
  CHECK(back.shape == prepared.dataset.shape);
  CHECK(back.mel->seconds == 0.4);
  CHECK(back.mel->hop == 12.5);
  CHECK(back.mel->top == 4000);
  const auto clips = some(2, 2);
  CHECK(std::get<std::vector<float>>(data::clip_features(back, clips)) ==
        std::get<std::vector<float>>(data::clip_features(prepared.dataset, clips)));

  const auto pointer = [&](const std::string& from, const std::string& to) {
    std::string changed = json;
    changed.replace(changed.find(from), from.size(), to);
    const auto result = data::read_recipe(changed);
    return std::holds_alternative<Issues>(result) ? std::get<Issues>(result)[0].pointer : "none";
  };
  CHECK(pointer("\"seconds\":0.4", "\"seconds\":1e9") == "/mel/seconds");
  CHECK(pointer("\"seconds\":0.4", "\"seconds\":0.6") == "/mel/seconds");
  CHECK(pointer("\"hop\":12.5", "\"hop\":1e-9") == "/mel/seconds");
  CHECK(pointer("\"top\":4000", "\"top\":-1") == "/mel/top");
  CHECK(pointer("\"top\":4000", "\"top\":\"x\"") == "/mel/top");
  CHECK(pointer("\"pixelMean\":", "\"pixelMean\":1e308,\"was\":") == "/pixelMean");
  CHECK(pointer("\"pixelDeviation\":", "\"pixelDeviation\":1e-300,\"was\":") == "/pixelDeviation");
  CHECK(pointer("\"images\":[", "\"images\":[0,") == "/images");  // and no shape is made of it
}

TEST_CASE("audio: a spec of too many frames gets the nearest that fits") {
  const auto checked =
      spec::validate(R"({"data":{"source":"audio","audio":{"seconds":20,"hop":10}}})");
  REQUIRE(checked.issues.size() == 1);
  CHECK(checked.issues[0].pointer == "/data/audio/hop");
  CHECK(checked.issues[0].allowed == "at least 40 for 20 seconds: at most 512 frames");
  CHECK(checked.spec->data.audio.hop == 40);
  for (const double seconds : {0.1, 1.0, 5.12, 30.0}) {
    const double hop = std::max(2.0, std::ceil(1000 * seconds / spec::kMaxFrames));
    CHECK(MelForm{seconds, 8, hop, 4000}.frames() <= spec::kMaxFrames);
  }
}

TEST_CASE("audio: the spec chosen without one has the length of the clips") {
  const spec::ModelSpec spec = data::choose_clip_spec(some(12, 0), 7);
  CHECK(spec.seed == 7);
  CHECK(spec.data.source == spec::Source::kAudio);
  CHECK(spec.data.audio.seconds == doctest::Approx(0.4));
  CHECK(spec.model[0].type == spec::LayerType::kConv2d);
  CHECK(spec::validate(spec).valid());
}

TEST_CASE("tones: the seed decides, and every target makes the same images") {
  const auto made = [](const std::string& more, int seed = 1) {
    return prepared(checked_spec("{\"seed\":" + std::to_string(seed) +
                                 ",\"data\":{\"source\":\"tones\"" + more + "}}"))
        .dataset;
  };
  const data::Dataset d = made(",\"samples\":40");
  CHECK(d.shape == Shape{32, 32, 1});
  CHECK(d.class_names[2] == "rising chirp");
  CHECK(d.class_count() == 8);
  CHECK(std::count(d.target_raw.begin(), d.target_raw.end(), 7) == 5);
  const auto pixels = [](const std::string& more, int seed = 1) {
    const auto valid = checked_spec("{\"data\":{\"source\":\"tones\"" + more + "}}");
    return data::spectrograms(data::sets::tones(valid->data, static_cast<std::uint64_t>(seed)),
                              data::sets::kToneForm)
        .pixels;
  };
  const auto few = pixels(",\"samples\":16"), many = pixels(",\"samples\":48");
  CHECK(std::equal(few.begin(), few.end(), many.begin()));
  CHECK(few != pixels(",\"samples\":16", 2));
  CHECK_FALSE(std::equal(few.begin(), few.begin() + 1024, few.begin() + 8 * 1024));
  CHECK(hex(hash_bytes(std::as_bytes(std::span(many)))) == "a4b36e8fda109478");
}

TEST_CASE("tones: without noise and variety they have the pitch that they should") {
  spec::DataSpec plain;
  plain.samples = 8;
  plain.noise = plain.affine = 0;
  const MelForm form = data::sets::kToneForm;
  const data::Images images = data::spectrograms(data::sets::tones(plain, 1), form);
  const auto pixels = [&](int label) {
    const auto start = images.pixels.begin() + label * 1024;
    return std::vector<std::uint8_t>(start, start + 1024);
  };
  const auto row = [&](double hertz) {  // of the band around it
    const auto mel = [](double f) { return std::log10(1 + f / 700); };
    return 32 - static_cast<int>(std::lround(33 * (mel(hertz) - mel(80)) / (mel(4000) - mel(80))));
  };
  CHECK(brightest(pixels(0), form, 16) == row(350));
  CHECK(brightest(pixels(1), form, 16) == row(1800));
  CHECK(brightest(pixels(2), form, 8) > brightest(pixels(2), form, 16));
  CHECK(brightest(pixels(2), form, 16) > brightest(pixels(2), form, 24));
  CHECK(brightest(pixels(3), form, 8) < brightest(pixels(3), form, 24));
  for (const int label : {0, 4, 7}) CHECK(pixels(label)[16 * 32] == 0);  // silence before
}
