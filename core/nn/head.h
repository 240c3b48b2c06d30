#pragma once

#include <cstdint>

#include "spec/spec.h"

namespace hunch::nn {

/// The output layer that data and loss ask for; it is not listed in the spec.
struct Head {
  enum class Kind : std::uint8_t {
    kValue,     ///< regression, 1 output: the mean
    kGaussian,  ///< regression, 2 outputs: mean and log variance
    kLogit,     ///< two classes, 1 output: log odds of class 1; or of a value from 0 to 1
    kLogits     ///< K classes, K outputs
  } kind = Kind::kLogit;
  int outputs = 1;      ///< of each answer
  int answers = 1;      ///< asked of one example: a forecast's steps, or T of tokens
  bool itself = false;  ///< the answers are the example, in its own shape
  bool next = false;    ///< answer t is the token after step t: the layer works step by step

  int width() const { return outputs * answers; }  ///< O, all that one example gives
  bool operator==(const Head&) const = default;
};

/// Decides the head. `classes` is 0 for a regression, of which `shares` are values from 0 to 1.
Head head_for(spec::Loss loss, int classes, bool shares = false);
/// What Loss::kAuto means for this data.
spec::Loss resolve_loss(spec::Loss loss, int classes, bool shares = false);

}  // namespace hunch::nn
