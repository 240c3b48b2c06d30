#include "search/learning_curve.h"

#include <doctest/doctest.h>

#include <cmath>
#include <map>

#include "core/nn/build.h"

using namespace hunch;
using search::CurveAsk;
using search::CurveRun;
using search::LearningCurve;

namespace {

spec::ModelSpec moons() {
  spec::ModelSpec spec;
  spec.data.source = spec::Source::kMoons;
  spec.data.noise = 0.2;
  spec.model = {build::dense(16, spec::Activation::kTanh)};
  spec.training.epochs = 20;
  return spec;
}

LearningCurve curve_of(const spec::ModelSpec& spec, const CurveAsk& ask) {
  return {build::valid(spec), ask,
          [](const spec::ValidSpec& valid) { return data::prepare(valid); }, kernels::exact()};
}

std::vector<CurveRun> all_runs(LearningCurve& curve) {
  std::vector<CurveRun> runs;
  while (curve.done() < curve.total()) {
    auto next = curve.next();
    REQUIRE(std::holds_alternative<CurveRun>(next));
    runs.push_back(std::get<CurveRun>(next));
  }
  return runs;
}

}  // namespace

TEST_CASE("learning curve: more examples are better, wrong labels are worse") {
  spec::ModelSpec spec = moons();
  spec.data.source = spec::Source::kSpiral;
  spec.data.noise = 0;
  spec.model = {build::dense(32, spec::Activation::kTanh),
                build::dense(32, spec::Activation::kTanh)};
  spec.training.epochs = 100;
  LearningCurve curve =
      curve_of(spec, {.sizes = {400, 20, 100}, .label_noise = {0, 0.4}, .runs = 4});
  CHECK(curve.total() == 24);
  const auto runs = all_runs(curve);
  CHECK(runs.size() == 24);
  const auto points = curve.points();
  REQUIRE(points.size() == 6);
  std::map<std::pair<double, int>, double> accuracy;
  for (const search::CurvePoint& point : points) {
    CHECK(point.runs == 4);
    CHECK(point.loss.deviation > 0);
    accuracy[{point.label_noise, point.size}] = point.accuracy.mean;
  }
  CHECK(accuracy[{0, 400}] > accuracy[{0, 100}] + 0.05);
  CHECK(accuracy[{0, 100}] > accuracy[{0, 20}] + 0.05);
  CHECK(accuracy[{0, 400}] > 0.93);
  CHECK(accuracy[{0.4, 400}] < accuracy[{0, 400}] - 0.1);
}

TEST_CASE("learning curve: a point is the mean and deviation of its runs") {
  LearningCurve curve = curve_of(moons(), {.sizes = {20, 60}, .label_noise = {0}, .runs = 3});
  const auto runs = all_runs(curve);
  double sum = 0, squares = 0;
  std::vector<std::uint64_t> seeds;
  for (const CurveRun& run : runs) {
    if (run.size != 60) continue;
    seeds.push_back(run.seed);
    sum += run.metrics.loss;
  }
  for (const CurveRun& run : runs)
    if (run.size == 60) squares += std::pow(run.metrics.loss - sum / 3, 2);
  CHECK(seeds == std::vector<std::uint64_t>{1, 2, 3});
  CHECK(curve.points()[1].loss.mean == doctest::Approx(sum / 3));
  CHECK(curve.points()[1].loss.deviation == doctest::Approx(std::sqrt(squares / 2)));
}

TEST_CASE("learning curve: the largest size is the spec's own training, and runs repeat") {
  spec::ModelSpec spec = moons();
  spec.data.samples = 100;
  spec.data.train_fraction = 0.5;
  LearningCurve a = curve_of(spec, {.sizes = {30, 40}, .label_noise = {0.1}, .runs = 1});
  LearningCurve b = curve_of(spec, {.sizes = {40}, .label_noise = {0.1}, .runs = 1});
  CHECK(all_runs(a).back().metrics.loss == all_runs(b).back().metrics.loss);
}

TEST_CASE("learning curve: more than there are is refused") {
  const std::string csv = "a,b\n1,0\n2,1\n3,0\n4,1\n5,0\n6,1\n7,0\n8,1\n9,0\n10,1\n";
  spec::ModelSpec spec = moons();
  spec.data.source = spec::Source::kCsv;
  LearningCurve curve(
      build::valid(spec), {.sizes = {4, 9}, .label_noise = {0}, .runs = 1},
      [&](const spec::ValidSpec& valid) { return data::prepare(valid, csv); }, kernels::exact());
  const auto refused = curve.next();
  REQUIRE(std::holds_alternative<Issues>(refused));
  CHECK(std::get<Issues>(refused)[0].pointer == "/sizes");
  CHECK(std::get<Issues>(refused)[0].value == "9");
  CHECK(curve.done() == 0);
}
