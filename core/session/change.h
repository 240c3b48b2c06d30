#pragma once

#include "nn/network.h"
#include "spec/spec.h"

namespace hunch::session {

/// How far one spec is from another: what must be made anew to get there.
struct Change {
  bool run = false;     ///< other data, seed or weights' layout: everything starts anew
  bool points = false;  ///< points drawn or taken away: the weights stay
  bool plan = false;    ///< dropouts or activations came, went or read others: the weights stay
  bool layers = false;  ///< only rates, activations and names changed
  bool training = false;
  bool probing = false;  ///< what pictures are made of: tau, samples, axes, held values
};

Change change_between(const spec::ModelSpec& from, const spec::ModelSpec& to, nn::Head head_from,
                      nn::Head head_to);

}  // namespace hunch::session
