#include <algorithm>
#include <cmath>
#include <set>

#include "spec/words.h"
#include "support.h"

using namespace hunch;
using namespace with_data;
using data::Dataset;

namespace {

std::string made(std::string_view source, const std::string& more = "") {
  return "{\"data\":{\"source\":\"" + std::string(source) + "\"" + more + "}}";
}

}  // namespace

TEST_CASE("every set is made as asked: sizes, ranges, both parts, classes alike") {
  for (const std::string_view source : spec::Words<spec::Source>::list) {
    if (!spec::is_synthetic(*spec::from_word<spec::Source>(source))) continue;
    CAPTURE(source);
    const spec::ValidSpec valid = checked_spec(made(source, ",\"samples\":300"));
    const Dataset d = prepared(valid).dataset;
    const int inputs = spec::is_curve(valid->data.source) ? 1 : 2;
    CHECK(d.count() == 300);
    CHECK(d.input_count() == inputs);
    CHECK(d.class_count() == spec::class_count(valid->data));
    CHECK(d.raw.size() == 300U * static_cast<unsigned>(inputs));
    const auto train = std::count(d.is_train.begin(), d.is_train.end(), 1);
    CHECK(std::abs(train - 210) <= 5);
    for (std::size_t i = 0; i < d.raw.size(); ++i) {
      const data::Input& input = d.inputs[i % static_cast<unsigned>(inputs)];
      CHECK(d.raw[i] >= input.low);
      CHECK(d.raw[i] <= input.high);
    }
    for (const float value : d.features) CHECK(std::isfinite(value));
    if (d.class_count() == 0) {
      // Scaled targets of the training part have mean 0 and deviation 1.
      double sum = 0, squares = 0;
      for (std::size_t i = 0; i < d.count(); ++i)
        if (d.is_train[i]) sum += d.targets[i], squares += double(d.targets[i]) * d.targets[i];
      CHECK(sum / double(train) == doctest::Approx(0).epsilon(1e-5));
      CHECK(squares / double(train) == doctest::Approx(1).epsilon(1e-4));
      continue;
    }
    std::vector<int> per_class(static_cast<std::size_t>(d.class_count()));
    for (const double label : d.target_raw) ++per_class[static_cast<std::size_t>(label)];
    const auto [least, most] = std::minmax_element(per_class.begin(), per_class.end());
    CHECK(*most - *least <= 1);
  }
}

TEST_CASE("the same seed gives the same data, another seed other data") {
  const Dataset a = prepared(checked_spec(made("moons"))).dataset;
  const Dataset b = prepared(checked_spec(made("moons"))).dataset;
  const Dataset c = prepared(checked_spec(R"({"seed":2,"data":{"source":"moons"}})")).dataset;
  CHECK(a.raw == b.raw);
  CHECK(a.features == b.features);
  CHECK(a.is_train == b.is_train);
  CHECK(a.raw != c.raw);
  CHECK(a.is_train != c.is_train);
}

TEST_CASE("more samples keep the first ones; noise moves points without choosing others") {
  const Dataset few = prepared(checked_spec(made("spiral", ",\"samples\":50,\"noise\":0"))).dataset;
  const Dataset many =
      prepared(checked_spec(made("spiral", ",\"samples\":200,\"noise\":0"))).dataset;
  CHECK(std::equal(few.raw.begin(), few.raw.end(), many.raw.begin()));
  const Dataset noisy =
      prepared(checked_spec(made("spiral", ",\"samples\":50,\"noise\":0.2"))).dataset;
  double distance = 0;
  for (std::size_t i = 0; i < few.raw.size(); ++i)
    distance += (few.raw[i] - noisy.raw[i]) * (few.raw[i] - noisy.raw[i]) / double(few.raw.size());
  CHECK(std::sqrt(distance) == doctest::Approx(0.36 * 0.2).epsilon(0.25));
  CHECK(few.target_raw == noisy.target_raw);
}

TEST_CASE("the gap is empty, and only it") {
  for (const double gap : {0.0, 0.3, 0.8}) {
    const Dataset d =
        prepared(checked_spec(made("gap", ",\"samples\":400,\"gap\":" + std::to_string(gap))))
            .dataset;
    std::size_t left = 0;
    for (const double x : d.raw) {
      CHECK(std::fabs(x - 5) >= 5 * gap - 1e-9);
      left += x < 5 ? 1 : 0;
    }
    CHECK(left > 150);
    CHECK(left < 250);
    CHECK(d.inputs[0].low == -2.5);
    CHECK(d.inputs[0].high == 12.5);
  }
}

TEST_CASE("heteroscedastic noise grows along x") {
  const Dataset d = prepared(checked_spec(made("heteroscedastic", ",\"samples\":4000"))).dataset;
  double low = 0, high = 0;
  int low_count = 0, high_count = 0;
  for (std::size_t i = 0; i < d.count(); ++i) {
    const double error = d.target_raw[i] - std::sin(1.5 * d.raw[i]);
    if (d.raw[i] < 1) low += error * error, ++low_count;
    if (d.raw[i] > 4) high += error * error, ++high_count;
  }
  // Deviations 0.1 (0.2 + x): root mean squares over [0,1] and [4,5] are 0.0757 and 0.471.
  CHECK(std::sqrt(low / low_count) == doctest::Approx(0.0757).epsilon(0.1));
  CHECK(std::sqrt(high / high_count) == doctest::Approx(0.471).epsilon(0.1));
}

