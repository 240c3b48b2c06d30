#include <cmath>
#include <limits>

#include "support.h"

using namespace hunch;
using namespace with_session;
using session::Applied;
using session::Outcome;

namespace {

Outcome outcome(Session& session, const spec::ModelSpec& spec) {
  const Applied applied = session.apply(build::valid(spec));
  CHECK(applied.issues.empty() == (applied.outcome != Outcome::kRefused));
  return applied.outcome;
}

constexpr const char* kTable = "a,b,kind\n1,2,x\n2,1,y\n3,5,x\n4,1,y\n5,9,x\n6,2,y\n7,8,x\n8,1,y\n";

}  // namespace

TEST_CASE("the same spec changes nothing") {
  Session s = open(moons());
  s.train(20);
  const std::string before = s.fingerprint();
  CHECK(outcome(s, moons()) == Outcome::kSame);
  spec::ModelSpec titled = moons();
  titled.view.title = "Moons";
  CHECK(outcome(s, titled) == Outcome::kSame);
  CHECK(s.spec()->view.title == "Moons");
  CHECK(s.fingerprint() == before);
  CHECK(s.status().step == 20);
}

TEST_CASE("settings of training, rates and activations change while it runs") {
  Session s = open(moons());
  s.train(20);
  const std::vector<float> before = weights(s);
  spec::ModelSpec next = moons();
  next.training.rate = 0.001;
  CHECK(outcome(s, next) == Outcome::kLive);
  CHECK(s.status().rate == 0.001);
  next.model[1].rate = 0.5;
  next.model[2].activation = spec::Activation::kRelu;
  CHECK(outcome(s, next) == Outcome::kLive);
  CHECK(s.description().layers[0].dropout == 0.5);
  CHECK(s.description().layers[1].activation == spec::Activation::kRelu);
  CHECK(weights(s) == before);
  CHECK(s.status().step == 20);

  // And the network really computes with it: a ReLU is never below zero.
  const std::vector<double> origin = {0.2, -0.4};
  const session::Probe probe = s.probe(origin, 1);
  for (const float value : probe.outputs[1]) CHECK(value >= 0);
  CHECK(s.train(5) == 5);
}

TEST_CASE("drawn points keep the weights and the steps") {
  Session s = open(moons());
  s.train(23);
  const std::vector<float> before = weights(s);
  const std::size_t history = s.history().size();
  spec::ModelSpec next = moons();
  next.data.points = {{0.5, 0.5, 1}, {0, 0, 0}};
  next.data.removed = {3};
  CHECK(outcome(s, next) == Outcome::kLive);
  CHECK(weights(s) == before);
  CHECK(s.status().step == 23);
  CHECK(s.history().size() == history);
  CHECK(s.points().x.size() == 100 + 2 - 1);
  CHECK(s.train(10) == 10);
  CHECK(weights(s) != before);
}

TEST_CASE("points and another optimizer in one change keep the weights, too") {
  Session s = open(moons());
  s.train(23);
  const std::vector<float> before = weights(s);
  spec::ModelSpec next = moons();
  next.data.points = {{0.5, 0.5, 1}};
  next.training.optimizer = spec::Optimizer::kSgd;
  CHECK(outcome(s, next) == Outcome::kLive);
  CHECK(weights(s) == before);
  CHECK(s.train(3) == 3);
}

TEST_CASE("a dropout layer comes and goes, the weights stay") {
  spec::ModelSpec bare = moons();
  bare.model = {moons().model[0], moons().model[2]};
  Session s = open(bare);
  s.train(20);
  const std::vector<float> before = weights(s);
  CHECK_FALSE(s.description().stochastic);
  CHECK(outcome(s, moons()) == Outcome::kLive);
  CHECK(s.description().stochastic);
  CHECK(weights(s) == before);
  CHECK(outcome(s, bare) == Outcome::kLive);
  CHECK(weights(s) == before);
}

TEST_CASE("one kind of dropout becomes another, and any rate another, the weights stay") {
  spec::ModelSpec next = moons();
  next.model[2] = build::noise(spec::LayerType::kDropconnect, 0.2);
  Session s = open(next);
  s.train(20);
  const std::vector<float> before = weights(s);
  for (const spec::LayerType type :
       {spec::LayerType::kGaussianDropout, spec::LayerType::kAlphaDropout}) {
    next.model[1] = build::noise(type, 0.3);
    CHECK(outcome(s, next) == Outcome::kLive);
    next.model[1].rate = 0.1;
    CHECK(outcome(s, next) == Outcome::kLive);
    CHECK(weights(s) == before);
  }
  CHECK(s.description().stochastic);
  for (spec::LayerSpec& layer : next.model) layer.rate = 0;
  CHECK(outcome(s, next) == Outcome::kLive);
  CHECK_FALSE(s.description().stochastic);
  next.model[2].rate = 0.5;
  CHECK(outcome(s, next) == Outcome::kLive);
  CHECK(s.description().stochastic);
  CHECK(weights(s) == before);
  CHECK(s.status().step == 20);
  CHECK(s.train(10) == 10);
  CHECK(weights(s) != before);
}

TEST_CASE("other data, seed, units or weights' layout start anew") {
  const auto rebuilds = [](const spec::ModelSpec& next) {
    Session s = open(moons());
    s.train(20);
    CHECK(outcome(s, next) == Outcome::kRebuilt);
    CHECK(s.status().step == 0);
    CHECK(s.history().empty());
    Session fresh = open(next);
    CHECK(s.fingerprint() == fresh.fingerprint());
    s.train(30);
    fresh.train(30);
    CHECK(s.fingerprint() == fresh.fingerprint());
  };
  spec::ModelSpec next = moons();
  next.data.noise = 0.3;
  rebuilds(next);
  next = moons();
  next.seed = 2;
  rebuilds(next);
  next = moons();
  next.model[0].units = 9;
  rebuilds(next);
  next = moons();
  next.model.resize(2);
  rebuilds(next);
}

