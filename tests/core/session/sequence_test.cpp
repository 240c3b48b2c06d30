#include <algorithm>

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

/// An encoder and a decoder of lines that are written backwards.
spec::ModelSpec pair_spec() {
  using enum spec::LayerType;
  spec::ModelSpec spec = text_spec();
  spec.data.text.separator = "=";
  spec.model = {
      {.type = kEmbedding, .units = 8, .name = "tokens"},
      {.type = kSource},
      {.type = kGru,
       .units = 8,
       .returns = spec::Returns::kEveryStep,
       .bidirectional = true,
       .name = "encoder"},
      {.type = kTarget, .name = "target", .inputs = {"tokens"}},
      {.type = kTransformerDecoder, .rate = 0.1, .heads = 2, .inputs = {"target", "encoder"}}};
  return spec;
}

std::string pairs() {
  std::string text;
  for (int i = 0; i < 60; ++i) {
    const std::string a(static_cast<std::size_t>(1 + i % 3), 'a'), b = i % 2 == 0 ? "b" : "bb";
    text += a + b + "=" + b + a + "\n";
  }
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

TEST_CASE("sequences: an encoder and a decoder learn pairs and answer a source") {
  Session session = open(pair_spec(), pairs());
  const double before = session.trainer().evaluate(train::Part::kValidation).loss;
  for (int epoch = 0; epoch < 80; ++epoch) session.finish_epoch();
  CHECK(session.trainer().evaluate(train::Part::kValidation).loss < 0.3 * before);
  CHECK(session.description().separator == session.prepared().dataset.separator);
  const session::Writing likeliest{{.temperature = 0}, 10, 1};
  const auto say = [&](const std::string& prompt) {
    std::string text;
    for (const auto& token : session.write_text(prompt, likeliest, 4, 0)) {
      text += session.description().classes[static_cast<std::size_t>(token.token)];
    }
    return text;
  };
  CHECK(say("aab=") == "baa");
  CHECK(say("abb") == "=bba");  // the separator is written where it lacks

  const session::SavedModel model = session::load_model(session::save_model(session, "test"));
  CHECK(model.network.separator() == session.network().separator());
  CHECK(model.prepared.dataset.separator == session.prepared().dataset.separator);
}

TEST_CASE("sequences: of an encoder and a decoder, maps tell where target and source lie") {
  Session session = open(pair_spec(), pairs());
  const session::SequenceStages stages = session.text_stages("aab=ba");
  REQUIRE(stages.length == 7);  // the end before it, and six
  REQUIRE(stages.attention.size() == 2);
  const session::AttentionMap &own = stages.attention[0], &cross = stages.attention[1];
  for (const session::AttentionMap* map : {&own, &cross}) {
    CHECK(map->spec_index == 4);
    CHECK(map->heads == 2);
    CHECK(map->steps == 3);
    CHECK(map->first_step == 4);
    REQUIRE(map->weights.size() == static_cast<std::size_t>(2 * 3 * map->seen));
    for (int row = 0; row < 6; ++row) {
      double sum = 0;
      for (int j = 0; j < map->seen; ++j)
        sum += static_cast<double>(map->weights[static_cast<std::size_t>(row * map->seen + j)]);
      CHECK(sum == doctest::Approx(1));
    }
  }
  CHECK(own.seen == 3);
  CHECK(own.first_seen == 4);
  CHECK(cross.seen == 5);
  CHECK(cross.first_seen == 0);

  // Each part's steps stand where they stand in the line.
  const auto is_zero = [&](std::size_t stage, std::size_t step) {
    const auto width = stages.outputs[stage].size() / session.description().shape.size();
    const auto begin = stages.outputs[stage].begin() + static_cast<std::ptrdiff_t>(step * width);
    return std::all_of(begin, begin + static_cast<std::ptrdiff_t>(width),
                       [](float v) { return v == 0; });
  };
  using Part = nn::Network::Part;
  CHECK(session.description().stages[2].part == Part::kSource);
  CHECK(session.description().stages[4].part == Part::kTarget);
  CHECK(session.description().stages[5].part == Part::kLine);
  for (std::size_t step = 0; step < 7; ++step) {
    CHECK(is_zero(2, step) == (step >= 5));
    CHECK(is_zero(4, step) == (step < 4));
  }
}
