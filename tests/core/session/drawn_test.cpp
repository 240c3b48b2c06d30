#include "support.h"

using namespace hunch;
using namespace with_session;

namespace {

/// A small convolutional network on `source`.
spec::ModelSpec small_cnn(spec::Source source) {
  using enum spec::LayerType;
  constexpr auto kRelu = spec::Activation::kRelu;
  spec::ModelSpec spec;
  spec.data.source = source;
  spec.data.samples = 2000;
  spec.model = {
      {.type = kConv2d, .filters = 8, .padding = spec::Padding::kSame, .activation = kRelu},
      {.type = kMaxPool2d},
      {.type = kConv2d, .filters = 16, .activation = kRelu},
      {.type = kMaxPool2d},
      {.type = kFlatten},
      build::dense(32, kRelu)};
  spec.training.rate = 0.005;
  spec.training.epochs = 6;
  return spec;
}

double accuracy(const spec::ModelSpec& spec) {
  Session session = open(spec);
  while (session.train(1000) > 0) {
  }
  return session.trainer().evaluate(train::Part::kValidation).accuracy;
}

}  // namespace

TEST_CASE("drawn images open without any other data, and a small network learns them") {
  CHECK(accuracy(small_cnn(spec::Source::kDigits)) > 0.95);
  CHECK(accuracy(small_cnn(spec::Source::kLetters)) > 0.85);
  CHECK(accuracy(small_cnn(spec::Source::kShapes)) > 0.95);
  CHECK(accuracy(small_cnn(spec::Source::kTextures)) > 0.88);
  CHECK(accuracy(small_cnn(spec::Source::kTones)) > 0.98);
}

TEST_CASE("a knob of drawn images makes the same run with other pixels") {
  spec::ModelSpec spec = small_cnn(spec::Source::kDigits);
  spec.data.samples = 50;
  Session session = open(spec);
  const auto before = session.prepared().dataset;
  spec.data.rotation = 60;
  CHECK(session.apply(build::valid(spec)).outcome == session::Outcome::kRebuilt);
  CHECK(session.prepared().dataset.targets == before.targets);
  CHECK(session.prepared().dataset.features != before.features);
}
