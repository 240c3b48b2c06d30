#include <algorithm>
#include <cmath>

#include "nn/workspace.h"
#include "sequences.h"

using namespace hunch;
using namespace sequences;
using doctest::Approx;

namespace {

/// Outputs (N,A,O) of all examples of a part, one by one.
std::vector<std::vector<float>> outputs(const Run& run, train::Part part) {
  nn::Workspace workspace(run.network, kernels::exact(), 1, nn::Workspace::Use::kLean);
  train::Batcher batcher(run.data, part);
  std::vector<float> targets(static_cast<std::size_t>(run.data.answers));
  std::vector<int> lengths(run.data.lengths.empty() ? 0 : 1);
  ops::Context context;
  context.kernels = &kernels::exact();
  context.lengths = lengths;
  std::vector<std::vector<float>> all;
  for (std::size_t n = 0; n < batcher.rows(); ++n) {
    batcher.gather(n, 1, workspace.input(), targets, lengths);
    nn::forward(run.network, run.trainer.parameters(), workspace, context, 1);
    const auto y = workspace.output(static_cast<int>(run.network.steps().size()) - 1);
    all.emplace_back(y.begin(), y.end());
  }
  return all;
}

}  // namespace

TEST_CASE("sequences: what lies beyond an example's end changes nothing") {
  for (const auto& spec : {recurrent(10), attentive(10)}) {
    Run run(spec, lines(40, 6));
    Run longer(spec, lines(40, 9));
    Run other(spec, lines(40, 6, 4));  // another token in place of the padding
    REQUIRE(run.network.parameter_count() == longer.network.parameter_count());
    for (int epoch = 0; epoch < 3; ++epoch) {
      run.trainer.finish_epoch();
      longer.trainer.finish_epoch();
      other.trainer.finish_epoch();
    }
    const auto& history = run.trainer.history();
    for (std::size_t e = 0; e < 3; ++e) {
      for (const Run* same : {&longer, &other}) {
        const auto& epoch = same->trainer.history()[e];
        CHECK(epoch.train.loss == Approx(history[e].train.loss).epsilon(1e-5));
        CHECK(epoch.validation.loss == Approx(history[e].validation.loss).epsilon(1e-5));
        CHECK(epoch.validation.accuracy == Approx(history[e].validation.accuracy));
      }
    }
    CHECK(history[2].train.loss < history[0].train.loss);
  }
}

TEST_CASE("sequences: the loss is the mean over all steps that are asked, whatever lies together") {
  Run run(attentive(10), lines(60, 6));
  run.trainer.step(5);
  double loss = 0, right = 0;
  int steps = 0;
  const auto y = outputs(run, train::Part::kValidation);
  const train::Batcher part(run.data, train::Part::kValidation);
  for (std::size_t n = 0; n < y.size(); ++n) {
    const std::size_t row = part.order()[n];
    for (int t = 0; t < run.data.lengths[row]; ++t, ++steps) {
      const float* z = y[n].data() + t * kTokens;
      const auto target =
          static_cast<std::size_t>(run.data.targets[row * 6 + static_cast<std::size_t>(t)]);
      double sum = 0;
      for (int k = 0; k < kTokens; ++k) sum += std::exp(static_cast<double>(z[k]));
      loss += std::log(sum) - static_cast<double>(z[target]);
      right += std::max_element(z, z + kTokens) - z == static_cast<std::ptrdiff_t>(target) ? 1 : 0;
    }
  }
  const train::Metrics m = run.trainer.evaluate(train::Part::kValidation);
  CHECK(m.loss == Approx(loss / steps).epsilon(1e-5));
  CHECK(m.accuracy == Approx(right / steps));
}

TEST_CASE("sequences: examples are weighed by their steps where they are measured in parts") {
  // 40 classes and 1,000 steps: the evaluator takes some hundred rows at a time.
  data::Dataset d = lines(300, 6);
  data::Dataset wide = d;
  wide.shape = {1000};
  wide.answers = 1000;
  wide.features.clear();
  wide.targets.clear();
  for (std::size_t n = 0; n < d.count(); ++n)
    for (std::size_t t = 0; t < 1000; ++t) {
      wide.features.push_back(t < 6 ? d.features[6 * n + t] : 0);
      wide.targets.push_back(t < 6 ? d.targets[6 * n + t] : -1);
    }
  for (auto* data : {&d, &wide}) {
    data->vocabulary = 40;
    while (data->class_names.size() < 40) data->class_names.emplace_back("more");
  }
  const Run narrow(recurrent(4), d), broad(recurrent(4), wide);
  const train::Metrics a = narrow.trainer.evaluate(train::Part::kTrain);
  const train::Metrics b = broad.trainer.evaluate(train::Part::kTrain);
  CHECK(b.loss == Approx(a.loss).epsilon(1e-6));
  CHECK(b.accuracy == Approx(a.accuracy));
}

