#include <algorithm>
#include <cmath>

#include "base/random.h"
#include "core/nn/build.h"
#include "data/prepare.h"
#include "train/trainer.h"
#include "uncertainty/posterior.h"
#include "uncertainty/predictive.h"

// What MC dropout does on whole problems, and what it cannot do: the numbers of
// docs/UNCERTAINTY.md, printed as they are measured.

using namespace hunch;
using build::dense;
using build::dropout;
using spec::Activation;

namespace {

/// A trained network with its data.
struct Trained {
  explicit Trained(const spec::ModelSpec& wanted)
      : spec(build::valid(wanted)),
        prepared(std::get<data::Prepared>(data::prepare(spec))),
        network(spec, prepared.dataset.shape,
                nn::head_for(spec->training.loss, prepared.dataset.class_count())),
        trainer(spec, prepared.dataset, network, kernels::best()) {
    trainer.step(1u << 30);
  }

  /// Adds `samples` samples of the raw outputs at each raw input (n,R).
  void probe(const std::vector<double>& raw, int samples, uncertainty::Predictive& to) const {
    const std::size_t n = to.points();
    std::vector<float> features(n * static_cast<std::size_t>(network.feature_count()));
    prepared.map.apply(raw, n, features);
    uncertainty::McDropout posterior(network, trainer.parameters(), kernels::best(), spec->seed,
                                     ops::MaskScope::kPerRow);
    posterior.set_points(features, n);
    std::vector<float> y(n);
    for (int k = 0; k < samples; ++k) {
      posterior.sample(static_cast<std::uint64_t>(k), y);
      to.add(y);
    }
  }
  std::size_t points(const std::vector<double>& raw) const {
    return raw.size() / static_cast<std::size_t>(prepared.dataset.input_count());
  }

  /// Mean over the inputs of the raw output's deviation; a logit is read as a value.
  double mean_deviation(const std::vector<double>& raw) const {
    uncertainty::Predictive moments({nn::Head::Kind::kValue, 1}, points(raw), 0, 0);
    probe(raw, 200, moments);
    std::vector<float> variance(moments.points());
    moments.epistemic_variance(variance);
    double sum = 0;
    for (const float v : variance) sum += std::sqrt(static_cast<double>(v));
    return sum / static_cast<double>(variance.size());
  }

  /// Share of the inputs where the samples all but agree: mutual information below 0.01 nats.
  double share_agreed(const std::vector<double>& raw) const {
    uncertainty::Predictive classes(network.head(), points(raw), 0, 0);
    probe(raw, 200, classes);
    std::vector<float> information(classes.points());
    classes.mutual_information(information);
    return static_cast<double>(std::count_if(information.begin(), information.end(),
                                             [](float v) { return v < 0.01f; })) /
           static_cast<double>(information.size());
  }

  spec::ValidSpec spec;
  data::Prepared prepared;
  nn::Network network;
  train::Trainer trainer;
};

spec::ModelSpec two_hidden(Activation f, double rate) {
  spec::ModelSpec s;
  s.model = {dense(64, f), dropout(rate), dense(64, f), dropout(rate)};
  return s;
}

std::vector<double> line(double low, double high, int count) {
  std::vector<double> x;
  for (int i = 0; i < count; ++i) x.push_back(low + (high - low) * i / (count - 1));
  return x;
}

}  // namespace

TEST_CASE("two spirals are learned, and the logit scatters more beyond the data than on it") {
  double worst = 1;
  double least = 1e9;
  double mean = 0;
  double agreed = 0;
  const int seeds = 5;
  for (int seed = 1; seed <= seeds; ++seed) {
    spec::ModelSpec s = two_hidden(Activation::kRelu, 0.1);
    s.data.source = spec::Source::kSpiral;
    s.seed = static_cast<std::uint64_t>(seed);
    const Trained run(s);
    worst = std::min(worst, run.trainer.evaluate(train::Part::kValidation).accuracy);
    const std::vector<double>& on = run.prepared.dataset.raw;
    double reach = 0;
    for (const double v : on) reach = std::max(reach, std::fabs(v));
    std::vector<double> beyond;  // a ring at three times the data's reach
    for (int i = 0; i < 200; ++i) {
      beyond.push_back(3 * reach * std::cos(i * 0.0314159));
      beyond.push_back(3 * reach * std::sin(i * 0.0314159));
    }
    const double ratio = run.mean_deviation(beyond) / run.mean_deviation(on);
    least = std::min(least, ratio);
    mean += ratio / seeds;
    agreed += run.share_agreed(beyond) / seeds;
  }
  MESSAGE("two spirals, five seeds: worst validation accuracy "
          << worst << "; deviation of the logit beyond / on the data " << mean << ", least "
          << least << "; share of that ring where all samples agree on the class " << agreed);
  CHECK(worst > 0.97);
  CHECK(least > 3);
  CHECK(agreed > 0.2);  // and still no entropy shows it there
}

