#include "data/sets/regimes.h"

#include <algorithm>
#include <cmath>

#include "base/math.h"
#include "base/random.h"

namespace hunch::data::sets {

Regime regime(const spec::DataSpec& data, std::uint64_t seed, std::uint32_t i) {
  Random random(seed, Stream::kData, i);
  Regime regime;
  regime.rows = std::max(1, static_cast<int>(data.dwell * random.uniform(0.5, 1.5)));
  regime.period = data.period * math::exp(math::log(2) * random.uniform(-1, 1));
  regime.level = random.uniform(-2, 2);
  regime.noise = random.uniform(0.5, 2);
  return regime;
}

std::vector<double> regimes(const spec::DataSpec& data, std::uint64_t seed) {
  const auto count = static_cast<std::size_t>(data.samples);
  Random noise(seed, Stream::kNoise);
  std::vector<double> values;
  double turns = 0;
  for (std::uint32_t i = 0; values.size() < count; ++i) {
    const Regime now = regime(data, seed, i);
    for (int t = 0; t < now.rows && values.size() < count; ++t) {
      values.push_back(now.level + math::sin(2 * math::kPi * turns) +
                       data.noise * now.noise * noise.normal());
      turns += 1 / now.period;
      turns -= std::floor(turns);
    }
  }
  return values;
}

}  // namespace hunch::data::sets
