#include "bench/works.h"

#include <array>
#include <string>
#include <utility>
#include <vector>

#include "base/random.h"
#include "data/dataset.h"
#include "nn/network.h"
#include "spec/validate.h"
#include "train/network_for.h"
#include "train/trainer.h"
#include "uncertainty/posterior.h"

namespace hunch::bench {
namespace {

constexpr char kSpiral[] = R"({"model": [{"type": "dense", "units": 64, "activation": "tanh"},
    {"type": "dense", "units": 64, "activation": "tanh"}],
    "training": {"batch": 32, "optimizer": "adam"}})";
constexpr char kMnist[] = R"({"model": [{"type": "dense", "units": 256, "activation": "relu"},
    {"type": "dense", "units": 128, "activation": "relu"}],
    "training": {"batch": 64, "optimizer": "adam", "rate": 0.001}})";
constexpr char kImages[] = R"({"data": {"source": "digits"}, "model": [
    {"type": "conv2d", "filters": 8, "kernel": 5, "activation": "relu"},
    {"type": "max-pool2d", "size": 2},
    {"type": "conv2d", "filters": 16, "kernel": 5, "activation": "relu"},
    {"type": "max-pool2d", "size": 2}],
    "training": {"batch": 32, "optimizer": "adam", "rate": 0.001}})";
constexpr char kSeries[] =
    R"({"data": {"source": "series"}, "model": [{"type": "lstm", "units": 64}],
    "training": {"batch": 32, "optimizer": "adam", "rate": 0.001}})";
constexpr char kText[] = R"({"data": {"source": "text"}, "model": [
    {"type": "embedding", "units": 64}, {"type": "learned-position"},
    {"type": "transformer-block", "heads": 4, "hidden": 256, "activation": "gelu", "causal": true, "rate": 0},
    {"type": "transformer-block", "heads": 4, "hidden": 256, "activation": "gelu", "causal": true, "rate": 0},
    {"type": "layer-norm"}],
    "training": {"batch": 16, "optimizer": "adam", "rate": 0.001}})";
constexpr char kDropout[] = R"({"model": [{"type": "dense", "units": 64, "activation": "tanh"},
    {"type": "dropout", "rate": 0.1}, {"type": "dense", "units": 64, "activation": "tanh"},
    {"type": "dropout", "rate": 0.1}]})";

std::vector<float> uniform(std::size_t n, std::uint64_t seed) {
  Random random(seed, Stream::kUser);
  std::vector<float> x(n);
  for (float& v : x) v = static_cast<float>(random.uniform(-1, 1));
  return x;
}

