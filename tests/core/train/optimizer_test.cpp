#include "train/optimizer.h"

#include <algorithm>
#include <cmath>
#include <string_view>

#include "core/nn/build.h"
#include "golden/numbers.h"
#include "golden/optimizers.h"

using namespace hunch;
using golden::numbers;

namespace {

constexpr spec::Optimizer kKinds[] = {spec::Optimizer::kSgd,      spec::Optimizer::kMomentum,
                                      spec::Optimizer::kNesterov, spec::Optimizer::kRmsprop,
                                      spec::Optimizer::kAdagrad,  spec::Optimizer::kAdam,
                                      spec::Optimizer::kAdamw};
constexpr std::string_view kNames[] = {"sgd",     "momentum", "nesterov", "rmsprop",
                                       "adagrad", "adam",     "adamw"};

/// 2-2-1: nine parameters, weights 0-3 and 6-7, biases 4-5 and 8.
nn::Network small_network() {
  return build::network({build::dense(2, spec::Activation::kTanh)}, 2, {nn::Head::Kind::kValue, 1});
}

spec::TrainingSpec settings(spec::Optimizer kind) {
  spec::TrainingSpec t;
  t.optimizer = kind;
  t.weight_decay = 0.1;  // of which only AdamW takes notice
  return t;
}

/// The gradient that record.py makes at step `step`.
std::vector<float> gradient(std::span<const float> w, int step) {
  const std::vector<float> target = numbers(9, 0.5, 1.0);
  const std::vector<float> shake = numbers(9, 0.1, step);
  std::vector<float> g(9);
  for (std::size_t i = 0; i < 9; ++i) {
    g[i] = static_cast<float>(static_cast<double>(1 + i) * (static_cast<double>(w[i]) - target[i]) +
                              static_cast<double>(shake[i]));
  }
  return g;
}

}  // namespace

TEST_CASE("optimizers: 25 steps as PyTorch's, every kernel table") {
  const nn::Network net = small_network();
  for (const kernels::Kernels* k : kernels::available()) {
    for (const golden::OptimizerRun& want : golden::kOptimizers) {
      CAPTURE(std::string(k->name));
      CAPTURE(std::string(want.name));
      const auto name =
          std::find(std::begin(kNames), std::end(kNames), std::string_view(want.name));
      train::Optimizer optimizer(net, *k);
      optimizer.configure(settings(kKinds[name - std::begin(kNames)]));
      std::vector<float> w = numbers(9, 1.0, 0.2);
      for (int step = 0; step < 25; ++step) {
        // Half the gradient, doubled: the scale of clipping must reach every rule.
        std::vector<float> g = gradient(w, step);
        for (float& v : g) v *= 0.5f;
        optimizer.update(0.05, 2.0, w, g);
      }
      CHECK(optimizer.steps() == 25);
      for (std::size_t i = 0; i < 9; ++i) {
        CHECK(std::fabs(static_cast<double>(w[i]) - want.parameters[i]) < 3e-6);
      }
    }
  }
}

TEST_CASE("optimizer: another kind starts empty, the same kind goes on") {
  const nn::Network net = small_network();
  train::Optimizer optimizer(net, kernels::exact());
  optimizer.configure(settings(spec::Optimizer::kAdam));
  std::vector<float> w = numbers(9, 1.0, 0.2);
  optimizer.update(0.01, 1, w, gradient(w, 0));
  CHECK(optimizer.moments().size() == 18);
  CHECK(optimizer.moments()[0] != 0);

  spec::TrainingSpec faster = settings(spec::Optimizer::kAdam);
  faster.rate = 0.5;
  optimizer.configure(faster);
  CHECK(optimizer.steps() == 1);
  CHECK(optimizer.moments()[0] != 0);

  optimizer.configure(settings(spec::Optimizer::kAdamw));
  CHECK(optimizer.steps() == 0);
  CHECK(optimizer.moments()[0] == 0);
  optimizer.configure(settings(spec::Optimizer::kSgd));
  CHECK(optimizer.moments().empty());
  CHECK_FALSE(optimizer.restore(std::vector<float>(9), 3));
  CHECK(optimizer.restore({}, 3));
  CHECK(optimizer.steps() == 3);
}

TEST_CASE("AdamW: a decay beyond 1/rate cannot throw the weights past zero") {
  const nn::Network net = small_network();
  train::Optimizer optimizer(net, kernels::exact());
  spec::TrainingSpec t = settings(spec::Optimizer::kAdamw);
  t.weight_decay = 1e6;
  optimizer.configure(t);
  std::vector<float> w(9, 1.0f);
  optimizer.update(0.5, 1, w, std::vector<float>(9, 0.0f));
  CHECK(w[0] == 0.0f);
  CHECK(w[4] == 1.0f);  // a bias does not decay
}
