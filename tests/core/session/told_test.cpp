#include <algorithm>
#include <cmath>
#include <memory>

#include "session/model_file.h"
#include "session/predictor.h"
#include "support.h"

using namespace hunch;
using namespace with_session;

namespace {

/// Digits through eight numbers and back.
spec::ModelSpec told(spec::Loss loss = spec::Loss::kAuto) {
  using enum spec::LayerType;
  spec::ModelSpec spec;
  spec.data.source = spec::Source::kDigits;
  spec.data.goal = "autoencoding";
  spec.data.samples = 80;
  spec.model = {{.type = kConv2d,
                 .filters = 4,
                 .stride = 4,
                 .padding = spec::Padding::kSame,
                 .activation = spec::Activation::kRelu},
                {.type = kFlatten},
                build::dense(8, spec::Activation::kTanh),
                build::dropout(0.3),
                build::dense(49, spec::Activation::kRelu),
                {.type = kReshape, .shape = {7, 7, 1}},
                {.type = kConvTranspose2d,
                 .filters = 3,
                 .stride = 4,
                 .padding = spec::Padding::kSame,
                 .activation = spec::Activation::kRelu}};
  spec.training.loss = loss;
  spec.training.batch = 16;
  spec.exact = true;
  return spec;
}

constexpr std::size_t kPixels = 28 * 28;

double ink(const data::Dataset& data, float output, bool logit) {
  if (logit) return 1 / (1 + std::exp(-static_cast<double>(output)));
  return data.target_scaling.mean[0] +
         data.target_scaling.deviation[0] * static_cast<double>(output);
}

}  // namespace

TEST_CASE("an autoencoder's probe holds mean and deviation of its samples, pixel by pixel") {
  for (const spec::Loss loss : {spec::Loss::kMse, spec::Loss::kBinaryCrossEntropy}) {
    const bool logit = loss == spec::Loss::kBinaryCrossEntropy;
    CAPTURE(logit);
    Session s = open(told(loss));
    CHECK(s.description().itself);
    CHECK(s.description().loss == loss);
    CHECK(s.description().stages.back().shape == Shape{28, 28, 1});
    s.train(20);
    const session::ImageProbe probe = s.probe_image({7, {}}, 9, 9);
    CHECK(probe.complete);
    CHECK(probe.probabilities.empty());
    REQUIRE(probe.told.size() == kPixels);
    REQUIRE(probe.deviation.size() == kPixels);
    REQUIRE(probe.passes.size() == 8 * kPixels);
    std::vector<double> sum(kPixels), squares(kPixels);
    for (int pass = 0; pass < 9; ++pass) {
      const auto outputs = s.stage_outputs({7, {}}, pass);
      for (std::size_t i = 0; i < kPixels; ++i) {
        const double value = ink(s.prepared().dataset, outputs.back()[i], logit);
        sum[i] += value;
        squares[i] += value * value;
        if (pass == 8) continue;
        const double byte = std::clamp(255 * value, 0.0, 255.0);
        const double shown = probe.passes[static_cast<std::size_t>(pass) * kPixels + i];
        CHECK(std::fabs(shown - byte) < 0.51);
      }
    }
    double most = 0;
    for (std::size_t i = 0; i < kPixels; ++i) {
      const double mean = sum[i] / 9, variance = squares[i] / 9 - mean * mean;
      CHECK(static_cast<double>(probe.told[i]) == doctest::Approx(mean).epsilon(1e-4));
      const double deviation = static_cast<double>(probe.deviation[i]);
      CHECK(std::fabs(deviation * deviation - variance) < 1e-6);
      most = std::max(most, deviation);
    }
    CHECK(most > 0.01);
  }
}

TEST_CASE("an autoencoder's probe refined in pieces is the one made at once") {
  Session s = open(told());
  s.train(10);
  const session::ImageProbe whole = s.probe_image({2, {}}, 12, 12);
  s.probe_image({3, {}}, 12, 12);
  session::ImageProbe pieces = s.probe_image({2, {}}, 12, 5);
  CHECK(pieces.samples == 5);
  while (!pieces.complete) {
    s.review(2, 6);  // in between
    pieces = s.probe_image({2, {}}, 12, 5);
  }
  CHECK(pieces.told == whole.told);
  CHECK(pieces.deviation == whole.deviation);
  CHECK(pieces.passes == whole.passes);
  s.train(1);
  CHECK(s.probe_image({2, {}}, 12, 12).told != whole.told);
}

