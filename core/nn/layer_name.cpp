#include "nn/make_op.h"
#include "spec/words.h"

namespace hunch::nn {

LayerName layer_name(const spec::LayerSpec& layer, int number) {
  const std::string n = std::to_string(number);
  const auto named = [&](const char* title) {
    return LayerName{std::string(spec::to_word(layer.type)) + "-" + n, title + (" " + n)};
  };
  switch (layer.type) {
    case spec::LayerType::kConv2d:
    case spec::LayerType::kConv1d:
      return named("Convolution");
    case spec::LayerType::kConvTranspose2d:
    case spec::LayerType::kConvTranspose1d:
      return named("Transposed convolution");
    case spec::LayerType::kBatchNorm:
      return named("Batch norm");
    case spec::LayerType::kLayerNorm:
      return named("Layer norm");
    case spec::LayerType::kRmsNorm:
      return named("RMS norm");
    case spec::LayerType::kGroupNorm:
      return named("Group norm");
    case spec::LayerType::kEmbedding:
      return named("Embedding");
    case spec::LayerType::kLearnedPosition:
      return named("Positions");
    case spec::LayerType::kSimpleRnn:
      return named("RNN");
    case spec::LayerType::kLstm:
      return named("LSTM");
    case spec::LayerType::kGru:
      return named("GRU");
    case spec::LayerType::kDropconnect:
      return named("DropConnect");
    case spec::LayerType::kAttention:
      return named("Attention");
    case spec::LayerType::kTransformerBlock:
      return named("Block");
    case spec::LayerType::kCrossAttention:
      return named("Cross-attention");
    case spec::LayerType::kTransformerDecoder:
      return named("Decoder");
    default:
      return {"hidden-" + n, "Hidden " + n};
  }
}

}  // namespace hunch::nn