namespace {

/// Mean deviation in the gap (6, 7.5) and beyond [0, 10], over that on the data.
struct Ratios {
  double gap = 0;
  double beyond = 0;
};

Ratios x_sin_x(Activation f, int seeds) {
  Ratios mean;
  for (int seed = 1; seed <= seeds; ++seed) {
    spec::ModelSpec s = two_hidden(f, 0.05);
    s.data.source = spec::Source::kXSinX;
    s.data.features = {spec::Feature::kX};
    s.seed = static_cast<std::uint64_t>(seed);
    const Trained run(s);
    const double on = run.mean_deviation(run.prepared.dataset.raw);
    const double gap = run.mean_deviation(line(6.2, 7.3, 40));
    const double left = run.mean_deviation(line(-5, -2, 40));
    const double right = run.mean_deviation(line(12, 15, 40));
    mean.gap += gap / on / seeds;
    mean.beyond += (left + right) / 2 / on / seeds;
  }
  return mean;
}

}  // namespace

TEST_CASE("x sin x with a gap: ReLU notices the gap and the outside, tanh hardly does") {
  const Ratios relu = x_sin_x(Activation::kRelu, 5);
  MESSAGE("x sin x, ReLU, dropout 0.05: deviation in the gap / on the data "
          << relu.gap << ", beyond / on " << relu.beyond);
  CHECK(relu.gap > 1.1);
  CHECK(relu.beyond > 3);
  const Ratios tanh = x_sin_x(Activation::kTanh, 5);
  MESSAGE("x sin x, tanh, dropout 0.05: gap / on " << tanh.gap << ", beyond / on " << tanh.beyond);
  CHECK(tanh.beyond < 1.3);  // blind: every tanh is saturated out there
  CHECK(tanh.beyond > 0.7);
}

// 1-50-1, twenty points in two clusters: exact inference is about six times less sure between them.
TEST_CASE("one hidden layer is not less sure between two clusters, at any rate") {
  for (const double rate : {0.02, 0.1, 0.2}) {
    double mean = 0;
    const int seeds = 5;
    for (int seed = 1; seed <= seeds; ++seed) {
      spec::ModelSpec s;
      s.model = {dense(50, Activation::kTanh), dropout(rate)};
      s.data.source = spec::Source::kGap;
      s.data.features = {spec::Feature::kX};
      s.data.samples = 30;
      s.data.gap = 0.6;
      s.seed = static_cast<std::uint64_t>(seed);
      s.training.epochs = 2000;
      const Trained run(s);
      mean +=
          run.mean_deviation(line(4, 6, 20)) / run.mean_deviation(run.prepared.dataset.raw) / seeds;
    }
    MESSAGE("1-50-1 tanh, dropout " << rate << ": between two clusters / on them " << mean);
    CHECK(mean < 2);
  }
}

// y = w z x / (1-p): sd = |w x| sqrt(p/(1-p)) for every number of examples, where the exact
// posterior of a straight line through 0 with noise s has s x / sqrt(sum x^2).
TEST_CASE("dropout of fixed rate does not concentrate as examples come in") {
  const double rate = 0.1;
  const double noise = 0.1;
  const double at = 1.5;
  double first = 0;
  for (const int count : {10, 1000, 20000}) {
    spec::ModelSpec s;
    s.model = {dropout(rate)};
    s.training.epochs = count == 10 ? 400 : 20;
    s.training.schedule = spec::Schedule::kCosine;
    s.training.schedule_factor = 0.01;
    data::Dataset d;
    d.task = data::Task::kRegression;
    d.feature_names = {"x"};
    d.shape = {1};
    d.target_scaling = {{0.0}, {1.0}};
    Random random(5, Stream::kUser);
    double squares = 0;
    for (int i = 0; i < count; ++i) {
      const double x = random.uniform(-1.7, 1.7);
      squares += x * x;
      d.features.push_back(static_cast<float>(x));
      d.targets.push_back(static_cast<float>(1.3 * x + noise * random.normal()));
      d.target_raw.push_back(0);
      d.is_train.push_back(1);
    }
    const spec::ValidSpec valid = build::valid(s);
    const nn::Network network(valid, {1}, {nn::Head::Kind::kValue, 1});
    train::Trainer trainer(valid, d, network, kernels::best());
    trainer.step(1u << 30);

    uncertainty::McDropout posterior(network, trainer.parameters(), kernels::best(), 1,
                                     ops::MaskScope::kPerRow);
    const std::vector<float> x(20000, static_cast<float>(at));
    posterior.set_points(x, x.size());
    std::vector<float> y(x.size());
    posterior.sample(0, y);
    double sum = 0;
    double sum_squares = 0;
    for (const float v : y) {
      sum += static_cast<double>(v);
      sum_squares += static_cast<double>(v) * static_cast<double>(v);
    }
    const double n = static_cast<double>(y.size());
    const double deviation = std::sqrt(sum_squares / n - sum * sum / n / n);
    const double weight = static_cast<double>(trainer.parameters()[0]);
    CHECK(deviation ==
          doctest::Approx(std::fabs(weight * at) * std::sqrt(rate / (1 - rate))).epsilon(0.03));
    MESSAGE("N = " << count << ": dropout deviation " << deviation << ", exact posterior "
                   << noise * at / std::sqrt(squares));
    if (first == 0) first = deviation;
    CHECK(deviation > 0.8 * first);
    CHECK(deviation < 1.25 * first);
  }
}
