#include <algorithm>
#include <cmath>
#include <memory>

#include "support.h"

using namespace hunch;
using namespace with_session;

namespace {

constexpr int kSide = 8;
constexpr int kClasses = 3;

/// Thirty-nine images of 8x8: a bright bar at the row that the class says, over a ramp that differs
/// from image to image. The last nine are a test set.
std::shared_ptr<const data::Images> bars() {
  auto images = std::make_shared<data::Images>();
  images->height = images->width = kSide;
  for (int n = 0; n < 39; ++n) {
    const int label = n % kClasses;
    for (int y = 0; y < kSide; ++y) {
      for (int x = 0; x < kSide; ++x) {
        const int ramp = (7 * n + 5 * x + 3 * y) % 60;
        images->pixels.push_back(static_cast<std::uint8_t>(y / 2 == label ? 255 - ramp : ramp));
      }
    }
    images->labels.push_back(static_cast<std::uint16_t>(label));
    images->is_test.push_back(n >= 30 ? 1 : 0);
  }
  images->class_names = {"top", "upper", "lower"};
  return images;
}

/// Convolution, pooling, dropout of maps, a dense layer, dropout of units.
spec::ModelSpec small_cnn() {
  using enum spec::LayerType;
  spec::ModelSpec spec;
  spec.data.source = spec::Source::kImages;
  spec.model = {{.type = kConv2d, .filters = 4, .activation = spec::Activation::kRelu},
                {.type = kMaxPool2d},
                build::dropout(0.2),
                {.type = kFlatten},
                build::dense(6, spec::Activation::kTanh),
                build::dropout(0.3)};
  spec.training.batch = 8;
  spec.exact = true;
  return spec;
}

Session open_bars(const spec::ModelSpec& spec) {
  auto opened = Session::open(build::valid(spec), bars());
  REQUIRE(std::holds_alternative<Session>(opened));
  return std::move(std::get<Session>(opened));
}

std::vector<float> softmax(const std::vector<float>& logits) {
  std::vector<float> p;
  double sum = 0;
  for (const float logit : logits) sum += std::exp(static_cast<double>(logit));
  for (const float logit : logits) {
    p.push_back(static_cast<float>(std::exp(static_cast<double>(logit)) / sum));
  }
  return p;
}

void look_around(Session& s) {
  s.examples(0, 10);
  s.stage_outputs({3, {}}, -1);
  s.stage_outputs({3, {}}, 5);
  s.probe_image({4, {}}, 12, 5);
  s.review(3, 7);
}

}  // namespace

TEST_CASE("a description tells the shape of an image and of what every layer makes of it") {
  const Session s = open_bars(small_cnn());
  const session::Description& d = s.description();
  CHECK(d.shape == Shape{8, 8, 1});
  const std::vector<Shape> shapes = {{6, 6, 4}, {3, 3, 4}, {3, 3, 4}, {36}, {6}, {6}, {3}};
  const std::vector<std::string> types = {"conv2d", "max-pool2d", "dropout", "flatten",
                                          "dense",  "dropout",    "output"};
  REQUIRE(d.stages.size() == shapes.size());
  for (std::size_t i = 0; i < shapes.size(); ++i) {
    CHECK(d.stages[i].shape == shapes[i]);
    CHECK(d.stages[i].type == types[i]);
    CHECK(d.stages[i].spec_index == (i + 1 < shapes.size() ? static_cast<int>(i) : -1));
  }
  CHECK(d.test_count == 9);
}

TEST_CASE("examples leave as the bytes that came, with label and part") {
  const auto images = bars();
  const Session s = open_bars(small_cnn());
  const session::Examples some = s.examples(5, 30);
  CHECK(some.first == 5);
  REQUIRE(some.labels.size() == 30);
  const auto begin = images->pixels.begin() + 5 * kSide * kSide;
  CHECK(std::equal(some.pixels.begin(), some.pixels.end(), begin, begin + 30 * kSide * kSide));
  CHECK(std::equal(some.labels.begin(), some.labels.end(), images->labels.begin() + 5));
  const data::Dataset& data = s.prepared().dataset;
  for (std::size_t i = 0; i < 30; ++i) {
    CHECK(some.parts[i] == (i + 5 >= 30 ? 2 : data.is_train[i + 5] != 0 ? 0 : 1));
  }
  CHECK(s.examples(37, 30).labels.size() == 2);
  CHECK(s.examples(1000, 5).labels.empty());
  CHECK(open(moons()).examples(0, 5).pixels.empty());
}

