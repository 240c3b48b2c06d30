#include "session/forecaster.h"

#include <doctest/doctest.h>

#include <cmath>

#include "session/session.h"

using namespace hunch;
using session::Session;

namespace {

/// A rising series with a period of 12 rows.
std::string rising() {
  std::string csv = "t,value\n";
  for (int t = 0; t < 200; ++t) {
    csv += std::to_string(t) + "," +
           std::to_string(100 + 0.5 * t + 10 * std::sin(t / 12.0 * 6.2831853)) + "\n";
  }
  return csv;
}

Session opened(const std::string& series, const std::string& layers) {
  const spec::Checked checked =
      spec::validate(R"({"data":{"source":"series","csv":{"target":"value"},"series":)" + series +
                     R"(},"training":{"epochs":40,"rate":0.01},"model":)" + layers + "}");
  for (const Issue& issue : checked.issues) FAIL(issue.pointer << " " << issue.allowed);
  auto made = Session::open(checked.spec, rising(), &kernels::exact());
  REQUIRE(std::holds_alternative<Session>(made));
  return std::move(std::get<Session>(made));
}

constexpr const char* kLstm =
    R"([{"type":"lstm","units":16},{"type":"dropout","rate":0.1},{"type":"dense","units":16}])";

}  // namespace

TEST_CASE("a forecast beside the truth, in the series' own units, also where it is relative") {
  for (const char* relative : {"false", "true"}) {
    CAPTURE(std::string(relative));
    Session session = opened(
        std::string(R"({"window":24,"horizon":6,"season":12,"relative":)") + relative + "}", kLstm);
    while (session.train(1000) > 0) {
    }
    const session::SeriesRows rows = session.series_rows();
    REQUIRE(rows.values.size() == 200);
    for (std::size_t t = 0; t < 200; ++t) {
      CHECK(rows.values[t] ==
            doctest::Approx(100 + 0.5 * static_cast<double>(t) +
                            10 * std::sin(static_cast<double>(t) / 12.0 * 6.2831853))
                .epsilon(1e-3));
    }
    CHECK(rows.window == 24);
    CHECK(rows.horizon == 6);
    CHECK(rows.first.size() == rows.parts.size());

    const session::SeriesProbe probe = session.probe_series(3, 50, 4);
    REQUIRE(probe.seen.size() == 24);
    REQUIRE(probe.truth.size() == 6);
    CHECK(probe.seen[0] == doctest::Approx(static_cast<double>(rows.values[3])).epsilon(1e-4));
    CHECK(probe.truth[0] == doctest::Approx(static_cast<double>(rows.values[27])).epsilon(1e-4));
    CHECK(probe.naive[0] == doctest::Approx(static_cast<double>(rows.values[15])).epsilon(1e-4));
    const session::Forecast& told = probe.forecast;
    CHECK(told.samples == 50);
    REQUIRE(told.mean.size() == 6);
    REQUIRE(told.futures.size() == 4);
    for (std::size_t h = 0; h < 6; ++h) {
      CHECK(std::fabs(told.mean[h] - probe.truth[h]) < 12);
      CHECK(told.deviation[h] * told.deviation[h] ==
            doctest::Approx(told.aleatoric[h] * told.aleatoric[h] +
                            told.epistemic[h] * told.epistemic[h])
                .epsilon(1e-3));
      CHECK(told.epistemic[h] > 0);
      CHECK(told.low[h] < told.mean[h]);
      CHECK(told.high[h] > told.mean[h]);
      CHECK(std::fabs(told.futures[0][h] - told.mean[h]) < 6 * told.deviation[h]);
    }
    CHECK(told.futures[0] != told.futures[1]);
    CHECK(session.probe_series(3, 50, 4).forecast.futures == told.futures);
  }
}

TEST_CASE("a network with a noise of its own tells one for each step") {
  const spec::Checked checked = spec::validate(
      R"({"data":{"source":"series","csv":{"target":"value"},"series":{"window":12,"horizon":3}},
          "training":{"epochs":5,"loss":"gaussian-nll"},"model":[{"type":"gru","units":8}]})");
  REQUIRE(checked.valid());
  auto made = Session::open(checked.spec, rising(), &kernels::exact());
  REQUIRE(std::holds_alternative<Session>(made));
  Session& session = std::get<Session>(made);
  session.train(20);
  const session::SeriesProbe probe = session.probe_series(0, 10, 2);
  CHECK(probe.forecast.samples == 1);
  REQUIRE(probe.forecast.aleatoric.size() == 3);
  CHECK(probe.forecast.aleatoric[0] != probe.forecast.aleatoric[1]);
  CHECK(probe.forecast.epistemic[0] == doctest::Approx(0));
  CHECK(session.series_stages(0).outputs.size() == 2);
  CHECK(session.probe_text("a", 3).tokens.empty());
}
