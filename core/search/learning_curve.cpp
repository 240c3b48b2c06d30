#include "search/learning_curve.h"

#include <algorithm>
#include <cmath>

#include "data/subset.h"
#include "spec/fields.h"
#include "spec/json_tree.h"
#include "spec/words.h"
#include "train/network_for.h"
#include "train/trainer.h"

namespace hunch::search {
namespace {

/// Upwards, each once.
template <class T>
void order(std::vector<T>& values) {
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
}

int steps_per_epoch(int size, int batch) { return (size + batch - 1) / batch; }

bool has_test(const data::Dataset& data) {
  return std::find(data.is_test.begin(), data.is_test.end(), std::uint8_t{1}) != data.is_test.end();
}

Spread spread_of(const std::vector<double>& values) {
  const auto count = static_cast<double>(values.size());
  Spread spread;
  for (const double value : values) spread.mean += value / count;
  if (values.size() < 2) return spread;
  double squares = 0;
  for (const double value : values) squares += (value - spread.mean) * (value - spread.mean);
  spread.deviation = std::sqrt(squares / (count - 1));
  return spread;
}

CurvePoint point_of(int size, double label_noise, const std::vector<CurveRun>& runs) {
  std::vector<double> loss, accuracy, rmse;
  for (const CurveRun& run : runs) {
    if (run.size != size || run.label_noise != label_noise || run.diverged) continue;
    loss.push_back(run.metrics.loss);
    accuracy.push_back(run.metrics.accuracy);
    rmse.push_back(run.metrics.rmse);
  }
  return {size,
          label_noise,
          static_cast<int>(loss.size()),
          spread_of(loss),
          spread_of(accuracy),
          spread_of(rmse)};
}

}  // namespace

LearningCurve::LearningCurve(const spec::ValidSpec& spec, CurveAsk ask, Prepare prepare,
                             const kernels::Kernels& kernels)
    : spec_(*spec), ask_(std::move(ask)), prepare_(std::move(prepare)), kernels_(kernels) {
  order(ask_.sizes);
  if (ask_.label_noise.empty()) ask_.label_noise = {spec_.data.label_noise};
  order(ask_.label_noise);
  spec::DataSpec& data = spec_.data;
  if (spec::is_made(data.source)) {
    const double needed = ask_.sizes.back() / data.train_fraction;
    // Classes are split one by one, and each may lose half an example in rounding.
    data.samples =
        std::max(data.samples, static_cast<int>(std::ceil(needed)) + spec::class_count(data));
  }
}

std::size_t LearningCurve::total() const {
  return ask_.sizes.size() * ask_.label_noise.size() * static_cast<std::size_t>(ask_.runs);
}

/// Epochs so that the steps are those of the largest size.
spec::ModelSpec LearningCurve::spec_for(int size, double label_noise, std::uint64_t seed) const {
  spec::ModelSpec spec = spec_;
  spec.seed = seed;
  spec.data.label_noise = label_noise;
  spec::TrainingSpec& training = spec.training;
  const double longer = static_cast<double>(steps_per_epoch(ask_.sizes.back(), training.batch)) /
                        steps_per_epoch(size, training.batch);
  const auto scaled = [&](int epochs, const char* pointer) {
    const double most = spec::find_field(pointer)->high;
    return static_cast<int>(std::min(std::ceil(longer * epochs), most));
  };
  training.epochs = scaled(training.epochs, "/training/epochs");
  training.schedule_epochs = scaled(training.schedule_epochs, "/training/scheduleEpochs");
  return spec;
}

Issues LearningCurve::prepare_for(double label_noise, std::uint64_t seed) {
  const double most = spec::find_field("/data/samples")->high;
  if (spec::is_made(spec_.data.source) && spec_.data.samples > most) {
    const double fit = (most - spec::class_count(spec_.data)) * spec_.data.train_fraction;
    return {{"/sizes", std::to_string(ask_.sizes.back()),
             "at most " + std::to_string(static_cast<int>(fit)) + ": no more can be made"}};
  }
  const spec::Checked checked = spec::validate(spec_for(ask_.sizes.back(), label_noise, seed));
  if (!checked.valid()) return checked.issues;
  auto made = prepare_(checked.spec);
  if (auto* issues = std::get_if<Issues>(&made)) return std::move(*issues);
  prepared_ = std::move(std::get<data::Prepared>(made));
  if (label_noise > 0 && (prepared_.dataset.class_count() < 2 || prepared_.dataset.next)) {
    return {{"/labelNoise", spec::json_number(label_noise),
             "0: these data have no classes to take for one another"}};
  }
  const auto& learned = prepared_.dataset.is_train;
  const auto there = std::count(learned.begin(), learned.end(), std::uint8_t{1});
  if (ask_.sizes.back() <= there) return {};
  return {{"/sizes", std::to_string(ask_.sizes.back()),
           "at most " + std::to_string(there) + ": so many training examples there are"}};
}

std::variant<CurveRun, Issues> LearningCurve::next() {
  // Sizes vary fastest, then seeds, then shares of wrong labels.
  const std::size_t index = runs_.size(), sizes = ask_.sizes.size();
  const auto seeds = static_cast<std::size_t>(ask_.runs);
  CurveRun run;
  run.size = ask_.sizes[index % sizes];
  run.seed = spec_.seed + index / sizes % seeds;
  run.label_noise = ask_.label_noise[index / sizes / seeds];
  if (index % sizes == 0) {
    Issues issues = prepare_for(run.label_noise, run.seed);
    if (!issues.empty()) return issues;
  }
  const spec::Checked checked = spec::validate(spec_for(run.size, run.label_noise, run.seed));
  if (!checked.valid()) return checked.issues;

  const data::Dataset data =
      data::with_fewer(prepared_.dataset, static_cast<std::size_t>(run.size), run.seed);
  const nn::Network network = train::network_for(checked.spec, data);
  train::Trainer trainer(checked.spec, data, network, kernels_);
  while (trainer.stopped().kind == train::Stop::Kind::kNone) trainer.finish_epoch();
  run.diverged = trainer.stopped().kind == train::Stop::Kind::kDiverged;
  run.metrics = trainer.evaluate(has_test(data) ? train::Part::kTest : train::Part::kValidation);
  runs_.push_back(run);
  return run;
}

std::vector<CurvePoint> LearningCurve::points() const {
  std::vector<CurvePoint> points;
  for (const double label_noise : ask_.label_noise) {
    for (const int size : ask_.sizes) {
      const CurvePoint point = point_of(size, label_noise, runs_);
      if (point.runs > 0) points.push_back(point);
    }
  }
  return points;
}

}  // namespace hunch::search
