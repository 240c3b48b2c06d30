#pragma once

#include <emscripten/val.h>

#include <cstdint>
#include <string>
#include <vector>

#include "session/snapshot.h"

/// Core values to JavaScript values. Arrays leave as copies: a view of the engine's memory would be
/// detached when that grows.
namespace hunch::wasm {

template <class T>
emscripten::val array(const std::vector<T>& values, const char* type) {
  const emscripten::val view(emscripten::typed_memory_view(values.size(), values.data()));
  return emscripten::val::global(type).new_(view);
}
inline emscripten::val array(const std::vector<float>& v) { return array(v, "Float32Array"); }
inline emscripten::val array(const std::vector<double>& v) { return array(v, "Float64Array"); }
inline emscripten::val array(const std::vector<std::uint8_t>& v) { return array(v, "Uint8Array"); }
inline emscripten::val array(const std::vector<std::uint16_t>& v) {
  return array(v, "Uint16Array");
}
inline emscripten::val array(const std::vector<std::int32_t>& v) { return array(v, "Int32Array"); }

/// A JavaScript object that is being filled: one function for all names, where emscripten::val has
/// one for every length of a name.
class Object {
 public:
  void set(const char* name, const emscripten::val& value);
  void set(const char* name, double value) { set(name, emscripten::val(value)); }
  void set(const char* name, int value) { set(name, emscripten::val(value)); }
  void set(const char* name, bool value) { set(name, emscripten::val(value)); }
  void set(const char* name, const std::string& value) { set(name, emscripten::val(value)); }
  void set(const char* name, const Object& value) { set(name, value.js_); }
  operator emscripten::val() const { return js_; }  // NOLINT(google-explicit-constructor)

 private:
  emscripten::val js_ = emscripten::val::object();
};

template <class T>
emscripten::val arrays(const std::vector<std::vector<T>>& lists) {
  emscripten::val all = emscripten::val::array();
  for (const auto& list : lists) all.call<void>("push", array(list));
  return all;
}

emscripten::val to_js(const session::Status& status);
emscripten::val to_js(const session::Points& points);
emscripten::val to_js(const session::Surface& surface);
emscripten::val to_js(const session::FunctionDraw& draw);
emscripten::val to_js(const session::Probe& probe);
/// Rows of 9: epoch, then loss, accuracy, rmse, r2 of training and of validation; epochs > from.
emscripten::val to_js(const std::vector<train::EpochMetrics>& history, double from);

}  // namespace hunch::wasm
