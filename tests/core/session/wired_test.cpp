#include <algorithm>
#include <cmath>

#include "session/checkpoint.h"
#include "support.h"

using namespace hunch;
using namespace with_session;
using session::Outcome;
using spec::LayerSpec;
using spec::LayerType;

namespace {

LayerSpec layer(LayerType type, std::string name = {}, std::vector<std::string> inputs = {}) {
  LayerSpec made;
  made.type = type;
  made.name = std::move(name);
  made.inputs = std::move(inputs);
  return made;
}

LayerSpec linear(int units, std::string name = {}) {
  LayerSpec made = build::dense(units, spec::Activation::kLinear);
  made.name = std::move(name);
  return made;
}

LayerSpec relu() {
  LayerSpec made = layer(LayerType::kActivation);
  made.activation = spec::Activation::kRelu;
  return made;
}

/// A stem, then a residual block of two dense layers with batch norm, and dropout behind the sum.
std::vector<LayerSpec> residual() {
  return {linear(12, "stem"),
          linear(12),
          layer(LayerType::kBatchNorm),
          relu(),
          linear(12),
          layer(LayerType::kBatchNorm, "block"),
          layer(LayerType::kAdd, "sum", {"stem", "block"}),
          relu(),
          build::dropout(0.1)};
}

spec::ModelSpec residual_moons() {
  spec::ModelSpec spec = moons();
  spec.data.samples = 300;
  spec.model = residual();
  return spec;
}

/// Two columns of numbers, and whether they lie on the same side of 4.
std::string sides() {
  std::string csv = "a,b,same\n";
  for (int i = 0; i < 240; ++i) {
    const double a = (i * 37 % 83) / 10.0, b = (i * 53 % 79) / 10.0;
    csv += std::to_string(a) + "," + std::to_string(b) + "," + ((a > 4) == (b > 4) ? "yes" : "no") +
           "\n";
  }
  return csv;
}

double accuracy(const Session& s) { return s.history().back().train.accuracy; }

Outcome apply(Session& s, const spec::ModelSpec& spec) {
  const session::Applied applied = s.apply(build::valid(spec));
  for (const Issue& issue : applied.issues) MESSAGE(issue.pointer, ": ", issue.allowed);
  return applied.outcome;
}

}  // namespace

TEST_CASE("a residual network with batch norm learns points and a table") {
  Session points = open(residual_moons());
  for (int i = 0; i < 30; ++i) points.finish_epoch();
  CHECK(accuracy(points) > 0.95);

  spec::ModelSpec spec = residual_moons();
  spec.data.source = spec::Source::kCsv;
  Session table = open(spec, sides());
  for (int i = 0; i < 60; ++i) table.finish_epoch();
  CHECK(accuracy(table) > 0.9);
  CHECK(table.description().features == std::vector<std::string>{"a", "b"});
}

TEST_CASE("every picture of a wired network is there, and looking changes nothing") {
  Session s = open(residual_moons());
  s.train(40);
  const std::string before = s.fingerprint();
  const session::Description d = s.description();
  REQUIRE(d.stages.size() == 10);
  CHECK(d.layers.size() == 6);  // stem, dense, norm, dense, norm, output

  const session::Surface surface = s.surface(12, 20, 20);
  CHECK(surface.complete);
  CHECK(std::any_of(surface.epistemic.begin(), surface.epistemic.end(),
                    [](float doubt) { return doubt > 1e-4F; }));
  const std::vector<int> few = {0, 3};
  const std::vector<float> norm = s.unit_fields(2, few, 8);
  CHECK(norm.size() == 2 * 64);

  // Of each stage what was asked for: a sum is that of what it reads, point by point.
  std::vector<std::vector<int>> wanted(d.stages.size());
  for (const std::size_t k : {0u, 5u, 6u, 7u}) wanted[k] = {2, 11, -1, 99};
  const auto fields = s.stage_fields(wanted, 8);
  REQUIRE(fields.size() == d.stages.size());
  CHECK(fields[1].empty());
  for (std::size_t i = 0; i < 2 * 64; ++i) {
    CHECK(fields[6][i] == doctest::Approx(fields[0][i] + fields[5][i]).epsilon(1e-5));
    CHECK(fields[7][i] == std::max(fields[6][i], 0.0F));
  }
  for (std::size_t i = 2 * 64; i < 4 * 64; ++i) CHECK(fields[6][i] == 0);  // no such units
  const std::vector<int> third = {2};
  const std::vector<float> stem = s.unit_fields(0, third, 8);
  CHECK(std::equal(stem.begin(), stem.end(), fields[0].begin()));

  // At one input: the same numbers as the probe has of the layers that learn.
  const std::vector<double> at = {0.3, -0.2};
  const session::Probe probe = s.probe(at, 30);
  const auto values = s.stage_values(at);
  REQUIRE(values.size() == d.stages.size());
  CHECK(values[0] == probe.outputs[0]);
  CHECK(values[2] == probe.outputs[2]);
  CHECK(values[9] == probe.outputs[5]);
  CHECK(values[6].size() == 12);
  CHECK(s.draw(8, 3).mean.size() == 64);

  // The units behind the sum sleep in one pass or another, as the pass that is drawn has them.
  int slept = 0;
  for (std::uint64_t pass = 0; pass < 50; ++pass) {
    const auto awake = s.stage_awake(pass);
    REQUIRE(awake.size() == d.stages.size());
    CHECK(awake[4].empty());
    REQUIRE(awake[8].size() == 12);
    slept += static_cast<int>(std::count(awake[8].begin(), awake[8].end(), 0));
    CHECK(s.stage_awake(pass) == awake);
  }
  CHECK(slept > 30);
  CHECK(slept < 95);
  CHECK(s.fingerprint() == before);
}

