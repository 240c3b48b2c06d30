#include "nn/make_op.h"

namespace hunch::nn {

const char* looks_ahead(const spec::LayerSpec& layer) {
  using enum spec::LayerType;
  switch (layer.type) {
    case kAttention:
    case kTransformerBlock:
      return layer.causal ? nullptr
                          : "[attention] sees the tokens that are to be told: needs causal true";
    case kSimpleRnn:
    case kLstm:
    case kGru:
      if (layer.bidirectional) {
        return "[recurrent] sees the tokens that are to be told: needs bidirectional false";
      }
      return layer.returns == spec::Returns::kEveryStep
                 ? nullptr
                 : "[recurrent] gives one state: needs returns every-step, since each step tells "
                   "its next token";
    case kConv1d:
      return layer.padding == spec::Padding::kCausal
                 ? nullptr
                 : "[conv1d] sees the tokens that are to be told: needs padding causal";
    case kConvTranspose1d:
      return layer.padding == spec::Padding::kCausal
                 ? nullptr
                 : "[conv-transpose1d] tells earlier steps of later ones: needs padding causal";
    case kMaxPool1d:
    case kAveragePool1d:
    case kGlobalAveragePool:
    case kGlobalMaxPool:
    case kFlatten:
    case kReshape:
    case kBatchNorm:
    case kRepeat:
      return "[layer] mixes steps with later ones: cannot stand where next tokens are told";
    default:
      return nullptr;
  }
}

}  // namespace hunch::nn
