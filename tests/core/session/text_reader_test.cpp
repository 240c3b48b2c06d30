#include "session/text_reader.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "data/text.h"
#include "data/tokens.h"
#include "session/session.h"

using namespace hunch;
using session::Session;

namespace {

/// A network over lines of "abab..." whose next letter is certain once it has learned.
Session trained(double rate = 0.2) {
  std::string text;
  for (int line = 0; line < 40; ++line) text += line % 2 == 0 ? "ababab\n" : "babab\n";
  const std::string spec =
      R"({"data":{"source":"text"},"seed":3,"training":{"epochs":30,"rate":0.02,"batch":8},
          "model":[{"type":"embedding","units":6},{"type":"gru","units":12,"returns":"every-step"},
                   {"type":"dropout","rate":)" +
      std::to_string(rate) + "}]}";
  const spec::Checked checked = spec::validate(spec);
  REQUIRE(checked.valid());
  auto opened = Session::open(checked.spec, text, &kernels::exact());
  REQUIRE(std::holds_alternative<Session>(opened));
  Session session = std::move(std::get<Session>(opened));
  while (session.train(1000) > 0) {
  }
  return session;
}

std::string written(Session& session, const std::string& prompt, const session::Writing& how,
                    std::uint64_t n = 0) {
  std::vector<int> ids;
  for (const session::WrittenToken& token : session.write_text(prompt, how, 10, n)) {
    ids.push_back(token.token);
    CHECK(token.probability > 0);
    CHECK(token.total >= token.epistemic);
  }
  return data::decode(ids, session.spec()->data.text, session.prepared().dataset);
}

}  // namespace

TEST_CASE("a text is read: what comes next, and how sure that is, after each token") {
  Session session = trained();
  const session::TextProbe probe = session.probe_text("abab", 40);
  REQUIRE(probe.tokens.size() == 5);  // an end comes first
  CHECK(probe.tokens[0] == data::kEndToken);
  CHECK(probe.next.samples == 40);
  const std::size_t classes = session.prepared().dataset.class_names.size();
  REQUIRE(probe.next.probabilities.size() == 5 * classes);
  const auto p = [&](std::size_t t, const std::string& token) {
    const auto& names = session.prepared().dataset.class_names;
    const auto k =
        static_cast<std::size_t>(std::find(names.begin(), names.end(), token) - names.begin());
    return probe.next.probabilities[t * classes + k];
  };
  CHECK(p(0, "a") > 0.2f);  // lines begin with either
  CHECK(p(0, "b") > 0.2f);
  CHECK(p(1, "b") > 0.9f);
  CHECK(p(2, "a") > 0.9f);
  CHECK(probe.next.total[0] > 0.5f);
  CHECK(probe.next.total[1] < 0.4f);
  for (std::size_t t = 0; t < 5; ++t) {
    CHECK(probe.next.total[t] ==
          doctest::Approx(static_cast<double>(probe.next.aleatoric[t] + probe.next.epistemic[t]))
              .epsilon(1e-3));
    CHECK(probe.next.epistemic[t] >= 0);
  }
  for (std::size_t k = 0; k < classes; ++k) {
    CHECK(probe.next.low[k] <= probe.next.probabilities[4 * classes + k] + 1e-6f);
    CHECK(probe.next.high[k] >= probe.next.low[k]);
  }
  // A longer text than it can see: the last tokens are read.
  CHECK(session.probe_text("abababababababab", 5).tokens.size() == 7);
}

TEST_CASE("without dropout one sample tells all, and nothing is the model's own doubt") {
  Session session = trained(0);
  const session::TextProbe probe = session.probe_text("ab", 40);
  CHECK(probe.next.samples == 1);
  for (const float epistemic : probe.next.epistemic) CHECK(epistemic == doctest::Approx(0));
}

TEST_CASE("a text is written: it goes on as learned, ends, and is the same for a seed") {
  Session session = trained();
  const session::Writing sure{{.temperature = 0}, 50, 1};
  const std::string text = written(session, "a", sure);
  CHECK(text.starts_with("bab"));
  CHECK(text.size() < 10);  // it ended by itself
  const session::Writing short_one{{.temperature = 0}, 2, 1};
  CHECK(written(session, "a", short_one) == "ba");

  const session::Writing free{{.temperature = 3}, 30, 5};
  const std::string first = written(session, "", free, 0);
  CHECK(first == written(session, "", free, 0));
  bool differs = false;
  for (std::uint64_t n = 1; n < 6; ++n) differs = differs || first != written(session, "", free, n);
  CHECK(differs);
}

TEST_CASE("looking at a text: layers step by step, and where attention goes") {
  const spec::Checked checked = spec::validate(R"({"data":{"source":"text"},"model":[
      {"type":"embedding","units":8},
      {"type":"transformer-block","heads":2,"causal":true},
      {"type":"attention","heads":4,"causal":true,"rate":0}]})");
  REQUIRE(checked.valid());
  auto opened = Session::open(checked.spec, "hello\nworld\nyes\nno\nmaybe\n", &kernels::exact());
  REQUIRE(std::holds_alternative<Session>(opened));
  Session& session = std::get<Session>(opened);
  const session::SequenceStages stages = session.text_stages("hel");
  CHECK(stages.length == 4);
  REQUIRE(stages.outputs.size() == 4);
  CHECK(stages.outputs[0].size() == 6 * 8);
  REQUIRE(stages.attention.size() == 2);
  CHECK(stages.attention[0].spec_index == 1);
  CHECK(stages.attention[1].spec_index == 2);
  CHECK(stages.attention[0].heads == 2);
  REQUIRE(stages.attention[1].weights.size() == 4 * 4 * 4);
  for (int head = 0; head < 4; ++head) {
    for (int from = 0; from < 4; ++from) {
      double sum = 0;
      for (int to = 0; to < 4; ++to) {
        const float weight =
            stages.attention[1].weights[static_cast<std::size_t>((head * 4 + from) * 4 + to)];
        if (to > from) CHECK(weight == 0);
        sum += static_cast<double>(weight);
      }
      CHECK(sum == doctest::Approx(1));
    }
  }
  const session::TextExamples examples = session.text_examples(0, 2);
  CHECK(examples.counts == std::vector<std::int32_t>{7, 7});
  CHECK(examples.tokens.front() == data::kEndToken);
  CHECK(examples.tokens.back() == data::kEndToken);
  CHECK(session.probe_series(0, 3, 0).seen.empty());
}
