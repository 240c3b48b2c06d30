#include "nn/make_op.h"

#include <algorithm>

#include "nn/network.h"
#include "ops/activation.h"
#include "ops/alpha_dropout.h"
#include "ops/average_pool2d.h"
#include "ops/batch_norm.h"
#include "ops/bidirectional.h"
#include "ops/conv2d.h"
#include "ops/conv_transpose2d.h"
#include "ops/dense.h"
#include "ops/drop_connect.h"
#include "ops/dropout.h"
#include "ops/embedding.h"
#include "ops/flatten.h"
#include "ops/gaussian_dropout.h"
#include "ops/global_average_pool.h"
#include "ops/global_max_pool.h"
#include "ops/group_norm.h"
#include "ops/gru.h"
#include "ops/layer_norm.h"
#include "ops/learned_position.h"
#include "ops/lstm.h"
#include "ops/max_pool2d.h"
#include "ops/multi_head_attention.h"
#include "ops/one_hot.h"
#include "ops/reshape.h"
#include "ops/rms_norm.h"
#include "ops/simple_rnn.h"
#include "ops/sinusoidal_position.h"
#include "ops/spatial_dropout.h"
#include "ops/stochastic_depth.h"
#include "spec/words.h"

namespace hunch::nn {
namespace {

using spec::LayerSpec;
using enum spec::LayerType;

bool is_pool(const LayerSpec& layer) {
  return layer.type == kMaxPool2d || layer.type == kAveragePool2d || layer.type == kMaxPool1d ||
         layer.type == kAveragePool1d;
}

ops::Slide slide_of(const LayerSpec& layer) {
  ops::Slide slide;
  slide.kernel = is_pool(layer) ? layer.size : layer.kernel;
  slide.stride = layer.stride > 0 ? layer.stride : is_pool(layer) ? layer.size : 1;
  if (!is_pool(layer)) slide.dilation = layer.dilation;
  return slide;
}

/// The square window of a layer over images.
ops::Window square(const LayerSpec& layer) {
  ops::Window window = ops::Window::plane(slide_of(layer), slide_of(layer));
  window.same = layer.padding == spec::Padding::kSame;
  return window;
}

/// The window of a layer over sequences.
ops::Window line(const LayerSpec& layer) {
  ops::Window window = ops::Window::line(slide_of(layer));
  window.same = layer.padding == spec::Padding::kSame;
  if (layer.padding == spec::Padding::kCausal) window.x.before = ops::reach(window.x) - 1;
  return window;
}

/// The window of a transposed convolution over sequences: causal, each step adds to itself and
/// later ones alone, and there are as many as with `same`.
ops::Window spread(const LayerSpec& layer) {
  ops::Window window = ops::Window::line(slide_of(layer));
  window.same = layer.padding == spec::Padding::kSame;
  if (layer.padding == spec::Padding::kCausal) {
    window.x.after = std::max(ops::reach(window.x) - window.x.stride, 0);
  }
  return window;
}

std::unique_ptr<ops::Recurrent> one_way(const LayerSpec& layer, bool reverse) {
  const ops::RecurrentOptions options{.units = layer.units,
                                      .sequence = layer.returns == spec::Returns::kEveryStep,
                                      .reverse = reverse,
                                      .truncation = layer.truncation,
                                      .input_rate = layer.input_rate,
                                      .state_rate = layer.state_rate};
  if (layer.type == kLstm) return std::make_unique<ops::Lstm>(options);
  if (layer.type == kGru) return std::make_unique<ops::Gru>(options);
  return std::make_unique<ops::SimpleRnn>(options, kernel_activation(layer.activation));
}

std::unique_ptr<ops::Op> recurrent(const LayerSpec& layer) {
  if (!layer.bidirectional) return one_way(layer, false);
  return std::make_unique<ops::Bidirectional>(one_way(layer, false), one_way(layer, true));
}

Shape shape_of(const LayerSpec& layer) {
  switch (layer.shape.size()) {
    case 1:
      return {layer.shape[0]};
    case 2:
      return {layer.shape[0], layer.shape[1]};
    default:
      return {layer.shape.at(0), layer.shape.at(1), layer.shape.at(2)};
  }
}

/// Embeddings know how many tokens there are from the data.
void need_tokens(const LayerSpec& layer, int vocabulary) {
  if (vocabulary > 0) return;
  throw Error("[" + std::string(spec::to_word(layer.type)) +
              "] the data are numbers: needs a text's tokens");
}

}  // namespace

std::unique_ptr<ops::Op> make_op(const LayerSpec& layer, int vocabulary) {
  switch (layer.type) {
    case kDense:
      return std::make_unique<ops::Dense>(layer.units);
    case kDropout:
      return std::make_unique<ops::Dropout>(layer.rate);
    case kActivation:
      return std::make_unique<ops::Activation>(kernel_activation(layer.activation));
    case kConv2d:
      return std::make_unique<ops::Conv2d>(layer.filters, square(layer), layer.groups);
    case kConv1d:
      return std::make_unique<ops::Conv2d>(layer.filters, line(layer), layer.groups);
    case kConvTranspose2d:
      return std::make_unique<ops::ConvTranspose2d>(layer.filters, square(layer),
                                                    std::array<int, 2>{0, 0}, layer.groups);
    case kConvTranspose1d:
      return std::make_unique<ops::ConvTranspose2d>(layer.filters, spread(layer),
                                                    std::array<int, 2>{0, 0}, layer.groups);
    case kMaxPool2d:
      return std::make_unique<ops::MaxPool2d>(square(layer));
    case kMaxPool1d:
      return std::make_unique<ops::MaxPool2d>(line(layer));
    case kAveragePool2d:
      return std::make_unique<ops::AveragePool2d>(square(layer), false);
    case kAveragePool1d:
      return std::make_unique<ops::AveragePool2d>(line(layer), false);
    case kGlobalAveragePool:
      return std::make_unique<ops::GlobalAveragePool>();
    case kGlobalMaxPool:
      return std::make_unique<ops::GlobalMaxPool>();
    case kFlatten:
      return std::make_unique<ops::Flatten>();
    case kReshape:
      return std::make_unique<ops::Reshape>(shape_of(layer));
    case kBatchNorm:
      return std::make_unique<ops::BatchNorm>();
    case kLayerNorm:
      return std::make_unique<ops::LayerNorm>();
    case kRmsNorm:
      return std::make_unique<ops::RmsNorm>();
    case kGroupNorm:
      return std::make_unique<ops::GroupNorm>(layer.groups);
    case kEmbedding:
      need_tokens(layer, vocabulary);
      return std::make_unique<ops::Embedding>(vocabulary, layer.units);
    case kOneHot:
      need_tokens(layer, vocabulary);
      return std::make_unique<ops::OneHot>(vocabulary);
    case kSinusoidalPosition:
      return std::make_unique<ops::SinusoidalPosition>();
    case kLearnedPosition:
      return std::make_unique<ops::LearnedPosition>();
    case kSimpleRnn:
    case kLstm:
    case kGru:
      return recurrent(layer);
    case kAttention:
      return std::make_unique<ops::MultiHeadAttention>(layer.heads, layer.causal, layer.rate,
                                                       layer.rotary);
    case kSpatialDropout:
      return std::make_unique<ops::SpatialDropout>(layer.rate);
    case kGaussianDropout:
      return std::make_unique<ops::GaussianDropout>(layer.rate);
    case kAlphaDropout:
      return std::make_unique<ops::AlphaDropout>(layer.rate);
    case kStochasticDepth:
      return std::make_unique<ops::StochasticDepth>(layer.rate);
    case kDropconnect:
      return std::make_unique<ops::DropConnect>(layer.units, layer.rate);
    case kTransformerBlock:
    case kTransformerDecoder:  // several ops
    case kSource:
    case kTarget:
    case kRepeat:  // parts.cpp
    case kAdd:
    case kMultiply:
    case kConcat:
    case kCrossAttention:
      break;  // joins
  }
  throw Error("[layer] of an unknown type");
}

}  // namespace hunch::nn