TEST_CASE("sequences: the gradient of a step is that of its batch's loss") {
  const data::Dataset d = lines(12, 6);
  for (auto spec : {recurrent(12), attentive(12)}) {
    spec.training.clip = 0;
    Run run(spec, d);
    const std::vector<float> start = toy::weights(run.trainer);
    run.trainer.step();
    const std::vector<float> gradients(run.trainer.gradients().begin(),
                                       run.trainer.gradients().end());
    const auto loss_at = [&](std::size_t i, float value) {
      Run moved(spec, d);
      REQUIRE(moved.trainer.set_parameter(i, value));
      moved.trainer.step();
      return moved.trainer.batch_loss();
    };
    for (std::size_t i = 0; i < start.size(); i += start.size() / 25) {
      const float h = 1e-2F;
      const double slope = (loss_at(i, start[i] + h) - loss_at(i, start[i] - h)) / 0.02;
      CHECK(static_cast<double>(gradients[i]) == Approx(slope).epsilon(0.02).scale(0.01));
    }
  }
}

TEST_CASE("answers: errors of all of them count alike, in the target's own units") {
  for (const auto loss : {spec::Loss::kMse, spec::Loss::kGaussianNll}) {
    spec::ModelSpec spec = toy::small_spec();
    spec.data.source = spec::Source::kSeries;
    spec.training.loss = loss;
    Run run(spec, three_answers(80));
    const bool gaussian = loss == spec::Loss::kGaussianNll;
    CHECK(run.network.head().width() == (gaussian ? 6 : 3));
    run.trainer.finish_epoch();
    const std::size_t width = gaussian ? 2 : 1;
    const auto y = outputs(run, train::Part::kTrain);
    const train::Batcher part(run.data, train::Part::kTrain);
    double squares = 0, nll = 0, sum = 0, sum_squares = 0;
    for (std::size_t n = 0; n < y.size(); ++n)
      for (std::size_t a = 0; a < 3; ++a) {
        const auto target = static_cast<double>(run.data.targets[part.order()[n] * 3 + a]);
        const double error = static_cast<double>(y[n][a * width]) - target;
        squares += error * error;
        sum += target;
        sum_squares += target * target;
        if (gaussian) {
          const auto s = static_cast<double>(y[n][a * width + 1]);
          nll += 0.5 * (s + error * error * std::exp(-s));
        }
      }
    const double count = static_cast<double>(y.size()) * 3;
    const train::Metrics m = run.trainer.evaluate(train::Part::kTrain);
    CHECK(m.rmse == Approx(10 * std::sqrt(squares / count)).epsilon(1e-5));
    CHECK(m.r2 == Approx(1 - squares / (sum_squares - sum * sum / count)).epsilon(1e-4));
    CHECK(m.loss == Approx((gaussian ? nll : squares) / count).epsilon(1e-5));
    CHECK(run.trainer.residual_deviation() == Approx(std::sqrt(squares / count)).epsilon(1e-5));
  }
}

TEST_CASE("answers: a network learns all three") {
  spec::ModelSpec spec = toy::small_spec();
  spec.model = {build::dense(24, spec::Activation::kTanh)};
  Run run(spec, three_answers(400));
  for (int epoch = 0; epoch < 150; ++epoch) run.trainer.finish_epoch();
  CHECK(run.trainer.evaluate(train::Part::kValidation).r2 > 0.99);
}

TEST_CASE("sequences: smoothed, focal and weighed losses are means over what is asked, too") {
  const auto loss_of = [](double smoothing, double gamma, spec::ClassWeights class_weights) {
    spec::ModelSpec spec = recurrent(10);
    spec.training.label_smoothing = smoothing;
    spec.training.focal_gamma = gamma;
    spec.training.class_weights = class_weights;
    Run run(spec, lines(40, 6));
    for (std::size_t i = 0; i < run.network.parameter_count(); ++i) {
      CHECK(run.trainer.set_parameter(i, 0));
    }
    const double undecided = run.trainer.evaluate(train::Part::kTrain).loss;
    run.trainer.finish_epoch();
    CHECK(run.trainer.evaluate(train::Part::kTrain).loss < undecided);
    return undecided;
  };
  using enum spec::ClassWeights;
  const double entropy = std::log(kTokens), missed = 1 - 1.0 / kTokens;
  CHECK(loss_of(0.2, 0, kNone) == Approx(entropy));
  CHECK(loss_of(0, 2, kNone) == Approx(missed * missed * entropy));
  CHECK(loss_of(0, 0, kBalanced) == Approx(entropy));
  CHECK(loss_of(0.2, 0, kBalanced) == Approx(entropy));
}

TEST_CASE("sequences: every exact table of kernels trains to the same bits") {
  for (const auto& spec : {recurrent(7), attentive(7)}) {
    std::vector<float> want;
    for (const kernels::Kernels* k : kernels::available()) {
      if (!k->exact) continue;
      CAPTURE(std::string(k->name));
      Run run(spec, lines(40, 6), *k);
      run.trainer.step(50);
      if (want.empty()) want = toy::weights(run.trainer);
      CHECK(toy::weights(run.trainer) == want);
    }
    CHECK_FALSE(want.empty());
  }
}
