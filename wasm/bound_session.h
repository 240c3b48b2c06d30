#pragma once

#include <emscripten/val.h>

#include <cmath>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "session/checkpoint.h"
#include "session/documents.h"
#include "session/session.h"
#include "wasm/bindings.h"
#include "wasm/convert.h"

namespace hunch::wasm {

using emscripten::val;

/// Session as JavaScript sees it: numbers for counts, copies for arrays, JSON text for documents.
class BoundSession {
 public:
  explicit BoundSession(session::Session session)
      : session_(std::make_shared<session::Session>(std::move(session))) {}

  /// An empty `csv` keeps the table there is, null the images and the sounds.
  std::string apply(const std::string& spec_json, const std::string& csv, const val& images,
                    const val& clips) {
    const spec::Checked checked = spec::validate(spec_json);
    session::Applied applied = session_->apply(checked.spec, csv.empty() ? nullptr : &csv,
                                               images_of(images), clips_of(clips));
    applied.issues.insert(applied.issues.begin(), checked.issues.begin(), checked.issues.end());
    return session::applied_json(applied, *session_);
  }
  double train(double steps) {
    return static_cast<double>(session_->train(static_cast<std::uint64_t>(std::fmax(steps, 0))));
  }
  double finish_epoch() { return static_cast<double>(session_->finish_epoch()); }
  void resume() { session_->resume(); }
  void reset() { session_->reset(); }
  val status() const { return to_js(session_->status()); }
  bool set_weight(int layer, int input, int unit, float value) {
    return session_->set_weight(layer, input, unit, value);
  }
  double seek(double epoch) {
    return static_cast<double>(session_->seek(static_cast<std::uint64_t>(std::fmax(epoch, 0))));
  }
  std::string describe() const { return session::description_json(session_->description()); }
  val points() const { return to_js(session_->points()); }
  val history(double from) const { return to_js(session_->history(), from); }
  val parameters() const {
    const auto p = session_->parameters();
    return array(std::vector<float>(p.begin(), p.end()));
  }
  val unit_fields(int layer, const val& units, int cells) {
    const auto chosen = emscripten::convertJSArrayToNumberVector<int>(units);
    return array(session_->unit_fields(layer, chosen, cells));
  }
  val surface(int cells, int samples, int more) {
    return to_js(session_->surface(cells, samples, more));
  }
  val draw(int cells, double pass) {
    return to_js(session_->draw(cells, static_cast<std::uint64_t>(std::fmax(pass, 0))));
  }
  val probe(const val& raw, int samples) {
    return to_js(session_->probe(emscripten::convertJSArrayToNumberVector<double>(raw), samples));
  }
  std::string fingerprint() const { return session_->fingerprint(); }
  val checkpoint() const {
    const auto bytes = session::pack(session_->trainer().checkpoint());
    return val::global("Uint8Array")
        .new_(val(emscripten::typed_memory_view(
            bytes.size(), reinterpret_cast<const std::uint8_t*>(bytes.data()))));
  }
  bool restore(const val& bytes) {
    const auto copy = emscripten::convertJSArrayToNumberVector<std::uint8_t>(bytes);
    const auto checkpoint = session::unpack(std::as_bytes(std::span(copy)));
    return checkpoint && session_->restore(*checkpoint);
  }

  session::Session& session() { return *session_; }

 private:
  std::shared_ptr<session::Session> session_;  // Embind copies what it hands over
};

}  // namespace hunch::wasm
