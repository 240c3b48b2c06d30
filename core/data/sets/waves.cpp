#include "data/sets/waves.h"

#include <cmath>

#include "base/math.h"
#include "base/random.h"

namespace hunch::data::sets {

std::vector<Wave> waves_of(const spec::DataSpec& data, std::uint64_t seed) {
  Random random(seed, Stream::kData);
  std::vector<Wave> waves;
  for (int i = 0; i < data.waves; ++i) {
    Wave wave;
    wave.phase = random.uniform();
    const double share = random.uniform(0.2, 0.7), amplitude = random.uniform(0.3, 0.8);
    wave.period = i == 0 ? data.period : share * data.period;
    wave.amplitude = i == 0 ? 1 : amplitude;
    waves.push_back(wave);
  }
  return waves;
}

std::vector<double> waves(const spec::DataSpec& data, std::uint64_t seed) {
  const std::vector<Wave> sum = waves_of(data, seed);
  Random noise(seed, Stream::kNoise);
  std::vector<double> values;
  for (int t = 0; t < data.samples; ++t) {
    double value = data.noise * noise.normal();
    for (const Wave& wave : sum) {
      const double turns = t / wave.period + wave.phase;
      value += wave.amplitude * math::sin(2 * math::kPi * (turns - std::floor(turns)));
    }
    values.push_back(value);
  }
  return values;
}

}  // namespace hunch::data::sets
