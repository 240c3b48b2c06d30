#include <algorithm>
#include <cmath>
#include <numbers>

#include "base/hash.h"
#include "data/series.h"
#include "data/sets/regimes.h"
#include "data/sets/waves.h"
#include "support.h"

using namespace hunch;
using namespace with_data;
using data::Dataset;
using doctest::Approx;

namespace {

constexpr double kTurn = 2 * std::numbers::pi;

spec::DataSpec asked(const std::string& source, const std::string& more) {
  return checked_spec("{\"data\":{\"source\":\"" + source + "\"" + more + "}}")->data;
}

std::vector<double> waves(const std::string& more, std::uint64_t seed = 1) {
  return data::sets::waves(asked("waves", more), seed);
}

std::vector<double> regimes(const std::string& more, std::uint64_t seed = 1) {
  return data::sets::regimes(asked("regimes", more), seed);
}

}  // namespace

TEST_CASE("signals: one wave has the period that is asked for") {
  for (const int period : {5, 24, 100}) {
    const auto values =
        waves(",\"noise\":0,\"waves\":1,\"samples\":400,\"period\":" + std::to_string(period));
    REQUIRE(values.size() == 400);
    for (std::size_t t = 0; t + static_cast<std::size_t>(period) < 400; ++t)
      CHECK(values[t] == Approx(values[t + static_cast<std::size_t>(period)]).epsilon(1e-9));
    // No shorter one: over one period it is a sine of amplitude 1, with mean 0 and mean square 1/2.
    double sum = 0, squares = 0, first = 0, second = 0;
    for (int t = 0; t < period; ++t) {
      const double value = values[static_cast<std::size_t>(t)];
      sum += value, squares += value * value;
      first += value * std::cos(kTurn * t / period), second += value * std::sin(kTurn * t / period);
    }
    CHECK(sum == Approx(0).epsilon(1e-9));
    CHECK(squares == Approx(period / 2.0));
    CHECK(std::hypot(first, second) == Approx(period / 2.0));
  }
}

TEST_CASE("signals: waves are the sum of their sines, more of them keep the first") {
  const spec::DataSpec data = asked("waves", ",\"noise\":0,\"waves\":4,\"period\":30");
  const auto sines = data::sets::waves_of(data, 1);
  const auto values = data::sets::waves(data, 1);
  REQUIRE(sines.size() == 4);
  for (std::size_t i = 0; i < 4; ++i) {
    CHECK(sines[i].period <= (i == 0 ? 30 : 21));
    CHECK(sines[i].period >= (i == 0 ? 30 : 6));
  }
  for (std::size_t t = 0; t < values.size(); ++t) {
    double sum = 0;
    for (const auto& sine : sines)
      sum += sine.amplitude * std::sin(kTurn * (static_cast<double>(t) / sine.period + sine.phase));
    CHECK(values[t] == Approx(sum).epsilon(1e-9));
  }
  const auto fewer = data::sets::waves_of(asked("waves", ",\"waves\":2,\"period\":30"), 1);
  CHECK(fewer[1].period == sines[1].period);
  CHECK(fewer[1].phase == sines[1].phase);
}

TEST_CASE("signals: noise has the deviation that is asked for and moves no wave") {
  const auto clean = waves(",\"noise\":0,\"samples\":8000");
  const auto noisy = waves(",\"noise\":0.3,\"samples\":8000");
  double sum = 0, squares = 0;
  for (std::size_t t = 0; t < 8000; ++t) {
    const double difference = noisy[t] - clean[t];
    sum += difference, squares += difference * difference;
  }
  CHECK(std::fabs(sum / 8000) < 0.02);
  CHECK(std::sqrt(squares / 8000) == Approx(0.3).epsilon(0.04));
}

