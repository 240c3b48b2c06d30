#include "session/documents.h"
#include "session/model_file.h"
#include "support.h"

using namespace hunch;
using namespace with_session;

namespace {

spec::ModelSpec text_spec() {
  using enum spec::LayerType;
  spec::ModelSpec spec;
  spec.data.source = spec::Source::kText;
  spec.model = {{.type = kEmbedding, .units = 8},
                {.type = kLstm, .units = 8, .returns = spec::Returns::kEveryStep},
                {.type = kDropout}};
  spec.training.batch = 16;
  spec.exact = true;
  return spec;
}

spec::ModelSpec series_spec() {
  spec::ModelSpec spec = text_spec();
  spec.data.source = spec::Source::kSeries;
  spec.data.series.window = 6;
  spec.data.series.horizon = 3;
  spec.model = {{.type = spec::LayerType::kLstm, .units = 8}, {.type = spec::LayerType::kDropout}};
  return spec;
}

std::string names() {
  std::string text;
  for (int i = 0; i < 60; ++i)
    text += std::string(static_cast<std::size_t>(1 + i % 5), 'a') + "b\n";
  return text;
}

std::string wave() {
  std::string text = "y\n";
  for (int i = 0; i < 120; ++i) text += std::to_string(i % 10) + "\n";
  return text;
}

}  // namespace

TEST_CASE("sequences: a session learns them; pictures that need a plane or images are empty") {
  for (const bool is_text : {true, false}) {
    Session session = open(is_text ? text_spec() : series_spec(), is_text ? names() : wave());
    const double before = session.trainer().evaluate(train::Part::kValidation).loss;
    for (int epoch = 0; epoch < 20; ++epoch) session.finish_epoch();
    CHECK(session.trainer().evaluate(train::Part::kValidation).loss < 0.9 * before);

    CHECK(session.points().x.empty());
    const int unit = 0;
    CHECK(session.unit_fields(0, {&unit, 1}, 5).empty());
    CHECK(session.surface(5, 3, 3).mean.empty());
    CHECK(session.draw(5, 1).mean.empty());
    CHECK(session.probe({}, 3).probabilities.empty());
    CHECK(session.probe_image({}, 3, 3).probabilities.empty());
    CHECK(session.review(3, 3).examples.empty());
    CHECK(session.examples(0, 3).pixels.empty());
    const auto outputs = session.stage_outputs({}, -1);
    CHECK(outputs.back().size() == static_cast<std::size_t>(session.network().head().width()));

    const session::Description& d = session.description();
    CHECK(d.inputs.empty());
    CHECK(d.axes.empty());
    CHECK(d.shape == (is_text ? Shape{7} : Shape{6, 1}));
    CHECK(session::description_json(d).find("\"inputs\":[]") != std::string::npos);
  }
}

TEST_CASE("sequences: a saved model comes back with its vocabulary or its scaling") {
  for (const bool is_text : {true, false}) {
    Session session = open(is_text ? text_spec() : series_spec(), is_text ? names() : wave());
    session.train(5);
    const session::SavedModel model = session::load_model(session::save_model(session, "test"));
    CHECK(model.fingerprint == session.fingerprint());
    CHECK(model.network.head() == session.network().head());
    const data::Dataset &a = model.prepared.dataset, &b = session.prepared().dataset;
    CHECK(a.class_names == b.class_names);
    CHECK(a.vocabulary == b.vocabulary);
    CHECK(a.feature_scaling.deviation == b.feature_scaling.deviation);
    CHECK(a.shape == b.shape);
    CHECK(a.answers == b.answers);
  }
}

TEST_CASE("sequences: another text starts anew, another rate does not") {
  Session session = open(text_spec(), names());
  session.train(5);
  const std::string other = names() + "abc\n";
  CHECK(session.apply(session.spec(), &other).outcome == session::Outcome::kRebuilt);
  CHECK(session.description().classes.back() == "c");
  session.train(5);
  spec::ModelSpec spec = text_spec();
  spec.training.rate = 0.001;
  CHECK(session.apply(build::valid(spec)).outcome == session::Outcome::kLive);
  CHECK(session.status().step == 5);
  spec.data.text.longest = 3;
  CHECK(session.apply(build::valid(spec)).outcome == session::Outcome::kRebuilt);
  const std::string useless = "a\n";
  CHECK(session.apply(session.spec(), &useless).outcome == session::Outcome::kRefused);
}

TEST_CASE("sequences: the same spec and text give the same bits") {
  const auto fingerprint = [] {
    Session session = open(text_spec(), names());
    session.train(20);
    return session.fingerprint();
  };
  CHECK(fingerprint() == fingerprint());
}

TEST_CASE("sequences: a batch too large for memory is refused before it is made") {
  spec::ModelSpec spec = text_spec();
  spec.data.text.unit = "windows";
  spec.data.text.longest = 4000;
  spec.training.batch = 512;
  std::string text;
  for (int i = 0; i < 2'500'000; ++i) text += static_cast<char>('!' + i * 7 % 90);
  const auto opened = Session::open(build::valid(spec), text);
  REQUIRE(std::holds_alternative<Issues>(opened));
  CHECK(std::get<Issues>(opened)[0].pointer == "/training/batch");
}
