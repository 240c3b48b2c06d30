#pragma once

#include <memory>
#include <string>

#include "ops/join.h"
#include "ops/op.h"
#include "spec/spec.h"

namespace hunch::nn {

/// The op that a layer of the spec is computed by, its activation apart; `vocabulary` of tokens,
/// 0 where the data or the layer know none. Throws Error when the layer needs other data.
std::unique_ptr<ops::Op> make_op(const spec::LayerSpec& layer, int vocabulary = 0);
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
