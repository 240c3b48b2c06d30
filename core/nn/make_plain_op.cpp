#include "nn/make_op.h"
#include "nn/network.h"
#include "ops/activation.h"
#include "ops/dense.h"
#include "ops/dropout.h"

namespace hunch::nn {

std::unique_ptr<ops::Op> make_plain_op(const spec::LayerSpec& layer) {
  switch (layer.type) {
    case spec::LayerType::kDense:
      return std::make_unique<ops::Dense>(layer.units);
    case spec::LayerType::kDropout:
      return std::make_unique<ops::Dropout>(layer.rate);
    case spec::LayerType::kActivation:
      return std::make_unique<ops::Activation>(kernel_activation(layer.activation));
    default:
      return nullptr;
  }
}

}  // namespace hunch::nn
