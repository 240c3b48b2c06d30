#include <algorithm>
#include <cmath>
#include <string_view>

#include "build.h"
#include "golden/networks.h"
#include "golden/numbers.h"
#include "nn/unit_fields.h"
#include "ops/binary_cross_entropy.h"
#include "ops/categorical_cross_entropy.h"
#include "ops/gaussian_nll.h"
#include "ops/huber.h"
#include "ops/mean_absolute_error.h"
#include "ops/mean_squared_error.h"

using namespace hunch;
using build::dense;
using build::dropout;
using golden::numbers;
using spec::Activation;
using Kind = nn::Head::Kind;

namespace {

constexpr int kRows = 6;
constexpr Activation kActivations[] = {
    Activation::kLinear,      Activation::kRelu,      Activation::kLeakyRelu, Activation::kElu,
    Activation::kGelu,        Activation::kSilu,      Activation::kSigmoid,   Activation::kTanh,
    Activation::kSoftplus,    Activation::kSelu,      Activation::kCelu,      Activation::kSoftsign,
    Activation::kHardsigmoid, Activation::kHardswish, Activation::kMish};
constexpr std::string_view kNames[] = {"linear", "relu",     "leaky_relu",   "elu",        "gelu",
                                       "silu",   "sigmoid",  "tanh",         "softplus",   "selu",
                                       "celu",   "softsign", "hard-sigmoid", "hard-swish", "mish"};

struct Objective {
  std::unique_ptr<ops::Loss> loss;
  nn::Head head;
  std::vector<float> target;
};

Objective objective_of(std::string_view name) {
  const std::vector<float> values = numbers(kRows, 1.5, 0.4);
  const auto classes = [](int k) {
    std::vector<float> t;
    for (int row = 0; row < kRows; ++row) t.push_back(static_cast<float>(5 * row % k));
    return t;
  };
  if (name == "mae") return {std::make_unique<ops::MeanAbsoluteError>(), {Kind::kValue, 1}, values};
  if (name == "huber") return {std::make_unique<ops::Huber>(0.7), {Kind::kValue, 1}, values};
  if (name == "binary") {
    return {std::make_unique<ops::BinaryCrossEntropy>(), {Kind::kLogit, 1}, classes(2)};
  }
  if (name == "categorical") {
    return {std::make_unique<ops::CategoricalCrossEntropy>(), {Kind::kLogits, 4}, classes(4)};
  }
  if (name == "gaussian") {
    return {std::make_unique<ops::GaussianNll>(), {Kind::kGaussian, 2}, values};
  }
  return {std::make_unique<ops::MeanSquaredError>(), {Kind::kValue, 1}, values};
}

/// A network with its memory, ready for forward and backward over kRows rows.
struct Run {
  Run(const nn::Network& net_, const Objective& objective_, const kernels::Kernels& k)
      : net(net_),
        objective(objective_),
        workspace(net, k, kRows, nn::Workspace::Use::kTraining),
        p(numbers(net.parameter_count(), 0.8, 0.3)),
        gradients(p.size(), 77.0f),
        scratch(ops::Loss::scratch_floats(kRows, net.head().outputs)) {
    context.kernels = &k;
    context.mode = ops::Mode::kTrain;
    context.random = {42, 0, 5, 0};
    const std::vector<float> x =
        numbers(static_cast<std::size_t>(kRows * net.feature_count()), 1.2, 0.1);
    std::copy(x.begin(), x.end(), workspace.input().begin());
  }
  double forward() {
    nn::forward(net, p, workspace, context, kRows);
    return objective.loss->forward(input());
  }
  void backward(bool overwrite) {
    objective.loss->backward(input(), workspace.output_gradient());
    nn::backward(net, p, workspace, context, kRows, gradients, overwrite);
  }
  std::span<const float> outputs() const {
    return workspace.output(static_cast<int>(net.steps().size()) - 1);
  }
  ops::LossInput input() {
    return {context.kernels, kRows, net.head().outputs, outputs(), objective.target, scratch};
  }

  const nn::Network& net;
  const Objective& objective;
  nn::Workspace workspace;
  ops::Context context;
  std::vector<float> p, gradients, scratch;
};

/// Relative distance of the whole gradient from central differences of the loss.
double gradient_error(Run& run) {
  run.forward();
  run.backward(true);
  double difference = 0;
  double size = 0;
  for (std::size_t i = 0; i < run.p.size(); ++i) {
    const float here = run.p[i];
    run.p[i] = here + 2e-3f;
    const double above = static_cast<double>(run.p[i]);
    const double up = run.forward();
    run.p[i] = here - 2e-3f;
    const double down = run.forward();
    const double numeric = (up - down) / (above - static_cast<double>(run.p[i]));
    run.p[i] = here;
    difference += std::pow(numeric - static_cast<double>(run.gradients[i]), 2);
    size += numeric * numeric;
  }
  return std::sqrt(difference / size);
}

}  // namespace

