#include "train/trainer.h"

#include <algorithm>
#include <cmath>

#include "toy.h"

using namespace hunch;
using toy::Run;
using toy::small_spec;
using toy::weights;

namespace {

train::Stop::Kind stop_kind(const Run& run) { return run.trainer.stopped().kind; }

}  // namespace

TEST_CASE("trainer: learns a function and classes") {
  spec::ModelSpec spec = small_spec();
  spec.model = {build::dense(16, spec::Activation::kTanh)};
  spec.training.epochs = 150;
  Run regression(spec, toy::regression(400));
  const train::Metrics before = regression.trainer.evaluate(train::Part::kValidation);
  regression.trainer.step(100000);
  CHECK(stop_kind(regression) == train::Stop::Kind::kEpochs);
  CHECK(regression.trainer.epoch() == 150);
  CHECK(regression.trainer.steps() == 150 * regression.trainer.steps_per_epoch());
  const train::Metrics after = regression.trainer.evaluate(train::Part::kValidation);
  CHECK(after.loss < 0.01 * before.loss);
  CHECK(after.r2 > 0.99);
  CHECK(after.rmse < 1);  // own units: the spread is about 7
  CHECK(after.rmse == doctest::Approx(10 * std::sqrt(after.loss)));

  for (const int classes : {2, 4}) {
    Run run(spec, toy::sectors(400, classes));
    run.trainer.step(100000);
    CHECK(run.trainer.evaluate(train::Part::kTrain).accuracy > 0.95);
    CHECK(run.trainer.evaluate(train::Part::kValidation).accuracy > 0.9);
    CHECK(run.trainer.residual_deviation() == 0);
  }
}

TEST_CASE("trainer: metrics by hand") {
  spec::ModelSpec spec;
  spec.model = {};
  Run run(spec, toy::regression(8));
  for (std::size_t i = 0; i < 3; ++i) CHECK(run.trainer.set_parameter(i, 0));
  // All predictions 0: own-unit rmse is 10 times the root mean square target.
  double squares = 0;
  double sum = 0;
  for (std::size_t i = 0; i < 8; ++i) {
    if (!run.data.is_train[i]) continue;
    squares += static_cast<double>(run.data.targets[i]) * run.data.targets[i];
    sum += static_cast<double>(run.data.targets[i]);
  }
  const train::Metrics m = run.trainer.evaluate(train::Part::kTrain);
  CHECK(m.loss == doctest::Approx(squares / 6));
  CHECK(m.rmse == doctest::Approx(10 * std::sqrt(squares / 6)));
  CHECK(m.r2 == doctest::Approx(1 - squares / (squares - sum * sum / 6)));
  CHECK(run.trainer.residual_deviation() == doctest::Approx(std::sqrt(squares / 6)));
}

TEST_CASE("trainer: an empty validation part gives NaN, an empty training part is refused") {
  data::Dataset d = toy::regression(40);
  std::fill(d.is_train.begin(), d.is_train.end(), std::uint8_t{1});
  Run run(small_spec(), d);
  run.trainer.step(10);
  CHECK(std::isnan(run.trainer.evaluate(train::Part::kValidation).loss));
  CHECK(std::isfinite(run.trainer.evaluate(train::Part::kTrain).loss));
  std::fill(d.is_train.begin(), d.is_train.end(), std::uint8_t{0});
  CHECK_THROWS_AS(Run(small_spec(), d), Error);
}

TEST_CASE("trainer: one seed, one run; reset runs it again; another seed differs") {
  Run a(small_spec(), toy::regression(90));
  Run b(small_spec(), toy::regression(90));
  const std::vector<float> start = weights(a.trainer);
  a.trainer.step(57);
  for (int i = 0; i < 57; ++i) b.trainer.step();  // however it is cut
  CHECK(weights(a.trainer) == weights(b.trainer));
  CHECK(weights(a.trainer) != start);
  a.trainer.reset();
  CHECK(weights(a.trainer) == start);
  CHECK(a.trainer.steps() == 0);
  CHECK(a.trainer.history().empty());
  a.trainer.step(57);
  CHECK(weights(a.trainer) == weights(b.trainer));

  spec::ModelSpec other = small_spec();
  other.seed = 2;
  Run c(other, toy::regression(90));
  c.trainer.step(57);
  CHECK(weights(c.trainer) != weights(a.trainer));
}