class Peak final : public Work {
 public:
  explicit Peak(const kernels::Kernels& kernels) : kernels_(kernels) {}
  double run() override { return kernels::burn_multiply_add(kernels_, 20'000); }

 private:
  const kernels::Kernels& kernels_;
};

/// C (512,512) = A (512,512) B (512,512).
class Gemm final : public Work {
 public:
  explicit Gemm(const kernels::Kernels& kernels)
      : kernels_(kernels),
        a_(uniform(kSize * kSize, 1)),
        b_(uniform(kSize * kSize, 2)),
        c_(kSize * kSize),
        scratch_(kernels.gemm_scratch(kSize, kSize, kSize)) {}
  double run() override {
    kernels_.gemm(kernels::Trans::kNo, kernels::Trans::kNo, kSize, kSize, kSize, a_.data(), kSize,
                  b_.data(), kSize, false, nullptr, c_.data(), kSize,
                  scratch_.empty() ? nullptr : scratch_.data());
    return 2.0 * kSize * kSize * kSize;
  }

 private:
  static constexpr int kSize = 512;
  const kernels::Kernels& kernels_;
  std::vector<float> a_, b_, c_, scratch_;
};

/// Rows of random features, all for training, whose targets are not there yet.
data::Dataset rows(std::size_t count, const Shape& shape) {
  data::Dataset d;
  d.shape = shape;
  d.target_scaling = {{0.0}, {1.0}};
  d.features = uniform(count * shape.size(), 3);
  d.is_train.assign(count, 1);
  for (std::size_t i = 0; i < count; ++i) d.origin.push_back(static_cast<std::int32_t>(i));
  return d;
}

/// Adds what is asked of each row: target(its features).
template <class Target>
data::Dataset with_targets(data::Dataset d, Target target) {
  for (std::size_t i = 0; i < d.count(); ++i) {
    d.targets.push_back(target(d.features.data() + i * d.shape.size()));
  }
  d.target_raw.assign(d.targets.begin(), d.targets.end());
  return d;
}

/// The class is decided by the first two features, so that there is something to learn.
data::Dataset in_classes(std::size_t count, const Shape& shape, int classes) {
  data::Dataset d = rows(count, shape);
  for (int k = 0; k < classes; ++k) d.class_names.push_back(std::to_string(k));
  return with_targets(std::move(d), [classes](const float* x) {
    const int quarter = (x[0] > 0 ? 1 : 0) + (x[1] > 0 ? 2 : 0);
    return static_cast<float>(quarter % classes);
  });
}

/// Series of one number a step; the target is the sum of the last two.
data::Dataset series(std::size_t count, int steps) {
  data::Dataset d = rows(count, {steps, 1});
  d.task = data::Task::kRegression;
  return with_targets(std::move(d),
                      [steps](const float* x) { return x[steps - 2] + x[steps - 1]; });
}

/// Errors: a spec with an issue, so that what is measured is never the nearest valid one.
spec::ValidSpec valid(const char* json) {
  const spec::Checked checked = spec::validate(json);
  if (checked.valid()) return checked.spec;
  const Issue& issue = checked.issues.front();
  throw Error("[bench] " + issue.pointer + " " + issue.value + ": needs " + issue.allowed);
}

/// Texts of `steps` tokens, 1 to vocabulary - 1, of which each but every fourth follows from the
/// one before; asked for is the next one at every step.
data::Dataset texts(std::size_t count, int steps, int vocabulary) {
  data::Dataset d = rows(count, {steps});
  d.vocabulary = vocabulary;
  d.answers = steps;
  d.next = true;
  for (int k = 0; k < vocabulary; ++k) d.class_names.push_back(std::to_string(k));
  int token = 1;
  for (float& x : d.features) {
    const int jump = x > 0.5f ? static_cast<int>(x * 100) : 0;  // x is uniform in [-1,1)
    x = static_cast<float>(token);
    token = 1 + (5 * token + 2 + jump) % (vocabulary - 1);
    d.targets.push_back(static_cast<float>(token));
  }
  d.target_raw.assign(d.targets.begin(), d.targets.end());
  return d;
}

/// Whole training steps as the page runs them: batch, forward, loss, backward, optimizer. The
/// metrics after an epoch are no part of it, so the run goes back to its start before the epoch
/// ends.
class Training final : public Work {
 public:
  Training(const char* json, data::Dataset data, std::uint64_t steps,
           const kernels::Kernels& kernels)
      : spec_(valid(json)),
        data_(std::move(data)),
        network_(train::network_for(spec_, data_)),
        trainer_(spec_, data_, network_, kernels),
        start_(trainer_.checkpoint()),
        steps_(steps),
        batch_(spec_->training.batch) {}
  double run() override {
    if (trainer_.steps() + steps_ >= trainer_.steps_per_epoch()) trainer_.restore(start_);
    return static_cast<double>(trainer_.step(steps_)) * batch_;
  }

 private:
  spec::ValidSpec spec_;
  data::Dataset data_;
  nn::Network network_;
  train::Trainer trainer_;
  train::Checkpoint start_;
  std::uint64_t steps_;
  int batch_;
};

/// 100 samples over 2,500 points, fresh masks for each point.
class Samples final : public Work {
 public:
  explicit Samples(const kernels::Kernels& kernels)
      : spec_(valid(kDropout)),
        network_(spec_, {2}, nn::head_for(spec::Loss::kAuto, 2)),
        parameters_(initial(network_)),
        points_(uniform(2 * kPoints, 4)),
        outputs_(kPoints),
        posterior_(network_, parameters_, kernels, 5, ops::MaskScope::kPerRow) {}
  double run() override {
    posterior_.set_points(points_, kPoints);
    for (std::uint64_t k = 0; k < kSamples; ++k) posterior_.sample(k, outputs_);
    return static_cast<double>(kSamples * kPoints);
  }

 private:
  static std::vector<float> initial(const nn::Network& network) {
    std::vector<float> parameters(network.parameter_count());
    network.initialize(6, parameters);
    return parameters;
  }
  static constexpr std::size_t kPoints = 2500;
  static constexpr std::uint64_t kSamples = 100;
  spec::ValidSpec spec_;
  nn::Network network_;
  std::vector<float> parameters_;  // (P)
  std::vector<float> points_;      // (2500,2)
  std::vector<float> outputs_;     // (2500,1)
  uncertainty::McDropout posterior_;
};

}  // namespace

std::span<const std::string_view> names() {
  static constexpr std::array<std::string_view, 8> all = {"peak",       "mlp-spiral", "mlp-mnist",
                                                          "cnn-mnist",  "lstm",       "transformer",
                                                          "mc-dropout", "gemm-512"};
  return all;
}

std::unique_ptr<Work> make(std::size_t number, const kernels::Kernels& kernels) {
  switch (number) {
    case 0:
      return std::make_unique<Peak>(kernels);
    case 1:
      return std::make_unique<Training>(kSpiral, in_classes(100'000, {2}, 2), 128, kernels);
    case 2:
      return std::make_unique<Training>(kMnist, in_classes(10'000, {784}, 10), 4, kernels);
    case 3:
      return std::make_unique<Training>(kImages, in_classes(10'000, {28, 28, 1}, 10), 4, kernels);
    case 4:
      return std::make_unique<Training>(kSeries, series(10'000, 50), 4, kernels);
    case 5:
      return std::make_unique<Training>(kText, texts(2'000, 64, 65), 1, kernels);
    case 6:
      return std::make_unique<Samples>(kernels);
    case 7:
      return std::make_unique<Gemm>(kernels);
    default:
      return nullptr;
  }
}

}  // namespace hunch::bench
