#include <algorithm>
#include <cmath>

#include "session/model_file.h"
#include "session/predictor.h"
#include "support.h"

using namespace hunch;
using namespace with_session;

namespace {

constexpr std::size_t kLabels = 6;

spec::ModelSpec scenes() {
  using enum spec::LayerType;
  spec::ModelSpec spec;
  spec.data.source = spec::Source::kScenes;
  spec.data.samples = 90;
  spec.model = {{.type = kConv2d, .filters = 4, .stride = 3, .activation = spec::Activation::kRelu},
                {.type = kFlatten},
                build::dense(12, spec::Activation::kTanh),
                build::dropout(0.3)};
  spec.training.batch = 16;
  spec.exact = true;
  return spec;
}

/// A table in which each label is a sign.
std::string signs_table() {
  std::string csv = "x,y,right,upper\n";
  for (int i = 0; i < 60; ++i) {
    const double x = std::sin(i * 1.7), y = std::cos(i * 2.3);
    csv += std::to_string(x) + "," + std::to_string(y) + "," + (x > 0 ? "1" : "0") + "," +
           (y > 0 ? "yes" : "no") + "\n";
  }
  return csv;
}

}  // namespace

TEST_CASE("a probe tells of every label by itself whether it holds") {
  Session s = open(scenes());
  CHECK(s.description().several);
  CHECK(s.description().loss == spec::Loss::kBinaryCrossEntropy);
  CHECK(s.description().classes.size() == kLabels);
  s.train(20);
  const session::ImageProbe probe = s.probe_image({7, {}}, 10, 10);
  REQUIRE(probe.probabilities.size() == kLabels);
  REQUIRE(probe.draws.size() == 10 * kLabels);
  CHECK(probe.votes.empty());
  double total = 0, expected = 0;
  const auto entropy = [](double p) { return -p * std::log(p) - (1 - p) * std::log(1 - p); };
  for (std::size_t k = 0; k < kLabels; ++k) {
    double mean = 0;
    for (int pass = 0; pass < 10; ++pass) {
      const auto outputs = s.stage_outputs({7, {}}, pass);
      const double p = 1 / (1 + std::exp(-static_cast<double>(outputs.back()[k])));
      const float draw = probe.draws[static_cast<std::size_t>(pass) * kLabels + k];
      CHECK(static_cast<double>(draw) == doctest::Approx(p).epsilon(1e-5));
      mean += p / 10;
      expected += entropy(p) / 10;
    }
    CHECK(static_cast<double>(probe.probabilities[k]) == doctest::Approx(mean).epsilon(1e-5));
    CHECK(probe.low[k] <= probe.probabilities[k]);
    CHECK(probe.high[k] >= probe.probabilities[k]);
    total += entropy(mean);
  }
  CHECK(probe.total == doctest::Approx(total).epsilon(1e-4));
  CHECK(probe.aleatoric == doctest::Approx(expected).epsilon(1e-4));
  CHECK(probe.epistemic == doctest::Approx(total - expected).epsilon(1e-3));
}

TEST_CASE("examples and reviews have a bit for each label") {
  Session s = open(scenes());
  s.train(30);
  const data::Dataset& data = s.prepared().dataset;
  const session::Examples some = s.examples(0, 90);
  session::Review review;
  do review = s.review(1, 20);
  while (!review.complete);
  double exact = 0, held = 0;
  for (std::size_t v = 0; v < review.examples.size(); ++v) {
    const auto n = static_cast<std::size_t>(review.examples[v]);
    CHECK(review.labels[v] == some.labels[n]);
    for (std::size_t k = 0; k < kLabels; ++k) {
      CHECK((review.labels[v] >> k & 1) == static_cast<int>(data.targets[n * kLabels + k]));
    }
    CHECK(review.winners[v] < 1 << kLabels);
    held += review.parts[v] == 1 ? 1 : 0;
    exact += review.parts[v] == 1 && review.winners[v] == review.labels[v] ? 1 : 0;
  }
  // One sample with masks is near what is measured without.
  CHECK(std::fabs(exact / held - s.trainer().evaluate(train::Part::kValidation).exact) < 0.25);
}

TEST_CASE("a table with several labels is learned, saved and asked again") {
  spec::ModelSpec spec;
  spec.data.source = spec::Source::kCsv;
  spec.data.csv.labels = {"right", "upper"};
  spec.model = {build::dense(8, spec::Activation::kTanh), build::dropout(0.1)};
  spec.training.batch = 16;
  spec.exact = true;
  Session s = open(spec, signs_table());
  CHECK(s.description().several);
  CHECK(s.description().labels == std::vector<std::string>{"right", "upper"});
  CHECK(s.description().classes == std::vector<std::string>{"not right", "right"});
  CHECK(s.description().features == std::vector<std::string>{"x", "y"});
  s.train(600);
  CHECK(s.trainer().evaluate(train::Part::kTrain).exact > 0.9);

  // The plane shows one of them, a probe tells of all.
  const std::vector<double> corner = {0.8, -0.8};
  const session::Probe probe = s.probe(corner, 30);
  REQUIRE(probe.labels.size() == 2);
  CHECK(probe.labels[0] > 0.7F);
  CHECK(probe.labels[1] < 0.3F);
  CHECK(probe.probabilities[1] == probe.labels[0]);
  CHECK(probe.draws.size() == 30);
  CHECK(probe.labels_low[0] <= probe.labels[0]);
  CHECK(probe.labels_high[0] >= probe.labels[0]);
  const session::Surface right = s.surface(9, 20, 20);
  CHECK(right.mean[4 * 9 + 8] > 0.7F);  // to the right
  CHECK(right.mean[4 * 9] < 0.3F);
  spec::ModelSpec next = spec;
  next.view.label = 1;
  CHECK(s.apply(build::valid(next)).outcome == session::Outcome::kLive);
  CHECK(s.description().classes == std::vector<std::string>{"not upper", "upper"});
  const session::Surface upper = s.surface(9, 20, 20);
  CHECK(upper.mean[4] > 0.7F);  // row 0 is at the top
  CHECK(upper.mean[8 * 9 + 4] < 0.3F);
  CHECK(s.probe(corner, 30).labels == probe.labels);
  CHECK(s.draw(9, 3).mean.size() == 81);
  const session::Points points = s.points();
  const data::Dataset& data = s.prepared().dataset;
  for (std::size_t n = 0; n < data.count(); ++n) {
    CHECK(static_cast<double>(points.value[n]) == data.target_raw[2 * n + 1]);
  }

  const session::SavedModel model = session::load_model(session::save_model(s, "test"));
  const std::vector<double> raw = {0.9, -0.9, -0.9, 0.9};
  const session::Predictions p = session::predict(model, kernels::exact(), raw, 20, 1);
  REQUIRE(p.probabilities.size() == 4);
  CHECK(p.probabilities[0] > 0.7F);
  CHECK(p.probabilities[1] < 0.3F);
  CHECK(p.probabilities[2] < 0.3F);
  CHECK(p.probabilities[3] > 0.7F);
  REQUIRE(p.information.size() == 4);
  for (std::size_t i = 0; i < 4; ++i) {
    CHECK(p.information[i] >= 0);
    CHECK(p.entropy[i] == doctest::Approx(p.expected_entropy[i] + p.information[i]).epsilon(1e-4));
  }
}
