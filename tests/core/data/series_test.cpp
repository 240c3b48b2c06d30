#include "data/series.h"

#include <algorithm>
#include <cmath>

#include "base/random.h"
#include "data/recipe.h"
#include "data/subset.h"
#include "support.h"

using namespace hunch;
using namespace with_data;
using data::Dataset;
using doctest::Approx;

namespace {

spec::ValidSpec series_spec(const std::string& fields = "", const std::string& more = "") {
  return checked_spec("{\"data\":{\"source\":\"series\",\"series\":{" + fields + "}" + more + "}}");
}

Dataset read(std::string_view csv, const std::string& fields = "", const std::string& more = "") {
  return prepared(series_spec(fields, more), csv).dataset;
}

/// A date, a column of text and two of numbers: y = 10 + i, x = i^2.
std::string table(int rows) {
  std::string out = "when,what,x,y\n";
  for (int i = 0; i < rows; ++i)
    out += std::to_string(1900 + i) + "-01-01," + (i % 2 ? "odd," : "even,") +
           std::to_string(i * i) + "," + std::to_string(10 + i) + "\n";
  return out;
}

/// What feature (t,c) of window n is in own units.
double own(const Dataset& d, std::size_t n, std::size_t t, std::size_t c) {
  const auto width = static_cast<std::size_t>(d.shape[1]);
  const std::size_t at = n * d.shape.size() + t * width + c;
  return static_cast<double>(d.features[at]) * d.feature_scaling.deviation[c] +
         d.feature_scaling.mean[c];
}

}  // namespace

TEST_CASE("series: windows of the target with the values after them, split in time") {
  const Dataset d = read(table(100), "\"window\":5,\"horizon\":3", ",\"trainFraction\":0.7");
  CHECK(d.task == data::Task::kRegression);
  CHECK(d.shape == Shape{5, 1});
  CHECK(d.answers == 3);
  CHECK_FALSE(d.next);
  CHECK(d.lengths.empty());
  CHECK(d.feature_names == std::vector<std::string>{"y"});
  CHECK(d.target_name == "y");
  // Rows 0..69 hold windows that begin at 0..62, rows 70..99 at 70..92; 63..69 would reach over.
  CHECK(d.count() == 63 + 23);
  CHECK(std::count(d.is_train.begin(), d.is_train.end(), 1) == 63);
  for (std::size_t n = 0; n < d.count(); ++n) {
    const int start = d.origin[n];
    CHECK((d.is_train[n] != 0 ? start + 8 <= 70 : start >= 70));
    for (std::size_t t = 0; t < 5; ++t)
      CHECK(own(d, n, t, 0) == Approx(10 + start + static_cast<int>(t)).epsilon(1e-5));
    for (std::size_t h = 0; h < 3; ++h) {
      const double value = 10.0 + start + 5 + static_cast<double>(h);
      CHECK(d.target_raw[n * 3 + h] == value);
      CHECK(static_cast<double>(d.targets[n * 3 + h]) * d.target_scaling.deviation[0] +
                d.target_scaling.mean[0] ==
            Approx(value).epsilon(1e-5));
    }
  }
  // Mean and deviation of the first 70 values alone.
  CHECK(d.feature_scaling.mean[0] == Approx(10 + 34.5));
  CHECK(d.feature_scaling.deviation[0] == Approx(std::sqrt((70.0 * 70 - 1) / 12)));
  CHECK(d.target_scaling.mean == d.feature_scaling.mean);
}

TEST_CASE(
    "series: the other columns of numbers are channels when asked for, dates and text never") {
  const Dataset d = read(table(100), "\"window\":4,\"channels\":\"numbers\"");
  CHECK(d.shape == Shape{4, 2});
  CHECK(d.feature_names == std::vector<std::string>{"y", "x"});
  CHECK(own(d, 7, 2, 1) == Approx(81).epsilon(1e-5));
  const Dataset other =
      read(table(100), "\"window\":4,\"channels\":\"numbers\"", ",\"csv\":{\"target\":\"x\"}");
  CHECK(other.feature_names == std::vector<std::string>{"x", "y"});
  CHECK(other.target_raw[3] == 49);
  const Dataset without =
      read(table(100), "\"window\":4,\"channels\":\"numbers\"", ",\"csv\":{\"exclude\":[\"y\"]}");
  CHECK(without.feature_names == std::vector<std::string>{"x"});
}

