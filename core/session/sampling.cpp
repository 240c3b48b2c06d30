#include "session/sampling.h"

#include <algorithm>
#include <numeric>

#include "base/math.h"

namespace hunch::session {
namespace {

void normalize(std::vector<double>& p) {
  const double sum = std::accumulate(p.begin(), p.end(), 0.0);
  for (double& value : p) value /= sum;
}

}  // namespace

std::vector<double> sharpen(std::span<const float> p, const Sampling& how) {
  std::vector<std::size_t> order(p.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return p[a] > p[b]; });

  std::vector<double> out(p.size(), 0.0);
  if (how.temperature <= 0) {
    out[order.front()] = 1;
    return out;
  }
  // Relative to the likeliest, so that nothing overflows or vanishes as a whole.
  const double most = math::log(static_cast<double>(p[order.front()]));
  for (std::size_t i = 0; i < p.size(); ++i) {
    if (p[i] <= 0) continue;
    out[i] = math::exp((math::log(static_cast<double>(p[i])) - most) / how.temperature);
  }
  if (how.top_k > 0) {
    for (std::size_t i = static_cast<std::size_t>(how.top_k); i < order.size(); ++i) {
      out[order[i]] = 0;
    }
  }
  normalize(out);
  double sum = 0;
  for (const std::size_t index : order) {
    if (sum >= how.top_p) out[index] = 0;
    sum += out[index];
  }
  normalize(out);
  return out;
}

int draw_from(std::span<const double> p, Random& random) {
  double left = random.uniform();
  int last = 0;
  for (std::size_t i = 0; i < p.size(); ++i) {
    if (p[i] <= 0) continue;
    last = static_cast<int>(i);
    if (left < p[i]) break;
    left -= p[i];
  }
  return last;
}

}  // namespace hunch::session