TEST_CASE("units told asleep are those of the pass that is drawn") {
  Session s = open(moons());
  for (std::uint64_t pass = 0; pass < 5; ++pass) {
    const auto stages = s.stage_awake(pass);
    const auto layers = s.draw(4, pass).awake;
    CHECK(stages[1] == layers[0]);
    CHECK(stages[3] == layers[1]);
  }
}

TEST_CASE("names and what learns nothing change while a wired network runs") {
  Session s = open(residual_moons());
  s.train(30);
  const std::vector<float> before = weights(s);

  spec::ModelSpec renamed = residual_moons();
  renamed.model[0].name = "start";
  renamed.model[6].inputs = {"start", "block"};
  CHECK(apply(s, renamed) == Outcome::kLive);
  spec::ModelSpec bare = renamed;  // without the activation and dropout behind the sum
  bare.model.resize(7);
  CHECK(apply(s, bare) == Outcome::kLive);
  // Dropout on the way round: the sum reads it, the weights stay.
  spec::ModelSpec round = bare;
  round.model.insert(round.model.begin() + 1, build::dropout(0.3));
  round.model[1].name = "round";
  round.model[1].inputs = {"start"};
  round.model[2].inputs = {"start"};
  round.model[7].inputs = {"round", "block"};
  CHECK(apply(s, round) == Outcome::kLive);
  const auto read_by_sum = [&] {
    const auto& steps = s.network().steps();
    return std::find_if(steps.begin(), steps.end(),
                        [](const auto& step) { return step.join != nullptr; })
        ->from[0];
  };
  CHECK(s.network().steps()[static_cast<std::size_t>(read_by_sum())].op->name() == "dropout");
  // And it moves from there to the block.
  spec::ModelSpec moved = round;
  moved.model[2].inputs = {"round"};
  moved.model[7].inputs = {"start", "block"};
  CHECK(apply(s, moved) == Outcome::kLive);
  CHECK(read_by_sum() == s.network().layers()[0].output_step);
  CHECK(weights(s) == before);
  CHECK(s.status().step == 30);
  CHECK(s.train(5) == 5);
}

TEST_CASE("other wiring of what learns starts anew") {
  Session s = open(residual_moons());
  s.train(10);
  spec::ModelSpec other = residual_moons();
  other.model[6].type = LayerType::kMultiply;
  CHECK(apply(s, other) == Outcome::kRebuilt);
  CHECK(s.status().step == 0);
  s.train(10);
  other.model[4].inputs = {"stem"};
  other.model[4].name = "second";
  // What stood before it is read by nobody now: told with the layer, and all stays as it was.
  const session::Applied applied = s.apply(build::valid(other));
  CHECK(applied.outcome == Outcome::kRefused);
  REQUIRE(applied.issues.size() == 1);
  CHECK(applied.issues[0].pointer == "/model/3");
  CHECK(s.status().step == 10);
}

TEST_CASE("a wired run goes on from its checkpoint, running statistics and all") {
  Session s = open(residual_moons());
  s.train(25);
  const auto bytes = session::pack(s.trainer().checkpoint());
  Session again = open(residual_moons());
  REQUIRE(again.restore(*session::unpack(bytes)));
  CHECK(again.fingerprint() == s.fingerprint());
  s.train(25);
  again.train(25);
  CHECK(again.fingerprint() == s.fingerprint());
}

TEST_CASE("a norm's bias can be typed, its gain is no bias") {
  Session s = open(residual_moons());
  CHECK(s.set_weight(2, -1, 4, 0.75F));
  bool found = false;
  for (const nn::ParameterView& view : s.network().views()) {
    if (view.layer != 2) continue;
    const float value = s.parameters()[view.offset + 4];
    if (nn::is_bias(view)) found = value == 0.75F;
    if (view.name.ends_with("/gain")) CHECK(value == 1);
  }
  CHECK(found);
  CHECK_FALSE(s.set_weight(2, 0, 0, 1));
}

TEST_CASE("layers that do not fit one another are told with their field") {
  spec::ModelSpec spec = moons();
  spec.model = {linear(8, "a"), linear(6, "b"), layer(LayerType::kAdd, {}, {"a", "b"})};
  const auto opened = Session::open(build::valid(spec));
  const auto* issues = std::get_if<Issues>(&opened);
  REQUIRE(issues != nullptr);
  CHECK(issues->front().pointer == "/model/2");
  CHECK(issues->front().allowed == "[add] inputs (8), (6): need the same shape");

  // Widths that grow from layer to layer end in a refusal, not in memory.
  spec.model = {linear(512, "w0"), linear(512, "w1")};
  for (int i = 2; i < 40; ++i) {
    spec.model.push_back(layer(LayerType::kConcat, "w" + std::to_string(i),
                               {"w" + std::to_string(i - 1), "w" + std::to_string(i - 2)}));
  }
  const auto huge = Session::open(build::valid(spec));
  REQUIRE(std::get_if<Issues>(&huge) != nullptr);
  CHECK(std::get<Issues>(huge).front().pointer == "/model/11");
}