TEST_CASE("series: relative windows do not see where they stand") {
  const Dataset d = read(table(100), "\"window\":4,\"horizon\":2,\"relative\":true",
                         ",\"csv\":{\"target\":\"y\"}");
  // y grows by one a row: every window is the same, in training and behind it.
  for (std::size_t n = 0; n < d.count(); ++n) {
    for (std::size_t t = 0; t < 4; ++t)
      CHECK(own(d, n, t, 0) == Approx(static_cast<double>(t) - 3).epsilon(1e-5));
    for (std::size_t h = 0; h < 2; ++h) {
      const auto scaled = static_cast<double>(d.targets[2 * n + h]);
      CHECK(scaled * d.target_scaling.deviation[0] + d.target_scaling.mean[0] ==
            Approx(1.0 + static_cast<double>(h)));
      CHECK(d.target_raw[2 * n + h] == 10 + d.origin[n] + 4 + static_cast<int>(h));
    }
  }
  CHECK(d.target_scaling.mean[0] == Approx(1.5));
  CHECK(d.target_scaling.deviation[0] == Approx(0.5));
}

TEST_CASE("series: holes lie between their neighbours of the same part, and are counted") {
  std::string csv = "v\n";
  for (int i = 0; i < 40; ++i)
    csv += (i == 0 || i == 11 || i == 12 || i == 19 || i == 20 ? "NA" : std::to_string(i)) + "\n";
  const Dataset d = read(csv, "\"window\":1", ",\"trainFraction\":0.5");
  CHECK(warns(d.warnings, "/csv/column/v", "filled"));
  CHECK(d.warnings[0].value == "5");
  const auto value = [&](std::int32_t at) {
    for (std::size_t n = 0; n < d.count(); ++n)
      if (d.origin[n] == at) return own(d, n, 0, 0);
    return std::nan("");
  };
  CHECK(value(0) == Approx(1));
  CHECK(value(11) == Approx(11).epsilon(1e-5));
  CHECK(value(12) == Approx(12).epsilon(1e-5));
  // Row 19 ends the training part, row 20 begins the other: neither looks across.
  CHECK(d.target_raw[18] == 18);
  CHECK(value(20) == Approx(21));
}

TEST_CASE("series: the naive forecast is measured where a model is") {
  // A wave of four rows on a slope of one a row.
  std::string csv = "v\n";
  const double wave[] = {0, 5, 0, -5};
  for (int i = 0; i < 60; ++i) csv += std::to_string(i + wave[i % 4]) + "\n";
  const auto rmse = [&](const std::string& fields) {
    const Dataset d = read(csv, fields, ",\"trainFraction\":0.5");
    REQUIRE(d.naive.has_value());
    return *d.naive;
  };
  // The season before is off by the slope of four rows, or of eight from the fifth row on.
  CHECK(rmse("\"window\":4,\"horizon\":4,\"season\":4").rmse == Approx(4));
  CHECK(rmse("\"window\":2,\"horizon\":8,\"season\":4").rmse == Approx(std::sqrt((16.0 + 64) / 2)));
  CHECK(rmse("\"window\":4,\"season\":4").forecast == "season before");
  // The last value is off by one and by the step of the wave, five each way.
  CHECK(rmse("\"window\":3").forecast == "last value");
  const double up = 36, down = 16;  // from row 31 to 32, from row 33 to 34
  CHECK(rmse("\"window\":2,\"stride\":4").rmse == Approx(std::sqrt(up)));
  CHECK(rmse("\"window\":4,\"stride\":4").rmse == Approx(std::sqrt(down)));
}

TEST_CASE("series: the stride thins windows of both parts") {
  const Dataset d = read(table(100), "\"window\":5,\"stride\":10", ",\"trainFraction\":0.5");
  CHECK(d.origin == std::vector<std::int32_t>{0, 10, 20, 30, 40, 50, 60, 70, 80, 90});
}

TEST_CASE("series: rows in another order than their dates' are sorted") {
  std::string newest_first = "day,v\n";
  for (int i = 49; i >= 0; --i)
    newest_first += "2001-" + std::string(i < 30 ? "01-" : "02-") + (i % 30 < 9 ? "0" : "") +
                    std::to_string(i % 30 + 1) + "," + std::to_string(i) + "\n";
  const Dataset d = read(newest_first, "\"window\":2");
  CHECK(d.target_raw[0] == 2);
  CHECK(warns(d.warnings, "/csv/column/day", "sorted"));
}

