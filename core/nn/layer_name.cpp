#include "nn/make_op.h"

namespace hunch::nn {

LayerName layer_name(const spec::LayerSpec& layer, int number) {
  const std::string n = std::to_string(number);
  switch (layer.type) {
    case spec::LayerType::kConv2d:
      return {"conv2d-" + n, "Convolution " + n};
    case spec::LayerType::kBatchNorm:
      return {"batch-norm-" + n, "Batch norm " + n};
    case spec::LayerType::kLayerNorm:
      return {"layer-norm-" + n, "Layer norm " + n};
    default:
      return {"hidden-" + n, "Hidden " + n};
  }
}

}  // namespace hunch::nn
