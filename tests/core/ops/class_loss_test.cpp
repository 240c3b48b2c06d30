#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <memory>

#include "golden/losses.h"
#include "golden/numbers.h"
#include "jacobian.h"
#include "ops/binary_cross_entropy.h"
#include "ops/categorical_cross_entropy.h"
#include "ops/class_weights.h"
#include "ops/focal_loss.h"
#include "ops/kl_divergence.h"
#include "ops/label_divergence.h"
#include "ops/label_smoothing.h"
#include "ops/sequence_cross_entropy.h"
#include "ops/soft_binary_cross_entropy.h"

using namespace hunch;
using golden::numbers;

namespace {

using LossPointer = std::unique_ptr<const ops::Loss>;

LossPointer binary() { return std::make_unique<ops::BinaryCrossEntropy>(); }
LossPointer categorical() { return std::make_unique<ops::CategoricalCrossEntropy>(); }
LossPointer steps() { return std::make_unique<ops::SequenceCrossEntropy>(4); }
LossPointer focal(double gamma) { return std::make_unique<ops::FocalLoss>(gamma); }
LossPointer divergence(double share) { return std::make_unique<ops::LabelDivergence>(share); }
LossPointer smooth(LossPointer loss, double share) {
  return std::make_unique<ops::LabelSmoothing>(std::move(loss), share);
}
LossPointer weigh(LossPointer loss, std::vector<float> weights = {0.5f, 2.0f, 1.25f, 0.25f}) {
  return std::make_unique<ops::ClassWeights>(std::move(loss), std::move(weights));
}

const std::vector<float> kSteps = {2, 0, -1, -1, 1, 3, 3, 0, 2, -1, -1, -1};  // (3,4)

/// (6) classes as record_losses.py numbers them.
std::vector<float> class_of(int classes) {
  std::vector<float> target;
  for (int r = 0; r < 6; ++r) target.push_back(static_cast<float>(5 * r % classes));
  return target;
}

/// (B,4) probabilities of which each row sums to 1.
std::vector<float> distributions(int rows) {
  std::vector<float> q = numbers(static_cast<std::size_t>(4 * rows), 1.5, 0.4);
  kernels::exact().softmax(rows, 4, q.data(), q.data());
  return q;
}

std::vector<float> labels() {
  std::vector<float> there;
  for (int i = 0; i < 24; ++i) there.push_back(i % 3 == 0 ? 1.0f : 0.0f);
  return there;
}

/// Ink from 0 to 1, with both ends.
std::vector<float> shares() {
  std::vector<float> ink = numbers(6, 3, 0.4);
  kernels::exact().unary(kernels::Unary::kSigmoid, ink.size(), ink.data(), ink.data());
  ink[0] = 0;
  ink[1] = 1;
  return ink;
}

/// A loss with the logits that it is tried on.
struct Case {
  std::string name;
  LossPointer loss;
  int rows, outputs;
  std::vector<float> target;
};

std::vector<Case> cases() {
  std::vector<Case> all;
  all.push_back({"smoothed", smooth(categorical(), 0.1), 6, 4, class_of(4)});
  all.push_back({"smoothed binary", smooth(binary(), 0.2), 6, 1, class_of(2)});
  all.push_back({"smoothed steps", smooth(steps(), 0.2), 3, 16, kSteps});
  all.push_back({"weighted", weigh(categorical()), 6, 4, class_of(4)});
  all.push_back({"weighted binary", weigh(binary()), 6, 1, class_of(2)});
  all.push_back({"weighted steps", weigh(steps()), 3, 16, kSteps});
  all.push_back({"weighted smoothed", weigh(smooth(categorical(), 0.1)), 6, 4, class_of(4)});
  all.push_back({"weighted focal", weigh(focal(2)), 6, 4, class_of(4)});
  all.push_back({"binary focal", focal(1.5), 6, 1, class_of(2)});
  all.push_back({"categorical focal", focal(2), 6, 4, class_of(4)});
  all.push_back({"focal steps", focal(0.7), 3, 16, kSteps});
  all.push_back({"kl divergence", std::make_unique<ops::KlDivergence>(), 6, 4, distributions(6)});
  all.push_back({"several labels", binary(), 6, 4, labels()});
  all.push_back({"label divergence", divergence(0.1), 6, 4, class_of(4)});
  all.push_back({"step divergence", divergence(0.2), 3, 16, kSteps});
  all.push_back({"shares", std::make_unique<ops::SoftBinaryCrossEntropy>(), 6, 1, shares()});
  return all;
}

struct Result {
  double value;
  std::vector<float> gradient;
};

Result run(const ops::Loss& loss, const kernels::Kernels& k, int rows, std::vector<float> y,
           std::vector<float> target) {
  const int outputs = static_cast<int>(y.size()) / rows;
  std::vector<float> scratch(ops::Loss::scratch_floats(rows, outputs));
  const ops::LossInput in{&k, rows, outputs, y, target, scratch};
  std::vector<float> gradient(y.size(), 99.0f);
  const double value = loss.forward(in);
  loss.backward(in, gradient);
  return {value, gradient};
}

Result run(const ops::Loss& loss, int rows, std::vector<float> y, std::vector<float> target) {
  return run(loss, kernels::exact(), rows, std::move(y), std::move(target));
}

}  // namespace

