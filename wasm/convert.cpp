#include "wasm/convert.h"

namespace hunch::wasm {

using emscripten::val;

namespace {

val number(std::uint64_t value) { return val(static_cast<double>(value)); }

const char* stop_word(train::Stop::Kind kind) {
  constexpr const char* kWords[] = {"none", "diverged", "early", "epochs"};
  return kWords[static_cast<int>(kind)];
}

void append(std::vector<double>& row, const train::Metrics& m) {
  row.insert(row.end(), {m.loss, m.accuracy, m.rmse, m.r2});
}

}  // namespace

void Object::set(const char* name, const val& value) { js_.set(val(name), value); }

val to_js(const session::Status& status) {
  Object stop;
  stop.set("kind", val(stop_word(status.stop.kind)));
  stop.set("layer", status.stop.layer);
  stop.set("cause", status.stop.cause);
  stop.set("epoch", number(status.stop.epoch));
  Object js;
  js.set("step", number(status.step));
  js.set("epoch", number(status.epoch));
  js.set("stepsPerEpoch", number(status.steps_per_epoch));
  js.set("rate", status.rate);
  js.set("batchLoss", status.batch_loss);
  js.set("stop", stop);
  return js;
}

val to_js(const session::Points& points) {
  Object js;
  js.set("x", array(points.x));
  js.set("y", array(points.y));
  js.set("value", array(points.value));
  js.set("isTrain", array(points.is_train));
  js.set("origin", array(points.origin));
  return js;
}

val to_js(const session::Surface& surface) {
  Object js;
  js.set("cells", surface.cells);
  js.set("samples", surface.samples);
  js.set("complete", surface.complete);
  js.set("mean", array(surface.mean));
  js.set("winner", array(surface.winner));
  js.set("total", array(surface.total));
  js.set("aleatoric", array(surface.aleatoric));
  js.set("epistemic", array(surface.epistemic));
  return js;
}

val to_js(const session::FunctionDraw& draw) {
  Object js;
  js.set("cells", draw.cells);
  js.set("mean", array(draw.mean));
  js.set("winner", array(draw.winner));
  js.set("awake", arrays(draw.awake));
  return js;
}

val to_js(const session::Probe& probe) {
  Object js;
  js.set("raw", val::global("Array").call<val>("from", array(probe.raw)));
  js.set("features", array(probe.features));
  js.set("samples", probe.samples);
  js.set("probabilities", array(probe.probabilities));
  js.set("labels", array(probe.labels));
  js.set("labelsLow", array(probe.labels_low));
  js.set("labelsHigh", array(probe.labels_high));
  js.set("mean", probe.mean);
  js.set("deviation", probe.deviation);
  js.set("total", probe.total);
  js.set("aleatoric", probe.aleatoric);
  js.set("epistemic", probe.epistemic);
  js.set("q05", probe.q05);
  js.set("q50", probe.q50);
  js.set("q95", probe.q95);
  js.set("draws", array(probe.draws));
  js.set("votes", array(probe.votes));
  js.set("sums", arrays(probe.sums));
  js.set("outputs", arrays(probe.outputs));
  js.set("asleep", arrays(probe.asleep));
  return js;
}

val to_js(const std::vector<train::EpochMetrics>& history, double from) {
  std::vector<double> table;  // (epochs, 9)
  for (const train::EpochMetrics& epoch : history) {
    if (static_cast<double>(epoch.epoch) <= from) continue;
    table.push_back(static_cast<double>(epoch.epoch));
    append(table, epoch.train);
    append(table, epoch.validation);
  }
  return array(table);
}

}  // namespace hunch::wasm
