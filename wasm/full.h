#pragma once

#include <emscripten/bind.h>

#include <memory>

#include "data/images.h"

/// What is bound beside the rest (wasm/full/), and lies in the page's second part.
namespace hunch::wasm {

class BoundSession;

/// What a session tells of images, and readers of their files.
void bind_images(emscripten::class_<BoundSession>& session);
/// What a session tells of texts and series.
void bind_sequences(emscripten::class_<BoundSession>& session);
/// The protocol's OwnImages, which are not null.
std::shared_ptr<const data::Images> images_of(const emscripten::val& images);
/// Those or none.
inline std::shared_ptr<const data::Images> own_images(const emscripten::val& images) {
  return images.isNull() ? nullptr : images_of(images);
}

}  // namespace hunch::wasm