TEST_CASE("a review of an autoencoder tells how far off it is, and its doubt") {
  Session s = open(told());
  s.train(20);
  session::Review review;
  do review = s.review(12, 7);
  while (!review.complete);
  CHECK(review.examples.size() == 80);
  CHECK(std::ranges::all_of(review.winners, [](auto winner) { return winner == 0; }));
  const auto example = static_cast<std::size_t>(review.examples[5]);
  const session::ImageProbe probe = s.probe_image({example, {}}, 12, 12);
  const session::Examples pixels = s.examples(example, 1);
  CHECK(pixels.labels == std::vector<std::uint16_t>{0});
  double squares = 0, doubt = 0;
  for (std::size_t i = 0; i < kPixels; ++i) {
    squares += std::pow(static_cast<double>(probe.told[i]) - pixels.pixels[i] / 255.0, 2);
    doubt += static_cast<double>(probe.deviation[i]);
  }
  // Other rows draw other masks.
  CHECK(static_cast<double>(review.total[5]) ==
        doctest::Approx(std::sqrt(squares / kPixels)).epsilon(0.05));
  CHECK(static_cast<double>(review.epistemic[5]) == doctest::Approx(doubt / kPixels).epsilon(0.5));
}

TEST_CASE("an autoencoder is saved with what it tells, and predicts the same") {
  for (const spec::Loss loss : {spec::Loss::kMse, spec::Loss::kBinaryCrossEntropy}) {
    Session s = open(told(loss));
    s.train(20);
    const session::SavedModel model = session::load_model(session::save_model(s, "test"));
    const data::Dataset& data = s.prepared().dataset;
    const auto features = std::span(data.features).first(3 * kPixels);
    const session::Predictions p =
        session::predict_features(model, kernels::exact(), features, 6, model.spec->seed);
    CHECK(p.told.size() == 3 * kPixels);
    CHECK(p.error.size() == 3);
    CHECK(p.spread[2] > 0);
    const session::ImageProbe probe = s.probe_image({0, {}}, 6, 6);
    CHECK(std::equal(probe.told.begin(), probe.told.end(), p.told.begin()));
    double squares = 0;
    for (std::size_t i = 0; i < kPixels; ++i) {
      const double pixel = data.feature_scaling.mean[0] +
                           data.feature_scaling.deviation[0] * static_cast<double>(features[i]);
      squares += std::pow(static_cast<double>(p.told[i]) - pixel / 255, 2);
    }
    CHECK(static_cast<double>(p.error[0]) == doctest::Approx(std::sqrt(squares / kPixels)));
  }
}

TEST_CASE("between telling classes and images, and between their losses, a run begins anew") {
  Session s = open(told());
  spec::ModelSpec next = told();
  next.data.goal = "auto";
  next.model = {{.type = spec::LayerType::kFlatten}, build::dense(8, spec::Activation::kRelu)};
  CHECK(s.apply(build::valid(next)).outcome == session::Outcome::kRebuilt);
  CHECK(s.description().classes.size() == 10);
  CHECK(s.apply(build::valid(told())).outcome == session::Outcome::kRebuilt);
  s.train(5);
  spec::ModelSpec other = told(spec::Loss::kHuber);
  CHECK(s.apply(build::valid(other)).outcome == session::Outcome::kLive);
  CHECK(s.status().step == 5);
  CHECK(s.apply(build::valid(told(spec::Loss::kBinaryCrossEntropy))).outcome ==
        session::Outcome::kRebuilt);
}

TEST_CASE("a decoder that ends at another size is refused with what is needed") {
  Session s = open(told());
  spec::ModelSpec next = told();
  next.model.pop_back();
  const session::Applied applied = s.apply(build::valid(next));
  CHECK(applied.outcome == session::Outcome::kRefused);
  REQUIRE(applied.issues.size() == 1);
  CHECK(applied.issues[0].pointer == "/model/" + std::to_string(next.model.size() - 1));
  CHECK(applied.issues[0].allowed.find("needs (28,28,C)") != std::string::npos);
  CHECK(s.description().itself);
}