TEST_CASE("a loss with another output layer starts anew, one with the same does not") {
  Session s = open(curve());
  s.train(20);
  spec::ModelSpec next = curve();
  next.training.loss = spec::Loss::kHuber;
  CHECK(outcome(s, next) == Outcome::kLive);
  CHECK(s.status().step == 20);
  next.training.loss = spec::Loss::kGaussianNll;
  CHECK(outcome(s, next) == Outcome::kRebuilt);
  CHECK(s.description().head.outputs == 2);
  CHECK(s.status().step == 0);
}

TEST_CASE("tables are replaced or refused as a whole") {
  spec::ModelSpec spec = moons();
  spec.data.source = spec::Source::kCsv;
  Session s = open(spec, kTable);
  CHECK(s.description().target == "kind");
  s.train(8);
  const std::string before = s.fingerprint();

  const std::string broken = "a,b\n1,\"2\n";
  const Applied refused = s.apply(build::valid(spec), &broken);
  CHECK(refused.outcome == Outcome::kRefused);
  CHECK(!refused.issues.empty());
  CHECK(s.fingerprint() == before);
  CHECK(s.train(1) == 1);

  spec::ModelSpec target = spec;
  target.data.csv.target = "c";
  CHECK(s.apply(build::valid(target)).outcome == Outcome::kRefused);
  target.data.csv.target = "a";
  CHECK(s.apply(build::valid(target)).outcome == Outcome::kRebuilt);
  CHECK(s.description().target == "a");

  const std::string same = kTable;
  CHECK(s.apply(build::valid(target), &same).outcome == Outcome::kSame);
  const std::string other = same + "9,9,z\n10,3,z\n";
  CHECK(s.apply(build::valid(target), &other).outcome == Outcome::kRebuilt);
  CHECK(s.points().x.size() == 10);
}

TEST_CASE("reset and run again is the same run") {
  Session s = open(moons());
  s.train(57);
  const std::string once = s.fingerprint();
  const auto history = s.history();
  s.reset();
  CHECK(s.status().step == 0);
  CHECK(s.history().empty());
  CHECK(s.fingerprint() == open(moons()).fingerprint());
  s.train(20);
  s.train(37);
  CHECK(s.fingerprint() == once);
  REQUIRE(s.history().size() == history.size());
  CHECK(s.history().back().train.loss == history.back().train.loss);
}

TEST_CASE("going back in time is exact, and so is going on from there") {
  Session s = open(moons());
  std::vector<std::string> prints = {s.fingerprint()};
  for (int epoch = 1; epoch <= 12; ++epoch) {
    s.finish_epoch();
    prints.push_back(s.fingerprint());
  }
  for (const std::uint64_t epoch : {7u, 0u, 11u, 3u}) {
    CHECK(s.seek(epoch) == epoch);
    CHECK(s.fingerprint() == prints[static_cast<std::size_t>(epoch)]);
    CHECK(s.status().epoch == epoch);
  }
  s.seek(3);
  for (int epoch = 4; epoch <= 9; ++epoch) s.finish_epoch();
  CHECK(s.fingerprint() == prints[9]);
  // Beyond what is kept: the latest there is.
  CHECK(s.seek(1000) == 9);
}

TEST_CASE("a long run keeps places to go back to all along it") {
  spec::ModelSpec spec = moons();
  spec.training.epochs = 1000;
  Session s = open(spec);
  while (s.train(1000) > 0) continue;
  CHECK(s.status().stop.kind == train::Stop::Kind::kEpochs);
  for (const std::uint64_t epoch : {900u, 500u, 130u, 33u}) {
    const std::uint64_t at = s.seek(epoch);
    CHECK(at <= epoch);
    CHECK(at + 33 > epoch);
  }
  s.seek(500);
  const std::uint64_t at = s.status().epoch;
  Session fresh = open(spec);
  fresh.train(at * fresh.status().steps_per_epoch);
  CHECK(s.fingerprint() == fresh.fingerprint());
}

TEST_CASE("a run that ended goes on when asked, for as many epochs again") {
  spec::ModelSpec spec = moons();
  spec.training.epochs = 4;
  Session s = open(spec);
  s.train(1000);
  CHECK(s.status().epoch == 4);
  CHECK(s.train(1) == 0);
  s.resume();
  s.train(1000);
  CHECK(s.status().epoch == 8);
}

TEST_CASE("weights typed in are taken where they exist") {
  Session s = open(moons());
  CHECK(s.set_weight(0, 1, 2, 0.75f));
  CHECK(s.parameters()[1 * 8 + 2] == 0.75f);
  CHECK(s.set_weight(0, -1, 3, -2.0f));
  CHECK(s.parameters()[2 * 8 + 3] == -2.0f);
  const std::vector<float> before = weights(s);
  CHECK_FALSE(s.set_weight(0, 2, 0, 1));
  CHECK_FALSE(s.set_weight(0, 0, 8, 1));
  CHECK_FALSE(s.set_weight(3, 0, 0, 1));
  CHECK_FALSE(s.set_weight(-1, 0, 0, 1));
  CHECK_FALSE(s.set_weight(0, 0, -1, 1));
  CHECK_FALSE(s.set_weight(0, 0, 0, std::numeric_limits<float>::quiet_NaN()));
  CHECK_FALSE(s.set_weight(0, 0, 0, std::numeric_limits<float>::infinity()));
  CHECK(weights(s) == before);
}
