// The browser's side of tests/bench/run.mjs: three functions for tests/bench/page/worker.mjs, which
// has the clock.
#include <emscripten/emscripten.h>

#include <memory>
#include <vector>

#include "bench/works.h"

namespace {
std::vector<std::unique_ptr<hunch::bench::Work>> works(hunch::bench::names().size());
}

extern "C" {

/// Which kernels passed their self-test, as text.
EMSCRIPTEN_KEEPALIVE const char* bench_kernels() { return hunch::kernels::best().name; }

/// The name of a work, or an empty text behind the last.
EMSCRIPTEN_KEEPALIVE const char* bench_name(unsigned number) {
  const auto names = hunch::bench::names();
  return number < names.size() ? names[number].data() : "";
}

/// Runs a work for some milliseconds; returns the units done.
EMSCRIPTEN_KEEPALIVE double bench_run(unsigned number) {
  auto& work = works.at(number);
  if (!work) work = hunch::bench::make(number, hunch::kernels::best());
  return work->run();
}
}
