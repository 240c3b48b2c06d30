#include <memory>

#include "base/math.h"
#include "session/model_file.h"
#include "session/predictor.h"
#include "support.h"

using namespace hunch;
using namespace with_session;

namespace {

/// Forty sounds of 0.2 seconds: low and high tones in turns, the last ten a test set.
std::shared_ptr<const data::Clips> low_and_high(double step = 11) {
  auto clips = std::make_shared<data::Clips>();
  clips->class_names = {"low", "high"};
  for (int n = 0; n < 40; ++n) {
    const double hertz = (n % 2 == 0 ? 300 : 1500) + step * n;
    data::Sound sound{8000, {}};
    for (int i = 0; i < 1600; ++i) {
      sound.samples.push_back(static_cast<float>(math::sin(2 * math::kPi * hertz * i / 8000)));
    }
    clips->sounds.push_back(std::move(sound));
    clips->labels.push_back(static_cast<std::uint16_t>(n % 2));
    clips->is_test.push_back(n >= 30 ? 1 : 0);
  }
  return clips;
}

spec::ModelSpec small_cnn() {
  using enum spec::LayerType;
  spec::ModelSpec spec;
  spec.data.source = spec::Source::kAudio;
  spec.data.audio = {.seconds = 0.2, .mels = 12, .hop = 20};
  spec.model = {{.type = kConv2d, .filters = 4, .activation = spec::Activation::kRelu},
                {.type = kFlatten},
                build::dropout(0.2)};
  spec.training.batch = 8;
  spec.training.epochs = 10;
  spec.exact = true;
  return spec;
}

Session open_sounds(const spec::ModelSpec& spec) {
  auto opened = Session::open(build::valid(spec), session::OwnData{{}, nullptr, low_and_high()});
  REQUIRE(std::holds_alternative<Session>(opened));
  return std::move(std::get<Session>(opened));
}

}  // namespace

TEST_CASE("sounds are learned as images, saved, and asked about") {
  Session session = open_sounds(small_cnn());
  CHECK(session.description().shape == Shape{12, 9, 1});
  CHECK(session.description().test_count == 10);
  while (session.train(100) > 0) {
  }
  CHECK(session.trainer().evaluate(train::Part::kTest).accuracy == 1);
  CHECK(session.examples(0, 2).pixels.size() == 2 * 12 * 9);

  const session::SavedModel model = session::load_model(session::save_model(session, "the tests"));
  const auto clips = low_and_high(7);
  const auto features = data::clip_features(model.prepared.dataset, *clips);
  REQUIRE(std::holds_alternative<std::vector<float>>(features));
  const session::Predictions predictions = session::predict_features(
      model, session.kernels(), std::get<std::vector<float>>(features), 10, 1);
  for (std::size_t n = 0; n < clips->count(); ++n) {
    CHECK((predictions.probabilities[2 * n + 1] > 0.5f) == (clips->labels[n] == 1));
  }
}

TEST_CASE("sounds are kept when the spec changes, until there are others") {
  spec::ModelSpec spec = small_cnn();
  Session session = open_sounds(spec);
  const std::vector<float> before = session.prepared().dataset.features;
  CHECK(session.apply(build::valid(spec), nullptr, nullptr, low_and_high(3)).outcome ==
        session::Outcome::kRebuilt);
  CHECK(session.prepared().dataset.features != before);
  spec.data.audio.mels = 20;
  CHECK(session.apply(build::valid(spec)).outcome == session::Outcome::kRebuilt);
  CHECK(session.description().shape == Shape{20, 9, 1});
}

TEST_CASE("without sounds there is nothing to learn") {
  const auto opened = Session::open(build::valid(small_cnn()));
  REQUIRE(std::holds_alternative<Issues>(opened));
  CHECK(std::get<Issues>(opened)[0].pointer == "/data/source");
}

TEST_CASE("an example's sound is there to be heard, and any sound is seen as examples are") {
  Session session = open_sounds(small_cnn());
  CHECK(session.description().seconds == 0.2);
  const auto clips = low_and_high();
  const auto third = session.sound(3);
  REQUIRE(third.has_value());
  CHECK(third->rate == 8000);
  CHECK(third->samples == clips->sounds[3].samples);
  CHECK_FALSE(session.sound(40).has_value());

  const auto seen = session.hear(*third);
  REQUIRE(std::holds_alternative<std::vector<std::uint8_t>>(seen));
  CHECK(std::get<std::vector<std::uint8_t>>(seen) == session.examples(3, 1).pixels);
  const auto low = session.hear({4000, third->samples});
  REQUIRE(std::holds_alternative<Issues>(low));
  CHECK(std::get<Issues>(low).front().allowed.find("8000 samples a second") != std::string::npos);
}

TEST_CASE("made tones are heard as they were learned; what is no sound is not heard") {
  spec::ModelSpec spec = small_cnn();
  spec.data.source = spec::Source::kTones;
  spec.data.samples = 24;
  auto opened = Session::open(build::valid(spec), session::OwnData{});
  REQUIRE(std::holds_alternative<Session>(opened));
  Session& session = std::get<Session>(opened);
  CHECK(session.description().seconds == 0.5);
  const auto seen = session.hear(session.sound(11).value());
  CHECK(std::get<std::vector<std::uint8_t>>(seen) == session.examples(11, 1).pixels);

  spec.data.source = spec::Source::kDigits;
  auto drawn = Session::open(build::valid(spec), session::OwnData{});
  REQUIRE(std::holds_alternative<Session>(drawn));
  CHECK_FALSE(std::get<Session>(drawn).sound(0).has_value());
  CHECK(std::get<Session>(drawn).description().seconds == 0);
}
