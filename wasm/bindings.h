#pragma once

#include <emscripten/bind.h>

#include <memory>

#include "data/audio/clips.h"
#include "data/images.h"

/// What bindings.cpp gathers, a file for each kind of data.
namespace hunch::wasm {

class BoundSession;

/// What a session tells of images, and readers of their files.
void bind_images(emscripten::class_<BoundSession>& session);
/// What a session tells of layers of any kind between points and their answers.
void bind_stages(emscripten::class_<BoundSession>& session);
/// What a session tells of texts and series.
void bind_sequences(emscripten::class_<BoundSession>& session);
/// What a session tells of sounds, and a reader of their files.
void bind_sounds(emscripten::class_<BoundSession>& session);
/// The protocol's OwnClips; null for null.
std::shared_ptr<const data::Clips> clips_of(const emscripten::val& clips);
/// The protocol's OwnImages; null for null.
std::shared_ptr<const data::Images> images_of(const emscripten::val& images);

}  // namespace hunch::wasm