TEST_CASE("trainer: a restored checkpoint goes on with the same bits, also elsewhere") {
  for (const spec::Optimizer kind : {spec::Optimizer::kSgd, spec::Optimizer::kMomentum,
                                     spec::Optimizer::kAdagrad, spec::Optimizer::kAdamw}) {
    spec::ModelSpec spec = small_spec();
    spec.training.optimizer = kind;
    spec.training.schedule = spec::Schedule::kCosine;
    Run a(spec, toy::regression(90));
    a.trainer.step(13);  // in the middle of an epoch
    const train::Checkpoint saved = a.trainer.checkpoint();
    a.trainer.step(40);
    const std::vector<float> want = weights(a.trainer);
    const double want_loss = a.trainer.batch_loss();

    Run b(spec, toy::regression(90));
    CHECK(b.trainer.restore(saved));
    CHECK(b.trainer.steps() == 13);
    b.trainer.step(40);
    CHECK(weights(b.trainer) == want);
    CHECK(b.trainer.batch_loss() == want_loss);
    CHECK(b.trainer.best_loss() == a.trainer.best_loss());

    CHECK(a.trainer.restore(saved));  // back in time
    CHECK(a.trainer.history().size() == a.trainer.epoch());
    a.trainer.step(40);
    CHECK(weights(a.trainer) == want);
  }
  Run run(small_spec(), toy::regression(90));
  train::Checkpoint wrong = run.trainer.checkpoint();
  wrong.parameters.pop_back();
  CHECK_FALSE(run.trainer.restore(wrong));
}

TEST_CASE("trainer: looking never changes training") {
  Run a(small_spec(), toy::regression(90));
  Run b(small_spec(), toy::regression(90));
  for (int i = 0; i < 30; ++i) {
    a.trainer.step();
    b.trainer.step();
    a.trainer.evaluate(train::Part::kTrain);
    a.trainer.residual_deviation();
    a.trainer.checkpoint();
  }
  CHECK(weights(a.trainer) == weights(b.trainer));
}

TEST_CASE("trainer: stops before the update when it diverges, and says where") {
  spec::ModelSpec spec = small_spec();
  spec.model = {build::dense(8, spec::Activation::kRelu), build::dense(8, spec::Activation::kRelu)};
  spec.training.optimizer = spec::Optimizer::kSgd;
  spec.training.rate = 10;
  Run run(spec, toy::regression(200));
  run.trainer.step(10000);
  REQUIRE(stop_kind(run) == train::Stop::Kind::kDiverged);
  CHECK_FALSE(run.trainer.stopped().cause.empty());
  CHECK(run.trainer.stopped().layer != "");
  for (const float w : run.trainer.parameters()) CHECK(std::isfinite(w));
  const std::vector<float> kept = weights(run.trainer);
  CHECK(run.trainer.step(5) == 0);
  CHECK(weights(run.trainer) == kept);

  // From good weights with a smaller rate it goes on.
  run.trainer.reset();
  spec::TrainingSpec calmer = spec.training;
  calmer.rate = 0.01;
  run.trainer.set_training(calmer);
  CHECK(run.trainer.step(20) == 20);
}

TEST_CASE("trainer: a wild weight is blamed on its layer") {
  spec::ModelSpec spec = small_spec();
  spec.model = {build::dense(4, spec::Activation::kLinear),
                build::dense(4, spec::Activation::kLinear)};
  Run run(spec, toy::regression(80));
  const nn::ParameterView& second = run.network.views()[2];
  const std::vector<float> start = weights(run.trainer);
  for (std::size_t i = 0; i < 16; ++i) CHECK(run.trainer.set_parameter(second.offset + i, 3e38f));
  CHECK(run.trainer.step() == 0);
  CHECK(run.trainer.stopped().kind == train::Stop::Kind::kDiverged);
  CHECK((run.trainer.stopped().layer == "Hidden 2" || run.trainer.stopped().layer == "Output"));
  CHECK_FALSE(run.trainer.set_parameter(run.network.parameter_count(), 1));
  CHECK_FALSE(run.trainer.set_parameter(0, INFINITY));
  for (std::size_t i = 0; i < start.size(); ++i) CHECK(run.trainer.set_parameter(i, start[i]));
  CHECK(run.trainer.step(3) == 3);  // typing good weights again lets it go on
}

TEST_CASE("trainer: early stopping waits its patience and puts the best parameters in place") {
  spec::ModelSpec spec = small_spec();
  spec.model = {build::dense(60, spec::Activation::kTanh),
                build::dense(60, spec::Activation::kTanh)};
  spec.training.epochs = 2000;
  spec.training.patience = 15;
  data::Dataset d = toy::regression(60);
  Random noise(3, Stream::kUser);
  for (float& t : d.targets) t += static_cast<float>(0.5 * noise.normal());
  Run run(spec, d);
  run.trainer.step(1000000);
  REQUIRE(stop_kind(run) == train::Stop::Kind::kEarly);
  const std::vector<train::EpochMetrics>& history = run.trainer.history();
  const auto best = std::min_element(
      history.begin(), history.end(),
      [](const auto& a, const auto& b) { return a.validation.loss < b.validation.loss; });
  CHECK(history.back().epoch == best->epoch + 15);
  CHECK(run.trainer.stopped().epoch == history.back().epoch);
  CHECK(run.trainer.best_loss() == best->validation.loss);
  CHECK(run.trainer.evaluate(train::Part::kValidation).loss == best->validation.loss);
  CHECK(run.trainer.step() == 0);
  run.trainer.resume();
  CHECK(run.trainer.step() == 1);
}