TEST_CASE("losses over classes: gradients against central differences, every kernel table") {
  for (const kernels::Kernels* k : kernels::available()) {
    CAPTURE(std::string(k->name));
    for (const Case& c : cases()) {
      CAPTURE(c.name);
      const auto count = static_cast<std::size_t>(c.rows * c.outputs);
      jacobian::check_loss(*c.loss, *k, c.rows, c.outputs, numbers(count, 2, 0.3), c.target);
    }
  }
}

TEST_CASE("losses over classes: as PyTorch") {
  std::size_t found = 0;
  for (const kernels::Kernels* k : kernels::available()) {
    for (const Case& c : cases()) {
      for (const golden::LossRun& want : golden::kLossRuns) {
        if (c.name != want.name) continue;
        ++found;
        CAPTURE(c.name);
        const auto count = static_cast<std::size_t>(c.rows * c.outputs);
        const Result got = run(*c.loss, *k, c.rows, numbers(count, 2, 0.3), c.target);
        jacobian::check_close(got.value, want.value, 1e-6);
        REQUIRE(want.dy.size() == count);
        for (std::size_t i = 0; i < count; ++i) {
          CAPTURE(i);
          jacobian::check_close(got.gradient[i], want.dy[i], 1e-6);
        }
      }
    }
  }
  CHECK(found == golden::kLossRuns.size() * kernels::available().size());
}

TEST_CASE("losses over classes: at their neutral setting they are the plain cross-entropy") {
  const std::vector<float> y = numbers(24, 2, 0.3);
  const Result plain = run(*categorical(), 6, y, class_of(4));
  for (const LossPointer& loss : {smooth(categorical(), 0), weigh(categorical(), {1, 1, 1, 1})}) {
    const Result got = run(*loss, 6, y, class_of(4));
    CHECK(got.value == doctest::Approx(plain.value).epsilon(1e-12));
    CHECK(got.gradient == plain.gradient);
  }
  const Result unfocused = run(*focal(0), 6, y, class_of(4));
  CHECK(unfocused.value == doctest::Approx(plain.value).epsilon(1e-12));
  for (std::size_t i = 0; i < 24; ++i) {
    CHECK(unfocused.gradient[i] == doctest::Approx(static_cast<double>(plain.gradient[i])));
  }
  // A certain target distribution.
  std::vector<float> certain(24, 0.0f);
  for (std::size_t r = 0; r < 6; ++r) {
    certain[4 * r + static_cast<std::size_t>(class_of(4)[r])] = 1.0f;
  }
  const Result kl = run(ops::KlDivergence(), 6, y, certain);
  CHECK(kl.value == doctest::Approx(plain.value));
  const Result unsmoothed = run(*divergence(0), 6, y, class_of(4));
  CHECK(unsmoothed.value == doctest::Approx(plain.value));
}

