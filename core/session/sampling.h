#pragma once

#include <span>
#include <vector>

#include "base/random.h"

namespace hunch::session {

/// How a token is drawn from its probabilities.
struct Sampling {
  double temperature = 1;  ///< below 1: the likely ones more often; 0: always the likeliest
  int top_k = 0;           ///< only so many of the likeliest; 0: all
  double top_p = 1;        ///< of these only the fewest that together have this probability
};

/// What is drawn from (K), summing to 1: p^(1/temperature) of the tokens that top_k and top_p
/// leave, 0 for the others. Of equal ones the first counts as likelier. top_k: Fan, Lewis, Dauphin
/// 2018, "Hierarchical neural story generation", ACL; top_p: Holtzman, Buys, Du, Forbes, Choi 2020,
/// "The curious case of neural text degeneration", ICLR.
std::vector<double> sharpen(std::span<const float> p, const Sampling& how);

/// An index of p (K), each as likely as p says.
int draw_from(std::span<const double> p, Random& random);

}  // namespace hunch::session
