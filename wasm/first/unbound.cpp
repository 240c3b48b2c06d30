#include "wasm/full.h"

// What runs as soon as the page's first part does, without what it names: the functions that are
// bound are in the second part, and are called when that is there (see absent.cpp).
namespace hunch::wasm {

void bind_images(emscripten::class_<BoundSession>&) {}

void bind_sequences(emscripten::class_<BoundSession>&) {}

}  // namespace hunch::wasm