TEST_CASE("label divergence: cross-entropy less the labels' entropy, so that 0 is reached") {
  const double labels = -0.925 * std::log(0.925) - 3 * 0.025 * std::log(0.025);
  const std::vector<float> y = numbers(24, 2, 0.3);
  const Result entropy = run(*smooth(categorical(), 0.1), 6, y, class_of(4));
  const Result got = run(*divergence(0.1), 6, y, class_of(4));
  CHECK(got.value == doctest::Approx(entropy.value - labels));
  for (std::size_t i = 0; i < 24; ++i) {
    CHECK(got.gradient[i] == doctest::Approx(static_cast<double>(entropy.gradient[i])));
  }
  const std::vector<float> best = {static_cast<float>(std::log(0.925 / 0.025)), 0, 0, 0};
  const Result least = run(*divergence(0.1), 1, best, {0});
  CHECK(std::fabs(least.value) < 1e-6);
  for (const float d : least.gradient) CHECK(std::fabs(d) < 1e-7);
}

TEST_CASE("soft binary cross-entropy: least where the share itself is told, finite far away") {
  const ops::SoftBinaryCrossEntropy loss;
  const auto logit = static_cast<float>(std::log(0.2 / 0.8));
  CHECK(std::fabs(run(loss, 1, {logit}, {0.2f}).gradient[0]) < 1e-7);
  CHECK(run(loss, 1, {logit}, {0.2f}).value ==
        doctest::Approx(-0.2 * std::log(0.2) - 0.8 * std::log(0.8)));
  for (const float ink : {0.0f, 1.0f}) {  // where it is the plain one
    for (const float z : {-3.0f, 0.5f, 40.0f}) {
      CHECK(run(loss, 1, {z}, {ink}).value == doctest::Approx(run(*binary(), 1, {z}, {ink}).value));
    }
  }
  for (const float z : {200.0f, 1e6f, 1e30f}) {
    CHECK(run(loss, 1, {z}, {0.25f}).value == doctest::Approx(0.75 * static_cast<double>(z)));
    CHECK(run(loss, 1, {-z}, {0.25f}).value == doctest::Approx(0.25 * static_cast<double>(z)));
  }
  CHECK(std::isnan(run(loss, 1, {std::numeric_limits<float>::quiet_NaN()}, {0.5f}).value));
}

TEST_CASE("label smoothing: least where the right class has the share that it asks for") {
  // p = 0.925 and 0.025 three times; 0.9 and 0.1.
  const std::vector<float> best = {static_cast<float>(std::log(0.925 / 0.025)), 0, 0, 0};
  const LossPointer loss = smooth(categorical(), 0.1);
  for (const float d : run(*loss, 1, best, {0}).gradient) CHECK(std::fabs(d) < 1e-7);
  const double least = run(*loss, 1, best, {0}).value;
  CHECK(run(*loss, 1, {best[0] + 1, 0, 0, 0}, {0}).value > least);
  CHECK(run(*loss, 1, {best[0] - 1, 0, 0, 0}, {0}).value > least);
  const auto surest = static_cast<float>(std::log(0.9 / 0.1));
  CHECK(std::fabs(run(*smooth(binary(), 0.2), 1, {surest}, {1}).gradient[0]) < 1e-7);
  CHECK(std::fabs(run(*smooth(binary(), 0.2), 1, {-surest}, {0}).gradient[0]) < 1e-7);
}

TEST_CASE("focal loss: a sure right answer counts for little, a wrong one in full") {
  const double entropy = std::log1p(std::exp(-3.0)), missed = 1 / (1 + std::exp(3.0));
  CHECK(run(*focal(2), 1, {3}, {1}).value == doctest::Approx(missed * missed * entropy));
  CHECK(run(*focal(2), 1, {3, 0}, {0}).value == doctest::Approx(missed * missed * entropy));
  CHECK(run(*focal(2), 1, {-12}, {1}).value == doctest::Approx(12).epsilon(1e-4));
}