TEST_CASE("whole network: outputs, loss and gradients as PyTorch's, every kernel table") {
  for (const kernels::Kernels* k : kernels::available()) {
    for (const golden::NetworkRun& want : golden::kNetworks) {
      CAPTURE(std::string(k->name));
      CAPTURE(std::string(want.activation));
      CAPTURE(std::string(want.loss));
      const auto name =
          std::find(std::begin(kNames), std::end(kNames), std::string_view(want.activation));
      const Activation f = kActivations[name - std::begin(kNames)];
      const Objective objective = objective_of(want.loss);
      const nn::Network net = build::network({dense(5, f), dense(4, f)}, 3, objective.head);
      Run run(net, objective, *k);
      CHECK(run.forward() == doctest::Approx(want.value).epsilon(1e-5));
      run.backward(true);
      REQUIRE(want.outputs.size() == run.outputs().size());
      REQUIRE(want.gradients.size() == run.gradients.size());
      for (std::size_t i = 0; i < want.outputs.size(); ++i) {
        CHECK(std::fabs(static_cast<double>(run.outputs()[i]) - want.outputs[i]) < 2e-6);
      }
      for (std::size_t i = 0; i < want.gradients.size(); ++i) {
        CHECK(std::fabs(static_cast<double>(run.gradients[i]) - want.gradients[i]) < 3e-6);
      }
    }
  }
}

TEST_CASE("whole network: gradient for every activation and loss with the dropout masks held") {
  const kernels::Kernels& k = kernels::best();
  for (const Activation f : kActivations) {
    for (const char* loss : {"mse", "mae", "huber", "binary", "categorical", "gaussian"}) {
      CAPTURE(static_cast<int>(f));
      CAPTURE(std::string(loss));
      const Objective objective = objective_of(loss);
      const nn::Network net = build::network(
          {dropout(0.2), dense(7, f), dropout(0.3), dense(6, f), dropout(0.3)}, 3, objective.head);
      Run run(net, objective, k);
      CHECK(gradient_error(run) < 2e-3);
    }
  }
}

TEST_CASE("backward adds to the gradients unless told to overwrite them") {
  const Objective objective = objective_of("mse");
  const nn::Network net = build::network({dense(5, Activation::kTanh)}, 3, objective.head);
  Run run(net, objective, kernels::exact());
  run.forward();
  run.backward(true);
  const std::vector<float> once = run.gradients;
  run.backward(false);
  for (std::size_t i = 0; i < once.size(); ++i) {
    CHECK(run.gradients[i] == doctest::Approx(2.0 * static_cast<double>(once[i])));
  }
}

TEST_CASE("a lean workspace, a split run and a full one give the same bits") {
  const nn::Network net = build::network(
      {dense(9, Activation::kRelu), dropout(0.4), dense(8, Activation::kTanh), dropout(0.4)}, 3,
      {Kind::kLogits, 4});
  const kernels::Kernels& k = kernels::exact();
  const std::vector<float> p = numbers(net.parameter_count(), 0.8, 0.3);
  const std::vector<float> x = numbers(10 * 3, 1.2, 0.1);
  ops::Context context;
  context.kernels = &k;
  context.mode = ops::Mode::kSample;
  const int steps = static_cast<int>(net.steps().size());
  std::vector<float> full(40);
  nn::Workspace keeps(net, k, 10, nn::Workspace::Use::kForward);
  nn::forward_between(net, p, keeps, context, 10, 0, steps, x, full);

  nn::Workspace lean(net, k, 10, nn::Workspace::Use::kLean);
  CHECK(nn::Workspace::bytes_needed(net, k, 10, nn::Workspace::Use::kLean) <
        nn::Workspace::bytes_needed(net, k, 10, nn::Workspace::Use::kForward));
  std::vector<float> other(40);
  nn::forward_between(net, p, lean, context, 10, 0, steps, x, other);
  CHECK(other == full);

  for (const auto use : {nn::Workspace::Use::kForward, nn::Workspace::Use::kLean}) {
    for (int split = 1; split < steps; ++split) {
      nn::Workspace w(net, k, 10, use);
      std::copy(x.begin(), x.end(), w.input().begin());
      nn::forward(net, p, w, context, 10, 0, split);
      nn::forward(net, p, w, context, 10, split);
      const std::span<const float> y = w.output(steps - 1);
      CHECK(std::equal(y.begin(), y.end(), full.begin()));
    }
  }
  // The masks can be looked at; other steps have none.
  CHECK(keeps.mask(net.layers()[0].dropout_step) != nullptr);
  CHECK(keeps.mask(0) == nullptr);
}

TEST_CASE("unit fields: every unit's output, unit by unit, in chunks") {
  const nn::Network net =
      build::network({dense(5, Activation::kTanh), dropout(0.5)}, 2, {Kind::kValue, 1});
  const kernels::Kernels& k = kernels::exact();
  const std::vector<float> p = numbers(net.parameter_count(), 0.8, 0.3);
  const std::size_t n = 23;
  const std::vector<float> x = numbers(n * 2, 1.2, 0.1);
  nn::Workspace chunked(net, k, 7, nn::Workspace::Use::kForward);
  std::vector<float> hidden(5 * n), output(n);
  const std::span<float> fields[] = {hidden, output};
  nn::unit_fields(net, p, k, chunked, x, n, fields);
  for (std::size_t i = 0; i < n; ++i) {
    double sum = static_cast<double>(p[20]);
    for (std::size_t u = 0; u < 5; ++u) {
      const double z = static_cast<double>(x[2 * i]) * p[u] +
                       static_cast<double>(x[2 * i + 1]) * p[5 + u] + p[10 + u];
      CHECK(hidden[u * n + i] == doctest::Approx(std::tanh(z)).epsilon(1e-5));
      sum += std::tanh(z) * static_cast<double>(p[15 + u]);
    }
    CHECK(output[i] == doctest::Approx(sum).epsilon(1e-5));  // dropout is off
  }
}