TEST_CASE("trainer: epochs end a run; resume and more epochs go on") {
  spec::ModelSpec spec = small_spec();
  spec.training.epochs = 3;
  Run run(spec, toy::regression(80));
  CHECK(run.trainer.finish_epoch() == 3);
  CHECK(run.trainer.step(1000) == 6);
  CHECK(stop_kind(run) == train::Stop::Kind::kEpochs);
  run.trainer.resume();
  CHECK(run.trainer.step(1000) == 9);
  spec.training.epochs = 5;
  run.trainer.reset();
  run.trainer.set_training(spec.training);
  CHECK(run.trainer.step(1000) == 15);
  spec.training.epochs = 6;
  run.trainer.set_training(spec.training);
  CHECK(run.trainer.step(1000) == 3);
}

TEST_CASE("trainer: settings change while it runs, batches grow and shrink") {
  Run run(small_spec(), toy::regression(200));  // 150 training rows
  CHECK(run.trainer.steps_per_epoch() == 8);
  run.trainer.step(3);
  spec::TrainingSpec t = small_spec().training;
  t.batch = 64;
  t.rate = 0.001;
  run.trainer.set_training(t);
  CHECK(run.trainer.rate() == 0.001);
  CHECK(run.trainer.steps_per_epoch() == 3);
  CHECK(run.trainer.finish_epoch() == 2);  // 90 rows left
  CHECK(run.trainer.epoch() == 1);
  t.batch = 1000;
  run.trainer.set_training(t);
  CHECK(run.trainer.finish_epoch() == 1);
  t.batch = 1;
  run.trainer.set_training(t);
  CHECK(run.trainer.finish_epoch() == 150);
  // Gaussian needs another output layer: the loss stays, the rest is taken.
  t.loss = spec::Loss::kGaussianNll;
  t.rate = 0.5;
  const double before = run.trainer.evaluate(train::Part::kTrain).loss;
  run.trainer.set_training(t);
  CHECK(run.trainer.evaluate(train::Part::kTrain).loss == before);
  CHECK(run.trainer.rate() == 0.5);
  t.loss = spec::Loss::kMae;
  run.trainer.set_training(t);
  CHECK(run.trainer.evaluate(train::Part::kTrain).loss != before);
}

TEST_CASE("trainer: clipping bounds a step, penalties shrink weights and leave biases") {
  spec::ModelSpec spec = small_spec();
  spec.model = {};
  spec.training.optimizer = spec::Optimizer::kSgd;
  spec.training.rate = 1;
  spec.training.clip = 0.01;
  Run clipped(spec, toy::regression(80));
  const std::vector<float> before = weights(clipped.trainer);
  clipped.trainer.step();
  double moved = 0;
  for (std::size_t i = 0; i < 3; ++i) {
    moved += std::pow(static_cast<double>(clipped.trainer.parameters()[i]) - before[i], 2);
  }
  CHECK(std::sqrt(moved) == doctest::Approx(0.01).epsilon(1e-4));

  // The penalties' share of the gradient, by difference.
  spec.training.clip = 0;
  spec.training.rate = 1e-3;
  Run plain(spec, toy::regression(80));
  spec.training.l1 = 0.3;
  spec.training.l2 = 0.5;
  Run penalized(spec, toy::regression(80));
  for (Run* run : {&plain, &penalized}) {
    run->trainer.set_parameter(0, 2);
    run->trainer.set_parameter(1, -4);
    run->trainer.set_parameter(2, 3);
    run->trainer.step();
  }
  const auto extra = [&](std::size_t i) {
    return static_cast<double>(penalized.trainer.gradients()[i]) - plain.trainer.gradients()[i];
  };
  CHECK(extra(0) == doctest::Approx(0.3 + 0.5 * 2));
  CHECK(extra(1) == doctest::Approx(-0.3 - 0.5 * 4));
  CHECK(extra(2) == 0.0);
  CHECK(penalized.trainer.batch_loss() == plain.trainer.batch_loss());
}

TEST_CASE("trainer: history holds every epoch, and is thinned evenly when full") {
  spec::ModelSpec spec = small_spec();
  spec.model = {};
  spec.training.epochs = 20000;
  spec.training.batch = 8;
  Run run(spec, toy::regression(8));  // one step an epoch
  run.trainer.step(4096);
  CHECK(run.trainer.history().size() == 4096);
  CHECK(run.trainer.history()[99].epoch == 100);
  run.trainer.step(5904);
  const auto& history = run.trainer.history();
  CHECK(history.size() <= 4096);
  CHECK(history.size() > 2000);
  const std::uint64_t stride = history[0].epoch;
  for (std::size_t i = 0; i < history.size(); ++i) CHECK(history[i].epoch == (i + 1) * stride);
  CHECK(history.back().epoch + stride > 10000);
}

TEST_CASE("trainer: a dropout rate changed while it runs acts at the next step") {
  Run a(small_spec(), toy::regression(90));
  Run b(small_spec(), toy::regression(90));
  a.trainer.step(10);
  b.trainer.step(10);
  CHECK(a.network.set_dropout(1, 0.6));
  a.trainer.step();
  b.trainer.step();
  CHECK(weights(a.trainer) != weights(b.trainer));
}
