#include <algorithm>

#include "toy.h"

using namespace hunch;

namespace {

/// Images of 6 x 6 with a bright row (class 0) or column (class 1).
data::Dataset lines(int rows) {
  data::Dataset d = toy::sectors(rows, 2);
  d.feature_names.clear();
  d.shape = {6, 6, 1};
  d.features.assign(d.count() * 36, 0.0f);
  for (std::size_t n = 0; n < d.count(); ++n) {
    d.targets[n] = static_cast<float>(n % 2);
    for (std::size_t i = 0; i < 6; ++i) {
      const std::size_t place = n / 2 % 6;
      d.features[n * 36 + (n % 2 == 0 ? place * 6 + i : i * 6 + place)] = 2;
    }
  }
  return d;
}

toy::Run run_of(const spec::AugmentSpec& how) {
  spec::ModelSpec spec = toy::small_spec();
  spec.data.source = spec::Source::kImages;
  spec.data.augment = how;
  spec.model.insert(spec.model.begin(), {.type = spec::LayerType::kFlatten});
  return toy::Run(spec, lines(80));
}

bool same(std::span<const float> a, std::span<const float> b) { return std::ranges::equal(a, b); }

}  // namespace

TEST_CASE("augmented training is repeatable, goes on from a checkpoint, and is another run") {
  const spec::AugmentSpec how{.shift = 1, .rotate = 10, .jitter = 0.1, .mirror = true};
  toy::Run a = run_of(how), b = run_of(how), plain = run_of({});
  a.trainer.step(10);
  b.trainer.step(4);
  const train::Checkpoint between = b.trainer.checkpoint();
  b.trainer.step(3);
  CHECK(b.trainer.restore(between));
  b.trainer.step(6);
  plain.trainer.step(10);
  CHECK(same(a.trainer.parameters(), b.trainer.parameters()));
  CHECK_FALSE(same(a.trainer.parameters(), plain.trainer.parameters()));
}

TEST_CASE("measures are of the images as they are") {
  toy::Run augmented = run_of({.jitter = 1}), plain = run_of({});
  for (const train::Part part : {train::Part::kTrain, train::Part::kValidation}) {
    CHECK(augmented.trainer.evaluate(part).loss == plain.trainer.evaluate(part).loss);
  }
  augmented.trainer.step(1);
  CHECK(augmented.data.features == plain.data.features);
  CHECK(augmented.data.targets == plain.data.targets);
}
