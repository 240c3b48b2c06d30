#pragma once

#include <cstdint>
#include <span>

#include "ops/op.h"
#include "spec/spec.h"

namespace hunch::nn {

/// What Init::kAuto means beside this activation: He normal for the relu family (relu, leaky relu,
/// elu, gelu, silu, softplus, celu, hard-swish, mish), Glorot uniform for linear, sigmoid, tanh,
/// softsign and hard-sigmoid, and LeCun normal for selu, which keeps mean 0 and variance 1 with it
/// (Klambauer and others 2017).
spec::Init resolve_init(spec::Init init, spec::Activation activation);

/// Initial weights W (D,H), each f(seed, layer, index). With D inputs and H units the variance is
///   Glorot 2/(D+H)  (Glorot and Bengio 2010, eq. 12 and 16),
///   He     2/D      (He, Zhang, Ren, Sun 2015, eq. 10),
///   LeCun  1/D      (LeCun, Bottou, Orr, Müller 1998, eq. 16);
/// uniform ones lie within +-sqrt(3 variance). Normal ones are not truncated.
void fill_initial(spec::Init init, int inputs, int units, std::uint64_t seed, std::uint64_t layer,
                  std::span<float> weights);

/// One parameter as it begins, f(seed, layer, index): weights as `init` says, the rest as the
/// parameter itself says. Orthogonal ones are blocks of `rows` columns, each by Gram-Schmidt from
/// normal numbers (Saxe, McClelland, Ganguli 2014).
void fill_start(const ops::Parameter& parameter, spec::Init init, std::uint64_t seed,
                std::uint64_t layer, std::span<float> values);

}  // namespace hunch::nn
