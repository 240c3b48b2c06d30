#include <fmt/format.h>

#include "cli/options.h"
#include "cli/plan.h"
#include "cli/progress.h"
#include "cli/status.h"
#include "search/learning_curve.h"
#include "spec/json_tree.h"

namespace hunch::cli {
namespace {

using search::CurvePoint;
using search::CurveRun;
using search::LearningCurve;

std::string number(double value) { return spec::json_number(value); }

std::string run_line(const CurveRun& run, bool classes) {
  return fmt::format(
      R"({{"event":"run","size":{},"labelNoise":{},"seed":{},"loss":{},"{}":{},"diverged":{}}})",
      run.size, number(run.label_noise), run.seed, number(run.metrics.loss),
      classes ? "accuracy" : "rmse", number(classes ? run.metrics.accuracy : run.metrics.rmse),
      run.diverged);
}

std::string spread_json(const search::Spread& spread) {
  return fmt::format(R"({{"mean":{},"deviation":{}}})", number(spread.mean),
                     number(spread.deviation));
}

std::string point_line(const CurvePoint& point, bool classes) {
  return fmt::format(R"({{"event":"point","size":{},"labelNoise":{},"runs":{},"loss":{},"{}":{}}})",
                     point.size, number(point.label_noise), point.runs, spread_json(point.loss),
                     classes ? "accuracy" : "rmse",
                     spread_json(classes ? point.accuracy : point.rmse));
}

std::string table_head(bool classes) {
  return fmt::format("{:>8}{:>14}{:>6}{:>20}{:>20}", "size", "wrong labels", "runs", "loss",
                     classes ? "accuracy" : "rmse");
}

std::string table_row(const CurvePoint& point, bool classes) {
  const auto cell = [](const search::Spread& spread, const char* unit, double scale) {
    return fmt::format("{:.4g} ± {:.2g}{}", scale * spread.mean, scale * spread.deviation, unit);
  };
  return fmt::format("{:>8}{:>12.0f} %{:>6}{:>20}{:>20}", point.size, 100 * point.label_noise,
                     point.runs, cell(point.loss, "", 1),
                     classes ? cell(point.accuracy, " %", 100) : cell(point.rmse, "", 1));
}

}  // namespace

int curve(const CurveOptions& options, const Console& console) {
  const Plan plan = make_plan(options.train, console);
  const kernels::Kernels& kernels = plan.spec->exact ? kernels::exact() : kernels::best();
  bool classes = true;
  const LearningCurve::Prepare prepare = [&](const spec::ValidSpec& spec) {
    auto made = session::prepare(spec, plan.own, kernels);
    if (const auto* ready = std::get_if<data::Prepared>(&made)) {
      classes = ready->dataset.task == data::Task::kClassification;
    }
    return made;
  };

  LearningCurve learning(plan.spec, {options.sizes, options.label_noise, options.runs}, prepare,
                         kernels);
  ProgressBar bar(console.draws(), learning.total());
  while (learning.done() < learning.total()) {
    if (bar.due()) {
      bar.draw(static_cast<double>(learning.done()),
               fmt::format("run {} of {}", learning.done() + 1, learning.total()));
    }
    const auto next = learning.next();
    if (const auto* issues = std::get_if<Issues>(&next)) {
      refuse(options.train.data.empty() ? "this spec" : options.train.data, *issues);
    }
    if (console.json()) print_line(run_line(std::get<CurveRun>(next), classes));
  }
  if (!console.json()) print_line(table_head(classes));
  for (const CurvePoint& point : learning.points()) {
    print_line(console.json() ? point_line(point, classes) : table_row(point, classes));
  }
  return kDone;
}

}  // namespace hunch::cli