TEST_CASE("feature maps are what the weights make of the pixels") {
  Session s = open_bars(small_cnn());
  s.train(20);
  const auto outputs = s.stage_outputs({7, {}}, -1);
  const data::Dataset& data = s.prepared().dataset;
  const float* x = data.features.data() + std::size_t{7} * kSide * kSide;
  const nn::ParameterView& weight = s.network().views()[0];
  const nn::ParameterView& bias = s.network().views()[1];
  for (int y = 0; y < 6; ++y) {
    for (int column = 0; column < 6; ++column) {
      for (int filter = 0; filter < 4; ++filter) {
        double sum =
            static_cast<double>(s.parameters()[bias.offset + static_cast<std::size_t>(filter)]);
        for (int tap = 0; tap < 9; ++tap) {
          const int pixel = (y + tap / 3) * kSide + column + tap % 3;
          const auto at = weight.offset + static_cast<std::size_t>(tap * 4 + filter);
          sum += static_cast<double>(s.parameters()[at]) * static_cast<double>(x[pixel]);
        }
        const float map = outputs[0][static_cast<std::size_t>((y * 6 + column) * 4 + filter)];
        CHECK(static_cast<double>(map) == doctest::Approx(std::max(sum, 0.0)).epsilon(1e-4));
      }
    }
  }
  // Dropout is off: it passes on what the pooling gave.
  CHECK(outputs[1] == outputs[2]);
  CHECK(outputs[1] == outputs[3]);
}

TEST_CASE("the outputs of a pass are those of the probe's sample of that number") {
  Session s = open_bars(small_cnn());
  s.train(20);
  const session::ImageProbe probe = s.probe_image({7, {}}, 9, 9);
  for (int pass = 0; pass < 9; ++pass) {
    const auto outputs = s.stage_outputs({7, {}}, pass);
    const std::vector<float> p = softmax(outputs.back());
    for (std::size_t k = 0; k < kClasses; ++k) {
      const float draw = probe.draws[static_cast<std::size_t>(pass) * kClasses + k];
      CHECK(static_cast<double>(draw) == doctest::Approx(static_cast<double>(p[k])).epsilon(1e-5));
    }
  }
  CHECK(s.stage_outputs({7, {}}, 0) != s.stage_outputs({7, {}}, 1));
}

TEST_CASE("a probe of an image holds the statistics of its samples") {
  Session s = open_bars(small_cnn());
  s.train(30);
  const session::ImageProbe probe = s.probe_image({8, {}}, 40, 40);
  CHECK(probe.complete);
  REQUIRE(probe.draws.size() == 40 * kClasses);
  double expected_entropy = 0, total_entropy = 0;
  for (std::size_t k = 0; k < kClasses; ++k) {
    std::vector<double> column;
    double mean = 0;
    for (std::size_t pass = 0; pass < 40; ++pass) {
      const double p = static_cast<double>(probe.draws[pass * kClasses + k]);
      column.push_back(p);
      mean += p / 40;
      expected_entropy -= p * std::log(p) / 40;
    }
    total_entropy -= mean * std::log(mean);
    std::sort(column.begin(), column.end());
    CHECK(static_cast<double>(probe.probabilities[k]) == doctest::Approx(mean).epsilon(1e-5));
    // Linear between order statistics: (S-1) q = 1.95 and 37.05.
    CHECK(static_cast<double>(probe.low[k]) ==
          doctest::Approx(column[1] + 0.95 * (column[2] - column[1])).epsilon(1e-5));
    CHECK(static_cast<double>(probe.high[k]) ==
          doctest::Approx(column[37] + 0.05 * (column[38] - column[37])).epsilon(1e-5));
  }
  CHECK(probe.total == doctest::Approx(total_entropy).epsilon(1e-4));
  CHECK(probe.aleatoric == doctest::Approx(expected_entropy).epsilon(1e-4));
  CHECK(probe.epistemic == doctest::Approx(total_entropy - expected_entropy).epsilon(1e-3));
  for (std::size_t pass = 0; pass < 40; ++pass) {
    const float* row = probe.draws.data() + pass * kClasses;
    CHECK(row[probe.votes[pass]] == *std::max_element(row, row + kClasses));
  }
}

