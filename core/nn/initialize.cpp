#include "nn/initialize.h"

#include <algorithm>
#include <cmath>

#include "base/random.h"

namespace hunch::nn {

spec::Init resolve_init(spec::Init init, spec::Activation activation) {
  if (init != spec::Init::kAuto) return init;
  switch (activation) {
    case spec::Activation::kLinear:
    case spec::Activation::kSigmoid:
    case spec::Activation::kTanh:
    case spec::Activation::kSoftsign:
    case spec::Activation::kHardsigmoid:
      return spec::Init::kGlorotUniform;
    case spec::Activation::kSelu:
      return spec::Init::kLecunNormal;
    case spec::Activation::kRelu:
    case spec::Activation::kLeakyRelu:
    case spec::Activation::kElu:
    case spec::Activation::kGelu:
    case spec::Activation::kSilu:
    case spec::Activation::kSoftplus:
    case spec::Activation::kCelu:
    case spec::Activation::kHardswish:
    case spec::Activation::kMish:
      break;
  }
  return spec::Init::kHeNormal;
}

void fill_initial(spec::Init init, int inputs, int units, std::uint64_t seed, std::uint64_t layer,
                  std::span<float> weights) {
  double variance = 0;
  bool normal = false;
  switch (init) {
    case spec::Init::kGlorotNormal:
      normal = true;
      [[fallthrough]];
    case spec::Init::kGlorotUniform:
      variance = 2.0 / (inputs + units);
      break;
    case spec::Init::kHeNormal:
      normal = true;
      [[fallthrough]];
    case spec::Init::kHeUniform:
      variance = 2.0 / inputs;
      break;
    case spec::Init::kLecunNormal:
      normal = true;
      [[fallthrough]];
    case spec::Init::kLecunUniform:
      variance = 1.0 / inputs;
      break;
    case spec::Init::kAuto:
    case spec::Init::kZeros:
      break;
  }
  if (variance == 0) return std::fill(weights.begin(), weights.end(), 0.0f);
  Random random(seed, Stream::kInit, layer);
  const double deviation = std::sqrt(variance);
  const double limit = std::sqrt(3.0 * variance);
  for (float& w : weights) {
    w = static_cast<float>(normal ? deviation * random.normal() : random.uniform(-limit, limit));
  }
}

}  // namespace hunch::nn
