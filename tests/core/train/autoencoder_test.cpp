#include <algorithm>
#include <cmath>

#include "data/augment.h"
#include "toy.h"
#include "train/network_for.h"

using namespace hunch;

namespace {

constexpr int kSide = 6;
constexpr std::size_t kPixels = std::size_t{kSide} * kSide;

/// Images of 6 x 6 with a bright row or column, asked for themselves: paper is -0.5, ink 2.
data::Dataset lines(int rows, bool shares = false) {
  data::Dataset d = toy::regression(rows);
  d.feature_names.clear();
  d.shape = {kSide, kSide, 1};
  d.answers = static_cast<int>(kPixels);
  d.itself = shares ? data::Affine{0.4, 0.2} : data::Affine{};  // paper 0, ink 1
  d.target_scaling = shares ? data::Scaling{{0}, {1}} : data::Scaling{{0.2}, {0.4}};
  d.targets.clear();
  d.target_raw.clear();
  d.features.assign(d.count() * kPixels, -0.5f);
  for (std::size_t n = 0; n < d.count(); ++n) {
    for (std::size_t i = 0; i < kSide; ++i) {
      const std::size_t place = (n / 2 + n / 12) % kSide;  // all of them in both parts
      d.features[n * kPixels + (n % 2 == 0 ? place * kSide + i : i * kSide + place)] = 2;
    }
  }
  return d;
}

/// Through six numbers and back.
spec::ModelSpec narrow(spec::Loss loss = spec::Loss::kAuto) {
  spec::ModelSpec spec;
  spec.data.source = spec::Source::kDigits;
  spec.data.goal = "autoencoding";
  spec.model = {{.type = spec::LayerType::kFlatten},
                build::dense(6, spec::Activation::kLinear),
                build::dense(24, spec::Activation::kTanh)};
  spec.training.loss = loss;
  spec.training.batch = 16;
  spec.training.epochs = 400;
  return spec;
}

struct Run {
  Run(const spec::ModelSpec& spec, data::Dataset data_)
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

TEST_CASE("an autoencoder's output has the shape of its images, a pixel an answer") {
  const Run dense(narrow(), lines(40));
  CHECK(dense.network.head() ==
        nn::Head{nn::Head::Kind::kValue, 1, static_cast<int>(kPixels), true, false});
  CHECK(dense.network.steps().back().output == Shape{kSide, kSide, 1});
  CHECK(dense.network.layers().back().title == "Output");
  CHECK(dense.network.views().back().name == "output/bias");

  // Of maps with the image's sides, each pixel is told from the same one.
  spec::ModelSpec maps = narrow();
  maps.model = {{.type = spec::LayerType::kConv2d, .filters = 5, .padding = spec::Padding::kSame}};
  const Run across(maps, lines(40));
  CHECK(across.network.steps().back().output == Shape{kSide, kSide, 1});
  const nn::ParameterView& weight = across.network.views()[2];
  CHECK(weight.name == "output/weight");
  CHECK(weight.count() == 5);

  maps.model[0].padding = spec::Padding::kValid;
  try {
    const Run cut(maps, lines(40));
    FAIL("taken");
  } catch (const nn::LayerError& error) {
    CHECK(
        std::string(error.what()) ==
        "[output] input (4,4,5): needs (6,6,C), the size of the image that is told, or (D) units");
    CHECK(error.spec_index == -1);
  }
}

TEST_CASE("an autoencoder learns to tell lines through six numbers") {
  using enum spec::Loss;
  for (const spec::Loss loss : {kAuto, kMse, kHuber, kBinaryCrossEntropy}) {
    CAPTURE(static_cast<int>(loss));
    Run run(narrow(loss), lines(120, loss == kBinaryCrossEntropy));
    const train::Metrics before = run.trainer.evaluate(train::Part::kValidation);
    run.trainer.step(2000);
    const train::Metrics after = run.trainer.evaluate(train::Part::kValidation);
    CHECK(after.loss < before.loss / 10);
    CHECK(after.rmse < 0.05);  // of full ink; the mean image alone is off by 0.37
    CHECK(after.r2 > 0.98);
  }
}

TEST_CASE("absolute errors are least where each pixel is what it is most often: paper") {
  Run run(narrow(spec::Loss::kMae), lines(120));
  run.trainer.step(2000);
  // One pixel of six is ink, 2.5 deviations away.
  CHECK(run.trainer.evaluate(train::Part::kValidation).loss < 0.43);
}

TEST_CASE("an autoencoder is measured in ink, pixel by pixel") {
  // No weights: it tells one number everywhere, scaled 0 (ink 0.2) or a probability of 1/2.
  for (const bool shares : {false, true}) {
    CAPTURE(shares);
    Run run(narrow(shares ? spec::Loss::kBinaryCrossEntropy : spec::Loss::kMse), lines(40, shares));
    for (std::size_t i = 0; i < run.network.parameter_count(); ++i) {
      CHECK(run.trainer.set_parameter(i, 0));
    }
    const double told = shares ? 0.5 : 0.2, ink = 1.0 / kSide;
    const double squares = ink * (1 - told) * (1 - told) + (1 - ink) * told * told;
    const train::Metrics m = run.trainer.evaluate(train::Part::kTrain);
    CHECK(m.rmse == doctest::Approx(std::sqrt(squares)));
    CHECK(m.loss == doctest::Approx(shares ? std::log(2.0) : squares / 0.16));
    CHECK(run.trainer.residual_deviation() == 0);
  }
}

TEST_CASE("noise that is put on images is no part of what is to be told, a shift is") {
  data::Dataset d = lines(8);
  const std::span<const float> images = d.features;
  const auto apply = [&](const spec::AugmentSpec& how, std::vector<float>& seen,
                         std::vector<float>& clean) {
    seen.assign(images.begin(), images.end());
    clean.assign(images.size(), 99);
    data::Augment(how, d.shape, 3).apply(5, seen, clean);
  };
  std::vector<float> seen, clean, moved, still;
  apply({.jitter = 0.5}, seen, clean);
  CHECK(std::ranges::equal(clean, images));
  CHECK_FALSE(std::ranges::equal(seen, images));
  apply({.shift = 2}, moved, clean);
  CHECK(clean == moved);
  CHECK_FALSE(std::ranges::equal(moved, images));
  apply({.shift = 2, .jitter = 0.5}, seen, clean);
  CHECK(clean == moved);
  CHECK(seen != moved);
}

TEST_CASE("a denoising autoencoder takes noise away that it was not shown before") {
  spec::ModelSpec spec = narrow();
  Run plain(spec, lines(120));
  spec.data.augment.jitter = 1;
  Run denoising(spec, lines(120));
  plain.trainer.step(2000);
  denoising.trainer.step(2000);

  const auto off = [](const Run& run) {
    data::Dataset noisy = run.data;
    Random random(77, Stream::kUser);
    for (float& value : noisy.features) value += static_cast<float>(random.normal());
    nn::Workspace workspace(run.network, kernels::exact(), static_cast<int>(noisy.count()),
                            nn::Workspace::Use::kForward);
    std::copy(noisy.features.begin(), noisy.features.end(), workspace.input().begin());
    ops::Context context;
    context.kernels = &kernels::exact();
    nn::forward(run.network, run.trainer.parameters(), workspace, context,
                static_cast<int>(noisy.count()));
    const auto told = workspace.output(static_cast<int>(run.network.steps().size()) - 1);
    double squares = 0;
    for (std::size_t i = 0; i < noisy.features.size(); ++i) {
      squares += std::pow(static_cast<double>(told[i] - run.data.features[i]), 2);
    }
    return std::sqrt(squares / static_cast<double>(noisy.features.size()));
  };
  CHECK(off(denoising) < 0.7 * off(plain));
  CHECK(off(denoising) < 0.6);  // the noise itself is 1
}
