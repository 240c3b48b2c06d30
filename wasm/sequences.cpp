#include "data/text.h"
#include "session/sequence_viewer.h"
#include "spec/validate.h"
#include "wasm/bindings.h"
#include "wasm/bound_session.h"

// Names and conversions only, of what the page sees of texts and series.

namespace hunch::wasm {

using emscripten::val;

namespace {

std::size_t index_of(double value) { return static_cast<std::size_t>(std::fmax(value, 0)); }

val text_examples(BoundSession& bound, double first, double count) {
  const auto examples = bound.session().text_examples(index_of(first), index_of(count));
  Object js;
  js.set("first", static_cast<double>(examples.first));
  js.set("tokens", array(examples.tokens));
  js.set("counts", array(examples.counts));
  js.set("parts", array(examples.parts));
  return js;
}

val series_rows(BoundSession& bound) {
  const session::SeriesRows rows = bound.session().series_rows();
  Object js;
  js.set("values", array(rows.values));
  js.set("first", array(rows.first));
  js.set("parts", array(rows.parts));
  js.set("window", rows.window);
  js.set("horizon", rows.horizon);
  return js;
}

val probe_text(BoundSession& bound, const std::string& text, int samples) {
  const session::TextProbe probe = bound.session().probe_text(text, samples);
  Object js;
  js.set("tokens", array(probe.tokens));
  js.set("samples", probe.next.samples);
  js.set("probabilities", array(probe.next.probabilities));
  js.set("total", array(probe.next.total));
  js.set("aleatoric", array(probe.next.aleatoric));
  js.set("epistemic", array(probe.next.epistemic));
  js.set("low", array(probe.next.low));
  js.set("high", array(probe.next.high));
  return js;
}

/// how: {temperature, topK, topP, longest, samples, seed}; n: which text of the seed.
val write_text(BoundSession& bound, const std::string& prompt, const val& how, double n) {
  const session::Writing writing{
      {how["temperature"].as<double>(), how["topK"].as<int>(), how["topP"].as<double>()},
      how["longest"].as<int>(),
      index_of(how["seed"].as<double>())};
  std::vector<std::int32_t> tokens;
  std::vector<float> probabilities, total, epistemic;
  for (const session::WrittenToken& token :
       bound.session().write_text(prompt, writing, how["samples"].as<int>(), index_of(n))) {
    tokens.push_back(token.token);
    probabilities.push_back(token.probability);
    total.push_back(token.total);
    epistemic.push_back(token.epistemic);
  }
  Object js;
  js.set("tokens", array(tokens));
  js.set("probabilities", array(probabilities));
  js.set("total", array(total));
  js.set("epistemic", array(epistemic));
  return js;
}

val probe_series(BoundSession& bound, double example, int samples, int futures) {
  const auto probe = bound.session().probe_series(index_of(example), samples, futures);
  Object js;
  js.set("samples", probe.forecast.samples);
  js.set("seen", array(probe.seen));
  js.set("truth", array(probe.truth));
  js.set("naive", array(probe.naive));
  js.set("mean", array(probe.forecast.mean));
  js.set("deviation", array(probe.forecast.deviation));
  js.set("aleatoric", array(probe.forecast.aleatoric));
  js.set("epistemic", array(probe.forecast.epistemic));
  js.set("low", array(probe.forecast.low));
  js.set("high", array(probe.forecast.high));
  js.set("futures", arrays(probe.forecast.futures));
  return js;
}

val to_js(const session::SequenceStages& stages) {
  val attention = val::array();
  for (const session::AttentionMap& map : stages.attention) {
    Object js;
    js.set("specIndex", map.spec_index);
    js.set("heads", map.heads);
    js.set("steps", map.steps);
    js.set("seen", map.seen);
    js.set("firstStep", map.first_step);
    js.set("firstSeen", map.first_seen);
    js.set("weights", array(map.weights));
    const val made = js;
    attention.call<void>("push", made);
  }
  Object js;
  js.set("length", stages.length);
  js.set("outputs", arrays(stages.outputs));
  js.set("attention", attention);
  return js;
}

val text_stages(BoundSession& bound, const std::string& text) {
  return to_js(bound.session().text_stages(text));
}

val series_stages(BoundSession& bound, double example) {
  return to_js(bound.session().series_stages(index_of(example)));
}

/// JSON of a spec that suits a text.
std::string text_spec(const std::string& text) {
  return spec::to_json(data::choose_text_spec(text, 1));
}

}  // namespace

void bind_sequences(emscripten::class_<BoundSession>& session) {
  session.function("textExamples", &text_examples)
      .function("seriesRows", &series_rows)
      .function("probeText", &probe_text)
      .function("writeText", &write_text)
      .function("probeSeries", &probe_series)
      .function("textStages", &text_stages)
      .function("seriesStages", &series_stages);
  emscripten::function("textSpec", &text_spec);
}

}  // namespace hunch::wasm
