#include "train/schedule.h"

#include <doctest/doctest.h>

#include <cmath>

using namespace hunch;

namespace {

/// Rate after `epochs` epochs of ten steps.
double after(const spec::TrainingSpec& t, double epochs) {
  return train::scheduled_rate(t, static_cast<std::uint64_t>(std::lround(epochs * 10)), 10);
}

spec::TrainingSpec settings(spec::Schedule schedule) {
  spec::TrainingSpec t;
  t.rate = 0.8;
  t.epochs = 100;
  t.schedule = schedule;
  t.schedule_epochs = 20;
  t.schedule_factor = 0.5;
  return t;
}

}  // namespace

TEST_CASE("schedules against values worked out by hand") {
  const auto near = [](double v) { return doctest::Approx(v).epsilon(1e-12); };
  spec::TrainingSpec t = settings(spec::Schedule::kConstant);
  CHECK(after(t, 0) == 0.8);
  CHECK(after(t, 500) == 0.8);

  t = settings(spec::Schedule::kStep);
  CHECK(after(t, 19.9) == near(0.8));
  CHECK(after(t, 20) == near(0.4));
  CHECK(after(t, 59.9) == near(0.2));
  CHECK(after(t, 60) == near(0.1));

  t = settings(spec::Schedule::kExponential);
  CHECK(after(t, 0) == near(0.8));
  CHECK(after(t, 10) == near(0.8 * std::sqrt(0.5)));
  CHECK(after(t, 40) == near(0.2));

  t = settings(spec::Schedule::kCosine);  // 0.8 to 0.4
  CHECK(after(t, 0) == near(0.8));
  CHECK(after(t, 25) == near(0.6 + 0.2 * std::sqrt(0.5)));
  CHECK(after(t, 50) == near(0.6));
  CHECK(after(t, 100) == near(0.4));
  CHECK(after(t, 1000) == near(0.4));

  t = settings(spec::Schedule::kWarmup);  // 200 steps
  CHECK(after(t, 0) == near(0.8 / 200));
  CHECK(after(t, 9.9) == near(0.4));
  CHECK(after(t, 19.9) == near(0.8));
  CHECK(after(t, 50) == near(0.8));

  t = settings(spec::Schedule::kOneCycle);
  CHECK(after(t, 0) == near(0.8 / 25));
  CHECK(after(t, 15) == near((0.8 + 0.8 / 25) / 2));
  CHECK(after(t, 30) == near(0.8));
  CHECK(after(t, 65) == near(0.6));
  CHECK(after(t, 100) == near(0.4));
  CHECK(after(t, 200) == near(0.4));
}
