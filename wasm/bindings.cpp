#include "wasm/bindings.h"

#include <emscripten/bind.h>

#include <string>
#include <utility>

#include "wasm/bound_session.h"

// Names and conversions only: what web/src/engine/engine.ts lists.

namespace hunch::wasm {

using emscripten::val;

namespace {

val open(const std::string& spec_json, const std::string& csv, const val& images,
         const val& clips) {
  const spec::Checked checked = spec::validate(spec_json);
  auto opened =
      session::Session::open(checked.spec, {csv, images_of(images), clips_of(clips)}, nullptr);
  Object js;
  if (const auto* issues = std::get_if<Issues>(&opened)) {
    js.set("session", val::null());
    js.set("issues", "{\"issues\":" + session::issues_json(*issues) + "}");
    return js;
  }
  js.set("session", val(BoundSession(std::move(std::get<session::Session>(opened)))));
  js.set("issues", std::string("{\"issues\":[]}"));
  return js;
}

/// "none" when the module's kernels for dense networks compute wrongly here.
std::string kernel_name() {
  return kernels::self_test_dense(kernels::best()) ? kernels::best().name : "none";
}
/// Whether those for all other layers, which the second part brings, compute rightly here.
bool layers_work() { return kernels::self_test_layers(kernels::best()); }
std::string validate(const std::string& json) {
  return session::checked_json(spec::validate(json));
}
std::string inspect_csv(const std::string& text, const std::string& how_json) {
  return session::inspect_json(text, how_json);
}

}  // namespace

EMSCRIPTEN_BINDINGS(hunch) {
  auto session = emscripten::class_<BoundSession>("EngineSession");
  session.function("apply", &BoundSession::apply)
      .function("train", &BoundSession::train)
      .function("finishEpoch", &BoundSession::finish_epoch)
      .function("resume", &BoundSession::resume)
      .function("reset", &BoundSession::reset)
      .function("status", &BoundSession::status)
      .function("setWeight", &BoundSession::set_weight)
      .function("seek", &BoundSession::seek)
      .function("describe", &BoundSession::describe)
      .function("points", &BoundSession::points)
      .function("history", &BoundSession::history)
      .function("parameters", &BoundSession::parameters)
      .function("unitFields", &BoundSession::unit_fields)
      .function("surface", &BoundSession::surface)
      .function("draw", &BoundSession::draw)
      .function("probe", &BoundSession::probe)
      .function("fingerprint", &BoundSession::fingerprint)
      .function("checkpoint", &BoundSession::checkpoint)
      .function("restore", &BoundSession::restore);
  bind_images(session);
  bind_sounds(session);
  bind_sequences(session);
  bind_stages(session);
  emscripten::function("kernels", &kernel_name);
  emscripten::function("layersWork", &layers_work);
  emscripten::function("validate", &validate);
  emscripten::function("schema", &spec::json_schema);
  emscripten::function("inspectCsv", &inspect_csv);
  emscripten::function("open", &open);
}

}  // namespace hunch::wasm
