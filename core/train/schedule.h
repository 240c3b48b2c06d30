#pragma once

#include <cstdint>

#include "spec/spec.h"

namespace hunch::train {

/// Learning rate of step `step` (from 0), with e = step / steps_per_epoch the time in epochs,
/// r = rate, n = schedule_epochs, f = schedule_factor, E = epochs:
///   constant     r
///   step         r f^floor(e/n)
///   exponential  r f^(e/n)
///   cosine       from r to f r along half a cosine over E, then f r
///                (Loshchilov and Hutter 2017, "SGDR", eq. 5, without restarts)
///   warm-up      r (step + 1) / (n steps_per_epoch), at most r: the first step already moves
///   one-cycle    r/25 to r over the first 30 % of E, then to f r, both along half a cosine
///                (Smith and Topin 2018, "Super-convergence")
double scheduled_rate(const spec::TrainingSpec& training, std::uint64_t step,
                      std::uint64_t steps_per_epoch);

}  // namespace hunch::train
