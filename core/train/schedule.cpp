#include "train/schedule.h"

#include <algorithm>
#include <cmath>

#include "base/math.h"

namespace hunch::train {
namespace {

constexpr double kOneCycleStart = 1.0 / 25;
constexpr double kOneCycleRise = 0.3;

/// `from` at share 0, `to` at share 1 and beyond, along half a cosine.
double half_cosine(double from, double to, double share) {
  return to + 0.5 * (from - to) * (1 + math::cos(math::kPi * std::min(share, 1.0)));
}

}  // namespace

double scheduled_rate(const spec::TrainingSpec& t, std::uint64_t step,
                      std::uint64_t steps_per_epoch) {
  const double per_epoch = static_cast<double>(std::max<std::uint64_t>(steps_per_epoch, 1));
  const double epoch = static_cast<double>(step) / per_epoch;
  const double whole = std::max(1, t.epochs);
  const double length = std::max(1, t.schedule_epochs);
  const double last = t.rate * t.schedule_factor;
  switch (t.schedule) {
    case spec::Schedule::kConstant:
      return t.rate;
    case spec::Schedule::kStep:
      return t.rate * math::pow(t.schedule_factor, std::floor(epoch / length));
    case spec::Schedule::kExponential:
      return t.rate * math::pow(t.schedule_factor, epoch / length);
    case spec::Schedule::kCosine:
      return half_cosine(t.rate, last, epoch / whole);
    case spec::Schedule::kWarmup:
      return t.rate * std::min(1.0, (static_cast<double>(step) + 1) / (length * per_epoch));
    case spec::Schedule::kOneCycle: {
      const double rise = kOneCycleRise * whole;
      if (epoch < rise) return half_cosine(t.rate * kOneCycleStart, t.rate, epoch / rise);
      return half_cosine(t.rate, last, (epoch - rise) / (whole - rise));
    }
  }
  return t.rate;
}

}  // namespace hunch::train