TEST_CASE("series: what cannot be is refused, with what is needed") {
  const auto refuse = [](std::string_view csv, const std::string& fields,
                         const std::string& more = "") {
    return refused(series_spec(fields, more), csv);
  };
  Issue issue = refuse(table(100), "\"window\":30,\"horizon\":1");  // 30 rows of validation
  CHECK(issue.pointer == "/data/series/window");
  CHECK(issue.value == "30");
  CHECK(issue.allowed.find("at most 30 rows together") != std::string::npos);
  issue = refuse(table(100), "\"window\":5,\"season\":76");
  CHECK(issue.pointer == "/data/series/season");
  CHECK(issue.allowed.starts_with("at most 75"));
  CHECK(refuse(table(100), "", ",\"csv\":{\"target\":\"z\"}").allowed ==
        "the name of a column: when, what, x, y");
  CHECK(refuse(table(100), "", ",\"csv\":{\"target\":\"what\"}").pointer == "/data/csv/target");
  CHECK(refuse(table(100), "", ",\"csv\":{\"exclude\":[\"z\"]}").pointer == "/data/csv/exclude/0");
  CHECK(refuse("a,b\nx,y\ny,x\n", "").pointer == "/csv");
  CHECK(refuse("", "").pointer == "/csv");
  std::string half = "v\n";
  for (int i = 0; i < 100; ++i) half += i < 70 ? std::to_string(i) + "\n" : "NA\n";
  CHECK(refuse(half, "\"window\":2").pointer == "/csv/column/v");
  std::string long_one = "v\n";
  for (int i = 0; i < 40'000; ++i) long_one += std::to_string(i % 7) + "\n";
  issue = refuse(long_one, "\"window\":1000");
  CHECK(issue.pointer == "/data/series/stride");
  CHECK(issue.allowed.starts_with("at least 3"));
  CHECK_FALSE(
      spec::validate(R"({"data":{"source":"series"},"training":{"loss":"binary-cross-entropy"}})")
          .valid());
}

TEST_CASE("series: whatever a table holds, features and values are finite") {
  Random random(5, Stream::kUser);
  const std::string cells[] = {"1", "-2.5", "1e90", "NA", "", "3", "1e-90", "x", "7"};
  std::size_t read_ones = 0;
  for (int round = 0; round < 300; ++round) {
    std::string csv = "a,b\n";
    for (std::uint32_t i = 5 + random.below(40); i > 0; --i)
      csv += cells[random.below(round % 3 == 0 ? 9 : 2)] + "," + cells[random.below(8)] + "\n";
    const auto made = data::prepare(
        series_spec(std::string(round % 2 ? "\"relative\":true," : "") +
                    "\"window\":2,\"horizon\":2,\"season\":3,\"channels\":\"numbers\""),
        csv);
    if (!std::holds_alternative<data::Prepared>(made)) continue;
    ++read_ones;
    const Dataset& d = std::get<data::Prepared>(made).dataset;
    const auto finite = [](auto value) { return std::isfinite(value); };
    CHECK(std::all_of(d.features.begin(), d.features.end(), finite));
    CHECK(std::all_of(d.target_raw.begin(), d.target_raw.end(), finite));
    CHECK(d.target_scaling.deviation[0] > 0);
    CHECK(std::isfinite(d.naive->rmse));
  }
  CHECK(read_ones > 100);
}

TEST_CASE("series: a saved recipe keeps channels, scaling and both lengths") {
  const data::Prepared made =
      prepared(series_spec("\"window\":6,\"horizon\":2,\"channels\":\"numbers\""), table(100));
  const auto read = data::read_recipe(data::recipe_json(made));
  REQUIRE(std::holds_alternative<data::Prepared>(read));
  const Dataset& d = std::get<data::Prepared>(read).dataset;
  CHECK(d.shape == Shape{6, 2});
  CHECK(d.answers == 2);
  CHECK_FALSE(d.next);
  CHECK(d.feature_names == made.dataset.feature_names);
  CHECK(d.feature_scaling.mean == made.dataset.feature_scaling.mean);
  CHECK(d.feature_scaling.deviation == made.dataset.feature_scaling.deviation);
  CHECK(d.target_scaling.mean == made.dataset.target_scaling.mean);
  CHECK(d.target_name == "y");
}

TEST_CASE("series: a part of the windows keeps all answers") {
  const Dataset all = read(table(100), "\"window\":5,\"horizon\":3");
  const Dataset fewer = data::with_fewer(all, 10, 3);
  CHECK(fewer.count() == 10 + 23);
  for (std::size_t n = 0; n < fewer.count(); ++n)
    for (std::size_t h = 0; h < 3; ++h)
      CHECK(fewer.target_raw[3 * n + h] == 10.0 + fewer.origin[n] + 5 + static_cast<double>(h));
}

TEST_CASE("series: the shared carbon dioxide record") {
  const auto csv = shared("co2/co2.csv");
  if (!csv) return;
  const Dataset d = read(*csv, "\"window\":104,\"horizon\":52,\"season\":52,\"relative\":true",
                         ",\"trainFraction\":0.8");
  CHECK(d.shape == Shape{104, 1});
  CHECK(d.warnings.size() == 1);
  CHECK(d.warnings[0].value == "59");
  // Each year brings between one and two parts per million.
  CHECK(d.naive->rmse > 1.2);
  CHECK(d.naive->rmse < 2.2);
}