TEST_CASE("losses over classes stay finite for enormous logits") {
  for (const float z : {50.0f, 200.0f, 1e6f, 1e30f}) {
    for (const double gamma : {0.0, 0.5, 1.0, 2.0}) {
      const Result right = run(*focal(gamma), 1, {z}, {1});
      CHECK(right.value >= 0);
      CHECK(right.value < 1e-20);
      CHECK(std::fabs(right.gradient[0]) < 1e-10);
      const Result wrong = run(*focal(gamma), 1, {z}, {0});
      CHECK(wrong.value == doctest::Approx(static_cast<double>(z)));
      CHECK(wrong.gradient[0] == doctest::Approx(1.0));
      const Result best = run(*focal(gamma), 1, {z, 0, -z}, {0});
      CHECK(best.value >= 0);
      CHECK(best.value < 1e-20);
      for (const float d : best.gradient) CHECK(std::fabs(d) < 1e-10);
      const Result many = run(*focal(gamma), 1, {z, 0, -z}, {1});
      CHECK(many.value == doctest::Approx(static_cast<double>(z)));
      CHECK(many.gradient[0] == doctest::Approx(1.0));
      CHECK(many.gradient[1] == doctest::Approx(-1.0));
    }
    const Result kl = run(ops::KlDivergence(), 1, {z, 0}, {0.25f, 0.75f});
    const double divergence =
        0.25 * std::log(0.25) + 0.75 * std::log(0.75) + 0.75 * static_cast<double>(z);
    CHECK(kl.value == doctest::Approx(divergence));
    CHECK(kl.gradient[0] == doctest::Approx(0.75));
    const Result smoothed = run(*smooth(categorical(), 0.1), 1, {z, 0, -z}, {1});
    CHECK(smoothed.value == doctest::Approx(static_cast<double>(z)));
  }
}

TEST_CASE("losses over classes: a logit that is not a number shows, except where nothing counts") {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  for (const LossPointer& loss :
       {focal(2), smooth(categorical(), 0.1), weigh(categorical()), focal(0), divergence(0.1)}) {
    const Result r = run(*loss, 1, {nan, 0}, {1});
    CHECK(std::isnan(r.value));
    CHECK(std::isnan(r.gradient[0]));
  }
  CHECK(std::isnan(run(*focal(2), 1, {nan}, {1}).value));
  CHECK(std::isnan(run(*smooth(binary(), 0.1), 1, {nan}, {1}).value));
  const Result kl = run(ops::KlDivergence(), 1, {0, nan}, {1, 0});
  CHECK(std::isnan(kl.value));
  CHECK(std::isnan(kl.gradient[1]));
  for (const LossPointer& loss :
       {focal(1), divergence(0.1), smooth(std::make_unique<ops::SequenceCrossEntropy>(2), 0.1),
        weigh(std::make_unique<ops::SequenceCrossEntropy>(2), {1, 1})}) {
    const Result r = run(*loss, 1, {0, 0, nan, nan}, {1, -1});
    CHECK(r.value > 0);
    CHECK(r.gradient[2] == 0);
    CHECK(r.gradient[3] == 0);
    const Result none = run(*loss, 1, {1, 2, 3, 4}, {-1, -1});
    CHECK(none.value == 0);
    for (const float d : none.gradient) CHECK(d == 0);
  }
}

TEST_CASE("several labels: each is learned by itself, summed over them") {
  const Result both = run(*binary(), 2, {1, -2, 0.5f, 3}, {1, 0, 0, 1});
  double sum = 0;
  for (const auto& [z, t] : {std::pair{1.0f, 1.0f}, {-2.0f, 0.0f}, {0.5f, 0.0f}, {3.0f, 1.0f}}) {
    sum += run(*binary(), 1, {z}, {t}).value;
  }
  CHECK(both.value == doctest::Approx(sum / 2));
}
