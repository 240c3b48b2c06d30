#include "session/model_file.h"

#include <cmath>

#include "base/error.h"
#include "base/random.h"
#include "data/rows.h"
#include "io/safetensors.h"
#include "session/predictor.h"
#include "support.h"

using namespace hunch;
using namespace with_session;

namespace {

constexpr const char* kTable =
    "size,colour,price\n1,red,10\n2,blue,22\n3,red,31\n4,blue,39\n5,red,52\n6,blue,58\n7,red,70\n"
    "8,blue,83\n9,red,88\n10,blue,101\n";

spec::ModelSpec table_spec() {
  spec::ModelSpec spec = moons();
  spec.data.source = spec::Source::kCsv;
  spec.data.csv.task = "regression";
  return spec;
}

bool refused(const std::string& bytes, const std::string& part) {
  try {
    session::load_model(bytes);
  } catch (const Error& error) {
    INFO(error.what());
    const bool found = std::string(error.what()).find(part) != std::string::npos;
    CHECK(found);
    return found;
  }
  return false;
}

/// The saved model with one metadata text replaced.
std::string with(const std::string& bytes, const std::string& key, const std::string& text) {
  io::Safetensors file = io::read_safetensors(bytes);
  for (auto& [name, value] : file.metadata) {
    if (name == key) value = text;
  }
  return io::write_safetensors(file);
}

}  // namespace

TEST_CASE("a saved model predicts what the session probes") {
  Session s = open(moons());
  s.train(120);
  const session::SavedModel model = session::load_model(session::save_model(s, "test"));
  CHECK(model.fingerprint == s.fingerprint());
  CHECK(spec::to_json(*model.spec, true) == spec::to_json(*s.spec(), true));
  CHECK(model.parameters == weights(s));
  const std::vector<double> raw = {0.3, -0.2};
  const session::Probe probe = s.probe(raw, 50);
  const session::Predictions p = session::predict(model, s.kernels(), raw, 50, s.spec()->seed);
  REQUIRE(p.probabilities.size() == 2);
  CHECK(p.probabilities[1] == probe.probabilities[1]);
  CHECK(static_cast<double>(p.entropy[0]) == probe.total);
  CHECK(static_cast<double>(p.expected_entropy[0]) == probe.aleatoric);
  CHECK(static_cast<double>(p.information[0]) == probe.epistemic);
  CHECK(p.mean.empty());
}

TEST_CASE("a saved model reads another table and answers in the target's own units") {
  Session s = open(table_spec(), kTable);
  s.train(2000);
  const session::SavedModel model = session::load_model(session::save_model(s, "test"));
  const std::string other = "colour;size\nred;2,5\nblue;9\ngreen;4\n";
  const auto read = data::read_rows(other, model.prepared.dataset.inputs, {});
  const auto& rows = std::get<data::Rows>(read);
  REQUIRE(rows.count() == 3);
  CHECK(rows.raw[0] == 2.5);
  CHECK(rows.warnings.size() == 1);  // no green in training
  const session::Predictions p = session::predict(model, s.kernels(), rows.raw, 400, 1);
  REQUIRE(p.mean.size() == 3);
  CHECK(p.mean[0] == doctest::Approx(25).epsilon(0.4));
  CHECK(p.mean[1] == doctest::Approx(90).epsilon(0.3));
  const session::Probe probe = s.probe(std::span(rows.raw).first(2), 400);
  CHECK(p.mean[0] == doctest::Approx(probe.mean));
  CHECK(p.deviation[0] == doctest::Approx(probe.deviation));
  CHECK(p.aleatoric[0] == doctest::Approx(std::sqrt(probe.aleatoric)));
  CHECK(p.epistemic[0] == doctest::Approx(std::sqrt(probe.epistemic)));
  for (std::size_t n = 0; n < 3; ++n) {
    CHECK(p.deviation[n] == doctest::Approx(std::hypot(p.aleatoric[n], p.epistemic[n])));
  }
}

TEST_CASE("a model file that does not fit its own spec is refused by name") {
  Session s = open(moons());
  s.train(5);
  const std::string bytes = session::save_model(s, "test");
  CHECK(refused(with(bytes, "spec", "{\"modle\":1}"), "/modle"));
  CHECK(refused(with(bytes, "recipe", "{}"), "recipe"));
  CHECK(refused(with(bytes, "recipe", "{"), "recipe"));
  CHECK(refused(with(bytes, "fingerprint", "0"), "fingerprint"));
  CHECK(refused(with(bytes, "residual_deviation", "-1"), "residual_deviation"));
  CHECK(refused(with(bytes, "residual_deviation", "null"), "residual_deviation"));
  CHECK(refused(file_text("tests/golden/tiny.safetensors"), "\"recipe\""));

  io::Safetensors file = io::read_safetensors(bytes);
  std::swap(file.tensors[0].shape[0], file.tensors[0].shape[1]);
  CHECK(refused(io::write_safetensors(file), "another shape"));
  file = io::read_safetensors(bytes);
  file.tensors[0].name = "something";
  CHECK(refused(io::write_safetensors(file), "no tensor \"hidden-1/weight\""));
  file = io::read_safetensors(bytes);
  file.tensors.push_back({"more", {1}, {0}});
  CHECK(refused(io::write_safetensors(file), "more tensors"));
  file = io::read_safetensors(bytes);
  file.tensors[1].values[0] = NAN;
  CHECK(refused(io::write_safetensors(file), "not finite"));
}

TEST_CASE("no damaged byte is taken for a model, and none breaks the reader") {
  Session s = open(table_spec(), kTable);
  s.train(5);
  const std::string whole = session::save_model(s, "test");
  Random random(9, Stream::kUser);
  int read = 0;
  for (int i = 0; i < 400; ++i) {
    std::string damaged = whole;
    const auto at = random.below(static_cast<std::uint32_t>(whole.size()));
    damaged[at] = static_cast<char>(random.below(256));
    try {
      const session::SavedModel model = session::load_model(damaged);
      CHECK(model.fingerprint == s.fingerprint());  // the weights are those that were saved
      ++read;
    } catch (const Error&) {
      continue;
    }
  }
  CHECK(read < 200);  // names and numbers of the metadata can change without a trace
}