TEST_CASE("signals: in each regime one wave about its own level, of its own period") {
  const spec::DataSpec data = asked("regimes", ",\"noise\":0,\"samples\":3000,\"period\":20");
  const auto values = data::sets::regimes(data, 3);
  REQUIRE(values.size() == 3000);
  std::size_t begin = 0;
  int rows = 0, count = 0;
  for (std::uint32_t i = 0; begin < values.size(); ++i, ++count) {
    const auto now = data::sets::regime(data, 3, i);
    CHECK(now.period >= 10);
    CHECK(now.period <= 40);
    CHECK(now.rows >= 60);
    CHECK(now.rows <= 180);
    const std::size_t end = std::min(values.size(), begin + static_cast<std::size_t>(now.rows));
    for (std::size_t t = begin + 1; t + 1 < end; ++t) {
      CHECK(std::fabs(values[t] - now.level) <= 1 + 1e-12);
      // sin(a - d) + sin(a + d) = 2 cos d sin a.
      CHECK(values[t - 1] + values[t + 1] - 2 * now.level ==
            Approx(2 * std::cos(kTurn / now.period) * (values[t] - now.level)).epsilon(1e-9));
    }
    // The wave runs on through the change: only the level jumps.
    if (end < values.size())
      CHECK(values[end] - data::sets::regime(data, 3, i + 1).level ==
            Approx(2 * std::cos(kTurn / now.period) * (values[end - 1] - now.level) -
                   (values[end - 2] - now.level))
                .epsilon(1e-9));
    begin = end;
    rows += now.rows;
  }
  CHECK(count > 15);
  CHECK(static_cast<double>(rows) / count == Approx(120).epsilon(0.2));
}

TEST_CASE("signals: the noise of a regime is its own") {
  const std::string more = ",\"samples\":20000,\"dwell\":10000";
  const auto clean = regimes(more + ",\"noise\":0"), noisy = regimes(more + ",\"noise\":0.2");
  const auto first = data::sets::regime(asked("regimes", more), 1, 0);
  double squares = 0;
  for (int t = 0; t < first.rows; ++t) {
    const auto at = static_cast<std::size_t>(t);
    squares += (noisy[at] - clean[at]) * (noisy[at] - clean[at]);
  }
  CHECK(std::sqrt(squares / first.rows) == Approx(0.2 * first.noise).epsilon(0.03));
}

TEST_CASE("signals: the seed decides, more rows keep the first, every target has the same bits") {
  for (const auto make : {waves, regimes}) {
    const auto few = make(",\"samples\":200", 1), many = make(",\"samples\":500", 1);
    CHECK(std::equal(few.begin(), few.end(), many.begin()));
    CHECK(few != make(",\"samples\":200", 2));
  }
  const auto fingerprint = [](const std::vector<double>& values) {
    return hex(hash_bytes(std::as_bytes(std::span(values))));
  };
  CHECK(fingerprint(waves(",\"samples\":1000", 1)) == "49e3109356d83eb1");
  CHECK(fingerprint(regimes(",\"samples\":1000", 1)) == "3a14ef9f43adf063");
}

TEST_CASE("signals: they become windows with a naive forecast, whatever a table was read as") {
  const Dataset d =
      prepared(checked_spec(R"({"data":{"source":"waves","waves":1,"noise":0,"period":12,
        "csv":{"target":"sold","exclude":["day"]},
        "series":{"window":10,"horizon":3,"season":12,"channels":"numbers"}}})"),
               "not,looked\nat,1")
          .dataset;
  CHECK(d.task == data::Task::kRegression);
  CHECK(d.shape == Shape{10, 1});
  CHECK(d.answers == 3);
  CHECK(d.count() == 268 + 108);  // 280 and 120 rows
  CHECK(d.feature_names == std::vector<std::string>{"value"});
  REQUIRE(d.naive.has_value());
  CHECK(d.naive->forecast == "season before");
  CHECK(d.naive->rmse < 1e-9);
  const Issue issue =
      refused(checked_spec(R"({"data":{"source":"regimes","samples":60,"series":{"window":40}}})"));
  CHECK(issue.pointer == "/data/series/window");
}
