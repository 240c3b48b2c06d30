#include "nn/make_op.h"

#include "ops/average_pool2d.h"
#include "ops/batch_norm.h"
#include "ops/conv2d.h"
#include "ops/flatten.h"
#include "ops/global_average_pool.h"
#include "ops/global_max_pool.h"
#include "ops/layer_norm.h"
#include "ops/max_pool2d.h"

namespace hunch::nn {
namespace {

using spec::LayerType;

/// The square window of a convolution or of a pooling layer.
ops::Window window_of(const spec::LayerSpec& layer) {
  const bool convolves = layer.type == LayerType::kConv2d;
  const int side = convolves ? layer.kernel : layer.size;
  const int usual = convolves ? 1 : layer.size;
  ops::Window window = ops::Window::square(side, layer.stride > 0 ? layer.stride : usual);
  if (convolves) window.y.dilation = window.x.dilation = layer.dilation;
  window.same = layer.padding == spec::Padding::kSame;
  return window;
}

}  // namespace

std::unique_ptr<ops::Op> make_op(const spec::LayerSpec& layer) {
  if (auto op = make_plain_op(layer)) return op;
  switch (layer.type) {
    case LayerType::kConv2d:
      return std::make_unique<ops::Conv2d>(layer.filters, window_of(layer), layer.groups);
    case LayerType::kMaxPool2d:
      return std::make_unique<ops::MaxPool2d>(window_of(layer));
    case LayerType::kAveragePool2d:
      return std::make_unique<ops::AveragePool2d>(window_of(layer), false);
    case LayerType::kGlobalAveragePool:
      return std::make_unique<ops::GlobalAveragePool>();
    case LayerType::kGlobalMaxPool:
      return std::make_unique<ops::GlobalMaxPool>();
    case LayerType::kFlatten:
      return std::make_unique<ops::Flatten>();
    case LayerType::kBatchNorm:
      return std::make_unique<ops::BatchNorm>();
    case LayerType::kLayerNorm:
      return std::make_unique<ops::LayerNorm>();
    case LayerType::kDense:
    case LayerType::kDropout:
    case LayerType::kActivation:
      break;  // plain, made above
  }
  throw Error("[layer] of an unknown type");
}

}  // namespace hunch::nn
