#pragma once

#include <span>

#include "onnx/node.h"

/// The operators that are run here, by kind; each file beside this one has the adapters of one.
namespace hunch::onnx {

std::span<const Entry> activations();
std::span<const Entry> convolutions();
std::span<const Entry> elementwise();
std::span<const Entry> matrices();
std::span<const Entry> norms();
std::span<const Entry> pools();
std::span<const Entry> recurrents();
std::span<const Entry> shapes();
std::span<const Entry> softmaxes();

}  // namespace hunch::onnx