TEST_CASE("wrong labels: the asked share, in the training part only") {
  const Dataset clean = prepared(checked_spec(made("blobs", ",\"samples\":4000"))).dataset;
  const Dataset wrong =
      prepared(checked_spec(made("blobs", ",\"samples\":4000,\"labelNoise\":0.2"))).dataset;
  CHECK(clean.raw == wrong.raw);
  CHECK(clean.is_train == wrong.is_train);
  int changed = 0, train = 0;
  for (std::size_t i = 0; i < clean.count(); ++i) {
    const bool differs = clean.target_raw[i] != wrong.target_raw[i];
    if (!clean.is_train[i]) CHECK_FALSE(differs);
    train += clean.is_train[i];
    changed += differs ? 1 : 0;
  }
  CHECK(double(changed) / train == doctest::Approx(0.2).epsilon(0.1));
}

TEST_CASE("drawn points are added to the training part, removed ones go, the others stay") {
  const Dataset plain = prepared(checked_spec(made("xor", ",\"samples\":40"))).dataset;
  const Dataset d =
      prepared(
          checked_spec(made(
              "xor", ",\"samples\":40,\"removed\":[0,7],\"points\":[[0.5,-0.25,1],[0.125,1]]")))
          .dataset;
  REQUIRE(d.count() == 40);
  CHECK(d.origin[0] == 1);
  CHECK(std::find(d.origin.begin(), d.origin.end(), 7) == d.origin.end());
  CHECK(d.raw[0] == plain.raw[2]);
  CHECK(d.origin[38] == -1);
  CHECK(d.origin[39] == -2);
  CHECK(d.raw[76] == 0.5);
  CHECK(d.target_raw[38] == 1);
  CHECK(d.target_raw[39] == 0);
  CHECK(d.is_train[38] == 1);
  const Dataset curve = prepared(checked_spec(made("sine", ",\"points\":[[1,9]]"))).dataset;
  CHECK(curve.target_raw.back() == 9);
  // Nothing made is left: nothing could check what was learned.
  CHECK(refused(checked_spec(made("xor",
                                  ",\"samples\":10,\"removed\":[0,1,2,3,4,5,6,7,8,9],"
                                  "\"points\":[[0,0],[1,1,1],[1,0],[0,1]]")))
            .pointer == "/data/removed");
  CHECK(refused(checked_spec(made("xor", ",\"samples\":10,\"removed\":[0,1,2,3,4,5,6,7,8,9]")))
            .pointer == "/data");
}

TEST_CASE("both parts get examples of every class, whatever the fraction") {
  for (const char* fraction : {"0.1", "0.5", "0.9"}) {
    const Dataset d =
        prepared(checked_spec(made("blobs", ",\"samples\":20,\"classes\":10,\"trainFraction\":" +
                                                std::string(fraction))))
            .dataset;
    std::set<double> train, validation;
    for (std::size_t i = 0; i < d.count(); ++i)
      (d.is_train[i] ? train : validation).insert(d.target_raw[i]);
    CHECK(train.size() == 10);
    CHECK(validation.size() == 10);
  }
}

TEST_CASE("features and formulas of a point") {
  const data::Prepared p = prepared(checked_spec(
      made("circle",
           ",\"features\":[\"x\",\"y\",\"x2\",\"y2\",\"xy\",\"sinx\",\"siny\",\"cosx\",\"cosy\"],"
           "\"formulas\":[\"x^2+y^2\"]")));
  CHECK(p.dataset.feature_names.size() == 10);
  CHECK(p.dataset.feature_names[9] == "x^2+y^2");
  const std::vector<double> point = {0.3, -0.7};
  const double expected[] = {0.3,           -0.7,           0.09,          0.49,           -0.21,
                             std::sin(0.3), std::sin(-0.7), std::cos(0.3), std::cos(-0.7), 0.58};
  std::vector<float> features(10);
  p.map.apply(point, 1, features);
  const data::Scaling& scaling = p.map.scaling();
  for (std::size_t j = 0; j < 10; ++j)
    CHECK(features[j] * scaling.deviation[j] + scaling.mean[j] ==
          doctest::Approx(expected[j]).epsilon(1e-5));
}

TEST_CASE("formulas that break, or give no number where data are") {
  Issue issue = refused(checked_spec(made("circle", ",\"formulas\":[\"x\",\"2x\"]")));
  CHECK(issue.pointer == "/data/formulas/1");
  CHECK(issue.allowed.starts_with("column 2:"));
  issue = refused(checked_spec(made("circle", ",\"formulas\":[\"log(x)\"]")));
  CHECK(issue.pointer == "/data/formulas/0");
  CHECK(issue.allowed.find("finite number at every point") != std::string::npos);
  CHECK(refused(checked_spec(made("sine", ",\"formulas\":[\"x*y\"]"))).allowed.find("no \"y\"") !=
        std::string::npos);
  // Where there are no data a formula may give anything; the network still gets a finite number.
  const data::Prepared p = prepared(checked_spec(made("circle", ",\"formulas\":[\"1/x\"]")));
  std::vector<float> features(3);
  p.map.apply(std::vector<double>{0, 0}, 1, features);
  CHECK(features[2] == 1e6F);
}

TEST_CASE("scaling is fitted on the training part alone") {
  const data::Prepared p = prepared(checked_spec(made("sine", ",\"samples\":30")));
  const Dataset& d = p.dataset;
  double mean = 0, count = 0;
  for (std::size_t i = 0; i < d.count(); ++i)
    if (d.is_train[i]) mean += d.raw[i], ++count;
  CHECK(d.feature_scaling.mean[0] == doctest::Approx(mean / count));
  CHECK(d.target_scaling.deviation[0] > 0);
  for (std::size_t i = 0; i < d.count(); ++i)
    CHECK(d.targets[i] * d.target_scaling.deviation[0] + d.target_scaling.mean[0] ==
          doctest::Approx(d.target_raw[i]).epsilon(1e-5));
}
