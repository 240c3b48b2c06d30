#pragma once

#include <memory>
#include <string>

#include "ops/join.h"
#include "ops/op.h"
#include "spec/spec.h"

namespace hunch::nn {

/// The op that a layer of the spec is computed by, its activation apart; `vocabulary` of tokens,
/// else 0. Throws Error when the layer needs other data.
std::unique_ptr<ops::Op> make_op(const spec::LayerSpec& layer, int vocabulary);
/// The same for dense, dropout and activation, null for others.
std::unique_ptr<ops::Op> make_plain_op(const spec::LayerSpec& layer);
/// What brings the inputs of a layer of such a type together (spec::joins).
std::unique_ptr<ops::Join> make_join(const spec::LayerSpec& layer);
/// Why this layer lets a step see later ones, or null when it does not.
const char* looks_ahead(const spec::LayerSpec& layer);

/// What a layer that learns is called, `number` counting such layers from 1.
struct LayerName {
  std::string file;   ///< "conv2d-1", in files: never changes
  std::string title;  ///< "Convolution 1", for a person
};
LayerName layer_name(const spec::LayerSpec& layer, int number);

}  // namespace hunch::nn
