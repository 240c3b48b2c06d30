#include "data/labels.h"

#include <algorithm>
#include <cmath>

#include "toy.h"
#include "train/network_for.h"

using namespace hunch;

namespace {

/// Is x above 0, is y, and are both together above 0.5?
data::Dataset signs(int rows) {
  data::Dataset d = toy::regression(rows);
  d.task = data::Task::kClassification;
  d.several = true;
  d.answers = 3;
  d.class_names = {"right", "upper", "far"};
  d.target_scaling = {{0}, {1}};
  d.targets.clear();
  d.target_raw.clear();
  for (std::size_t n = 0; n < d.count(); ++n) {
    const float x = d.features[2 * n], y = d.features[2 * n + 1];
    for (const bool holds : {x > 0, y > 0, x + y > 0.5f}) {
      d.targets.push_back(holds ? 1.0f : 0.0f);
      d.target_raw.push_back(holds ? 1.0 : 0.0);
    }
  }
  return d;
}

struct Run {
  explicit Run(const spec::ModelSpec& spec, data::Dataset data_)
      : valid(build::valid(spec)),
        data(std::move(data_)),
        network(train::network_for(valid, data)),
        trainer(valid, data, network, kernels::best()) {}
  spec::ValidSpec valid;
  data::Dataset data;
  nn::Network network;
  train::Trainer trainer;
};

}  // namespace

TEST_CASE("several labels: an output each, all learned at once") {
  Run run(toy::small_spec(), signs(400));
  CHECK(run.network.head() == nn::Head{nn::Head::Kind::kLogit, 1, 3, false, false});
  run.trainer.step(3000);
  const train::Metrics m = run.trainer.evaluate(train::Part::kValidation);
  CHECK(m.accuracy > 0.95);
  CHECK(m.exact > 0.85);
  CHECK(m.f1 > 0.95);
  const std::vector<double> each = run.trainer.label_accuracy(train::Part::kValidation);
  REQUIRE(each.size() == 3);
  CHECK((each[0] + each[1] + each[2]) / 3 == doctest::Approx(m.accuracy));
  CHECK(m.exact <= *std::min_element(each.begin(), each.end()));
}

TEST_CASE("several labels: the measures of answers that are known, by hand") {
  spec::ModelSpec spec = toy::small_spec();
  spec.model = {};
  Run run(spec, signs(400));
  // Weights 0, biases 1, 1, -1: "right" and "upper" always hold, "far" never.
  const std::size_t biases = run.network.parameter_count() - 3;
  for (std::size_t i = 0; i < biases + 3; ++i) {
    CHECK(run.trainer.set_parameter(i, i < biases ? 0.0f : i == biases + 2 ? -1.0f : 1.0f));
  }
  double counts[3] = {}, exact = 0, hits = 0, slips = 0, examples = 0, loss = 0;
  for (std::size_t n = 0; n < run.data.count(); ++n) {
    if (run.data.is_train[n] == 0) continue;
    bool all = true;
    for (std::size_t k = 0; k < 3; ++k) {
      const bool holds = run.data.targets[3 * n + k] > 0.5f, told = k < 2;
      counts[k] += holds == told ? 1 : 0;
      hits += holds && told ? 1 : 0;
      slips += holds != told ? 1 : 0;
      loss += std::log1p(std::exp(holds == told ? -1.0 : 1.0));
      all = all && holds == told;
    }
    exact += all ? 1 : 0;
    examples += 1;
  }
  const train::Metrics m = run.trainer.evaluate(train::Part::kTrain);
  CHECK(m.exact == doctest::Approx(exact / examples));
  CHECK(m.f1 == doctest::Approx(2 * hits / (2 * hits + slips)));
  CHECK(m.accuracy == doctest::Approx((counts[0] + counts[1] + counts[2]) / (3 * examples)));
  CHECK(m.loss == doctest::Approx(loss / (3 * examples)));
  const std::vector<double> each = run.trainer.label_accuracy(train::Part::kTrain);
  for (std::size_t k = 0; k < 3; ++k) CHECK(each[k] == doctest::Approx(counts[k] / examples));
}

TEST_CASE("several labels: smoothed and focal losses are those of each label") {
  for (const bool focal : {false, true}) {
    spec::ModelSpec spec = toy::small_spec();
    spec.model = {};
    (focal ? spec.training.focal_gamma : spec.training.label_smoothing) = focal ? 2 : 0.2;
    Run run(spec, signs(100));
    for (std::size_t i = 0; i < run.network.parameter_count(); ++i) {
      CHECK(run.trainer.set_parameter(i, 0));
    }
    CHECK(run.trainer.evaluate(train::Part::kTrain).loss ==
          doctest::Approx((focal ? 0.25 : 1) * std::log(2.0)));
  }
}

TEST_CASE("several labels: wrong ones are turned one by one, in the training part") {
  data::Dataset d = signs(400);
  const std::vector<double> before = d.target_raw;
  data::confuse_labels(d, 0.2, 4);
  double turned = 0, training = 0;
  for (std::size_t i = 0; i < before.size(); ++i) {
    const bool train = d.is_train[i / 3] != 0;
    training += train ? 1 : 0;
    if (d.target_raw[i] == before[i]) continue;
    CHECK(train);
    CHECK(d.target_raw[i] == 1 - before[i]);
    turned += 1;
  }
  CHECK(turned / training == doctest::Approx(0.2).epsilon(0.2));
}