TEST_CASE("a probe of an image refined in pieces is the one made at once") {
  Session s = open_bars(small_cnn());
  s.train(10);
  const session::ImageProbe whole = s.probe_image({2, {}}, 25, 25);
  s.probe_image({3, {}}, 25, 25);
  session::ImageProbe pieces = s.probe_image({2, {}}, 25, 4);
  CHECK(pieces.samples == 4);
  CHECK_FALSE(pieces.complete);
  while (!pieces.complete) {
    s.review(3, 6);  // in between
    pieces = s.probe_image({2, {}}, 25, 4);
  }
  CHECK(pieces.draws == whole.draws);
  CHECK(pieces.probabilities == whole.probabilities);
  s.train(1);
  CHECK(s.probe_image({2, {}}, 25, 25).draws != whole.draws);
}

TEST_CASE("pixels from elsewhere are looked at as an example with the same pixels is") {
  Session s = open_bars(small_cnn());
  s.train(10);
  const std::vector<std::uint8_t> pixels = s.examples(11, 1).pixels;
  CHECK(s.probe_image({0, pixels}, 10, 10).draws == s.probe_image({11, {}}, 10, 10).draws);
  CHECK(s.stage_outputs({0, pixels}, 3) == s.stage_outputs({11, {}}, 3));
  // From before the data changed: some answer, never a fault.
  CHECK(s.probe_image({0, {1, 2, 3}}, 10, 10).complete);
  CHECK(s.probe_image({100, {}}, 10, 10).complete);
}

TEST_CASE("a review goes round all examples, validation first, and knows what is out of date") {
  spec::ModelSpec spec = small_cnn();
  for (spec::LayerSpec& layer : spec.model) layer.rate = 0;
  Session s = open_bars(spec);
  s.train(15);
  session::Review review = s.review(1, 5);
  REQUIRE(review.examples.size() == 39);
  CHECK_FALSE(review.complete);
  CHECK(std::count(review.winners.begin(), review.winners.end(), session::Review::kUnseen) == 34);
  CHECK(std::is_sorted(review.parts.begin(), review.parts.end(), [](auto a, auto b) {
    return (a + 2) % 3 < (b + 2) % 3;  // 1, 2, 0
  }));
  while (!review.complete) review = s.review(1, 5);
  double right = 0, all = 0;
  for (std::size_t v = 0; v < review.examples.size(); ++v) {
    if (review.parts[v] != 1) continue;
    ++all;
    if (review.winners[v] == review.labels[v]) ++right;
  }
  CHECK(right / all == doctest::Approx(s.trainer().evaluate(train::Part::kValidation).accuracy));

  s.train(1);
  const session::Review stale = s.review(1, 1);
  CHECK_FALSE(stale.complete);
  CHECK(std::equal(stale.winners.begin() + 1, stale.winners.end(), review.winners.begin() + 1));
}

TEST_CASE("the doubt of a review is the probe's") {
  Session s = open_bars(small_cnn());
  s.train(15);
  const session::Review review = s.review(20, 1);  // row 0 of its own pass, as the probe is
  const auto example = static_cast<std::size_t>(review.examples[0]);
  const session::ImageProbe probe = s.probe_image({example, {}}, 20, 20);
  CHECK(static_cast<double>(review.total[0]) == doctest::Approx(probe.total));
  CHECK(static_cast<double>(review.epistemic[0]) == doctest::Approx(probe.epistemic));
}

TEST_CASE("looking at images never changes training") {
  Session quiet = open_bars(small_cnn());
  Session watched = open_bars(small_cnn());
  for (int i = 0; i < 20; ++i) {
    quiet.train(2);
    watched.train(2);
    look_around(watched);
  }
  CHECK(quiet.fingerprint() == watched.fingerprint());
}

TEST_CASE("other images begin another run, the same ones do not") {
  const auto images = bars();
  auto opened = Session::open(build::valid(small_cnn()), images);
  Session& s = std::get<Session>(opened);
  s.train(5);
  CHECK(s.apply(s.spec(), nullptr, images).outcome == session::Outcome::kSame);
  CHECK(s.apply(s.spec(), nullptr, bars()).outcome == session::Outcome::kRebuilt);
  // A made set in between: the images are still there.
  spec::ModelSpec digits = small_cnn();
  digits.data.source = spec::Source::kDigits;
  digits.data.samples = 40;
  CHECK(s.apply(build::valid(digits)).outcome == session::Outcome::kRebuilt);
  CHECK(s.description().shape == Shape{28, 28, 1});
  CHECK(s.apply(build::valid(small_cnn())).outcome == session::Outcome::kRebuilt);
  CHECK(s.description().shape == Shape{8, 8, 1});
}
