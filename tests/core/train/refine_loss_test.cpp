#include "train/refine_loss.h"

#include <cmath>
#include <limits>

#include "toy.h"

using namespace hunch;
using toy::Run;
using toy::weights;

namespace {

/// No hidden layer: what is learned is known.
spec::ModelSpec linear() {
  spec::ModelSpec spec;
  spec.model = {};
  spec.training.batch = 64;
  spec.training.epochs = 100;
  return spec;
}

/// Two classes on a line, N(-1,1) and N(1,1), of which the second is rare.
data::Dataset rare(int rows) {
  data::Dataset d = toy::sectors(rows, 2);
  Random random(5, Stream::kUser);
  for (std::size_t i = 0; i < d.count(); ++i) {
    const bool second = i % 20 == 0;
    d.features[2 * i] = static_cast<float>(random.normal() + (second ? 1 : -1));
    d.features[2 * i + 1] = 0;
    d.targets[i] = second ? 1.0f : 0.0f;
    d.is_train[i] = 1;
  }
  return d;
}

/// Where the trained linear network of two classes turns over.
double boundary(const Run& run) {
  return -run.trainer.parameters()[2] / run.trainer.parameters()[0];
}

}  // namespace

TEST_CASE("balanced weights: N / (K n_k) of the training answers that are asked for") {
  data::Dataset d = toy::sectors(8, 4);
  d.targets = {0, 0, 0, 1, 2, 2, 0, 1};
  d.is_train = {1, 1, 1, 1, 1, 0, 1, 0};
  // Four of class 0, one of 1, one of 2, none of 3.
  CHECK(train::balanced_weights(d) == std::vector<float>{0.5f, 2.0f, 2.0f, 1.0f});

  d.answers = 2;
  d.is_train = {1, 1, 0, 1};
  d.targets = {0, 0, 0, -1, 2, 2, 1, -1};
  CHECK(train::balanced_weights(d) == std::vector<float>{4.0f / 6, 2.0f, 1.0f, 1.0f});
}

TEST_CASE("refined losses: what an undecided network costs, by hand") {
  for (const int classes : {2, 4}) {
    data::Dataset d = toy::sectors(400, classes);
    const auto loss_of = [&](double smoothing, double gamma, spec::ClassWeights class_weights) {
      spec::ModelSpec spec = linear();
      spec.training.label_smoothing = smoothing;
      spec.training.focal_gamma = gamma;
      spec.training.class_weights = class_weights;
      Run run(spec, d);
      for (std::size_t i = 0; i < run.network.parameter_count(); ++i) {
        CHECK(run.trainer.set_parameter(i, 0));
      }
      return run.trainer.evaluate(train::Part::kTrain).loss;
    };
    using enum spec::ClassWeights;
    const double entropy = std::log(classes);
    CHECK(loss_of(0, 0, kNone) == doctest::Approx(entropy));
    CHECK(loss_of(0.2, 0, kNone) == doctest::Approx(entropy));
    CHECK(loss_of(0, 2, kNone) == doctest::Approx(std::pow(1 - 1.0 / classes, 2) * entropy));
    CHECK(loss_of(0, 0, kBalanced) == doctest::Approx(entropy));  // weights of mean 1
    CHECK(loss_of(0, 2, kBalanced) == doctest::Approx(std::pow(1 - 1.0 / classes, 2) * entropy));
  }
}

TEST_CASE("class weights: the boundary of a rare class moves to where both are equally likely") {
  spec::ModelSpec spec = linear();
  spec.training.rate = 0.02;
  Run plain(spec, rare(4000));
  plain.trainer.step(100000);
  // 2 x = ln 19 where one in twenty is of the second class.
  CHECK(boundary(plain) == doctest::Approx(std::log(19.0) / 2).epsilon(0.15));
  spec.training.class_weights = spec::ClassWeights::kBalanced;
  Run balanced(spec, rare(4000));
  balanced.trainer.step(100000);
  CHECK(std::fabs(boundary(balanced)) < 0.2);
}

TEST_CASE("label smoothing: a network grows as sure as the labels are, not surer") {
  spec::ModelSpec spec = linear();
  spec.model = {build::dense(16, spec::Activation::kRelu)};
  spec.training.epochs = 300;
  const auto sureness = [&] {
    data::Dataset d = toy::sectors(200, 2);
    for (std::size_t i = 0; i < d.count(); ++i) {  // far apart
      d.features[2 * i] = d.targets[i] > 0 ? 2.0f : -2.0f;
    }
    Run run(spec, d);
    run.trainer.step(100000);
    CHECK(run.trainer.evaluate(train::Part::kTrain).accuracy == 1);
    return run.trainer.evaluate(train::Part::kTrain).loss;
  };
  CHECK(sureness() < 0.01);
  spec.training.label_smoothing = 0.2;
  // The entropy of (0.9, 0.1), which no network gets below.
  const double least = -0.9 * std::log(0.9) - 0.1 * std::log(0.1);
  const double reached = sureness();
  CHECK(reached >= least - 1e-6);
  CHECK(reached < least + 0.003);
}

TEST_CASE("refined losses change while it runs, and values have none") {
  spec::ModelSpec spec = toy::small_spec();
  Run run(spec, toy::sectors(200, 3));
  run.trainer.step(50);
  const std::vector<float> before = weights(run.trainer);
  const double plain = run.trainer.evaluate(train::Part::kTrain).loss;
  spec.training.focal_gamma = 2;
  run.trainer.set_training(spec.training);
  CHECK(weights(run.trainer) == before);
  CHECK(run.trainer.evaluate(train::Part::kTrain).loss < plain);
  CHECK(run.trainer.step(50) == 50);
  spec.training.focal_gamma = 0;
  run.trainer.set_training(spec.training);
  CHECK(run.trainer.evaluate(train::Part::kTrain).loss < plain);  // it went on learning

  spec.training.label_smoothing = 0.3;
  spec.training.class_weights = spec::ClassWeights::kBalanced;
  CHECK_FALSE(train::refines(spec.training, toy::regression(10)));
  Run refined(spec, toy::regression(80));
  Run values(toy::small_spec(), toy::regression(80));
  refined.trainer.step(30);
  values.trainer.step(30);
  CHECK(weights(refined.trainer) == weights(values.trainer));
}
