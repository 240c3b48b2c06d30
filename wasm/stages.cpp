#include <vector>

#include "wasm/bound_session.h"

namespace hunch::wasm {
namespace {

val stage_fields(BoundSession& bound, const val& units, int cells) {
  std::vector<std::vector<int>> chosen;
  for (const val& one : emscripten::vecFromJSArray<val>(units)) {
    chosen.push_back(emscripten::convertJSArrayToNumberVector<int>(one));
  }
  return arrays(bound.session().stage_fields(chosen, cells));
}

val stage_values(BoundSession& bound, const val& raw) {
  return arrays(
      bound.session().stage_values(emscripten::convertJSArrayToNumberVector<double>(raw)));
}

val stage_awake(BoundSession& bound, double pass) {
  return arrays(bound.session().stage_awake(static_cast<std::uint64_t>(std::fmax(pass, 0))));
}

}  // namespace

void bind_stages(emscripten::class_<BoundSession>& session) {
  session.function("stageFields", &stage_fields)
      .function("stageValues", &stage_values)
      .function("stageAwake", &stage_awake);
}

}  // namespace hunch::wasm
