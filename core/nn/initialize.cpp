#include "nn/initialize.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "base/random.h"

namespace hunch::nn {
namespace {

/// Columns [first, first + count) of values (R,C) become orthonormal, count <= R.
void orthonormalize(std::span<float> values, std::size_t rows, std::size_t cols, std::size_t first,
                    std::size_t count, Random& random) {
  std::vector<double> basis(count * rows);  // (count,R)
  for (std::size_t j = 0; j < count; ++j) {
    double* v = basis.data() + j * rows;
    double length = 0;
    while (length < 1e-6) {  // almost surely once
      for (std::size_t i = 0; i < rows; ++i) v[i] = random.normal();
      for (std::size_t k = 0; k < j; ++k) {
        const double* u = basis.data() + k * rows;
        double along = 0;
        for (std::size_t i = 0; i < rows; ++i) along += u[i] * v[i];
        for (std::size_t i = 0; i < rows; ++i) v[i] -= along * u[i];
      }
      length = 0;
      for (std::size_t i = 0; i < rows; ++i) length += v[i] * v[i];
      length = std::sqrt(length);
    }
    for (std::size_t i = 0; i < rows; ++i) {
      v[i] /= length;
      values[i * cols + first + j] = static_cast<float>(v[i]);
    }
  }
}

}  // namespace

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

void fill_start(const ops::Parameter& parameter, spec::Init init, std::uint64_t seed,
                std::uint64_t layer, std::span<float> values) {
  // A layer has one weight of spec::Init and at most one of each other kind, so that streams never
  // meet: the weight keeps the layer's own number.
  constexpr std::uint64_t kOther = std::uint64_t{1} << 32;
  switch (parameter.start) {
    case ops::Start::kWeight:
      return fill_initial(init, parameter.fan_in, parameter.fan_out, seed, layer, values);
    case ops::Start::kOrthogonal: {
      Random random(seed, Stream::kInit, layer + kOther);
      const auto rows = static_cast<std::size_t>(parameter.rows);
      const auto cols = static_cast<std::size_t>(parameter.cols);
      for (std::size_t first = 0; first < cols; first += rows) {
        orthonormalize(values, rows, cols, first, std::min(rows, cols - first), random);
      }
      return;
    }
    case ops::Start::kEmbedding: {
      Random random(seed, Stream::kInit, layer + kOther);
      for (float& value : values) value = static_cast<float>(0.02 * random.normal());
      return;
    }
    case ops::Start::kZero:
      return std::fill(values.begin(), values.end(), 0.0f);
    case ops::Start::kOne:
      return std::fill(values.begin(), values.end(), 1.0f);
    case ops::Start::kForgetBias: {
      const auto units = static_cast<std::size_t>(parameter.cols);
      std::fill(values.begin(), values.end(), 0.0f);
      std::fill_n(values.begin() + parameter.cols, units, 1.0f);
      return;
    }
  }
}

}  // namespace hunch::nn
