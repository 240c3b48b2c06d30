// Trains a network with dropout on x sin x, then asks it about places on the data, in their gap and
// far from them: how sure it is falls in that order.
#include <iostream>
#include <span>
#include <variant>

#include "session/session.h"
#include "spec/validate.h"

constexpr const char* kSpec = R"({
  "data": {"source": "x-sin-x", "samples": 200, "features": ["x"]},
  "model": [
    {"type": "dense", "units": 64, "activation": "relu"}, {"type": "dropout", "rate": 0.05},
    {"type": "dense", "units": 64, "activation": "relu"}, {"type": "dropout", "rate": 0.05}
  ],
  "training": {"batch": 20, "epochs": 400}
})";

int main() {
  // A spec that is not valid comes with a list of what is wrong.
  const hunch::spec::Checked checked = hunch::spec::validate(kSpec);
  for (const hunch::Issue& issue : checked.issues) {
    std::cerr << issue.pointer << " needs " << issue.allowed << '\n';
  }
  if (!checked.valid()) return 2;

  auto opened = hunch::session::Session::open(checked.spec);
  auto* session = std::get_if<hunch::session::Session>(&opened);
  if (session == nullptr) return 1;
  while (session->finish_epoch() > 0) continue;
  std::cout << "validation rmse " << session->history().back().validation.rmse << '\n';

  double doubts[3] = {};
  const double places[3] = {3.0, 6.75, 14.0};  // on the data, in the gap, beyond
  for (int i = 0; i < 3; ++i) {
    const hunch::session::Probe probe = session->probe(std::span(places + i, 1), 500);
    doubts[i] = probe.epistemic;
    std::cout << "x = " << places[i] << ": mean " << probe.mean << ", variance " << probe.aleatoric
              << " (noise) + " << probe.epistemic << " (doubt)\n";
  }
  return doubts[0] < doubts[2] ? 0 : 1;
}
