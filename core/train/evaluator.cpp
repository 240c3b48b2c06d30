#include "train/evaluator.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/math.h"

namespace hunch::train {
namespace {

constexpr int kMostRows = 256;  // at a time

bool is_right(const nn::Head& head, std::span<const float> y, float target) {
  if (head.kind == nn::Head::Kind::kLogit) return (y[0] > 0) == (target > 0.5f);
  const auto likeliest = std::max_element(y.begin(), y.end());
  return likeliest - y.begin() == static_cast<std::ptrdiff_t>(target);
}

/// What a value's output tells, in the units of its target.
double value_of(const nn::Head& head, float output) {
  if (head.kind != nn::Head::Kind::kLogit) return output;
  return 1 / (1 + math::exp(-static_cast<double>(output)));
}

/// What is added up over the answers, in double.
struct Sums {
  double answers = 0;
  double loss = 0;
  double right = 0;
  bool all = true;  // of this example's labels so far
  double exact = 0, hits = 0, slips = 0;
  double squared_error = 0;
  double target = 0;
  double target_squared = 0;

  /// The answer about a label of several; examples begin with label 0.
  void add_label(std::size_t label, bool good, bool holds) {
    if (label == 0) {
      exact += 1;
      all = true;
    }
    if (!good && all) exact -= 1;
    all = all && good;
    hits += good && holds ? 1 : 0;
    slips += good ? 0 : 1;
  }
};

}  // namespace

Evaluator::Evaluator(const data::Dataset& data, const nn::Network& network,
                     const kernels::Kernels& kernels)
    : data_(data),
      network_(network),
      kernels_(kernels),
      rows_(nn::Workspace::rows_at_once(network, kMostRows)),
      workspace_(network, kernels, rows_, nn::Workspace::Use::kLean),
      outputs_(static_cast<std::size_t>(rows_ * network.head().width())),
      targets_(static_cast<std::size_t>(rows_ * network.head().answers)),
      lengths_(data.lengths.empty() ? 0 : static_cast<std::size_t>(rows_)),
      scratch_(ops::Loss::scratch_floats(rows_ * network.head().answers, network.head().outputs)) {}

Metrics Evaluator::evaluate(std::span<const float> parameters, const ops::Loss& loss,
                            const Batcher& part, std::span<double> right) {
  if (part.rows() == 0) {
    const double none = std::numeric_limits<double>::quiet_NaN();
    std::fill(right.begin(), right.end(), none);
    return {none, none, none, none, none, none};
  }
  const nn::Head head = network_.head();
  const std::size_t outputs = static_cast<std::size_t>(head.outputs);
  const bool classes = data_.task == data::Task::kClassification;
  ops::Context context;
  context.kernels = &kernels_;
  Sums sums;
  std::fill(right.begin(), right.end(), 0.0);
  const std::size_t chunk = static_cast<std::size_t>(rows_);
  for (std::size_t first = 0; first < part.rows(); first += chunk) {
    const std::size_t rows = std::min(chunk, part.rows() - first);
    const std::size_t answers = rows * static_cast<std::size_t>(head.answers);
    const std::span<float> y = std::span(outputs_).first(answers * outputs);
    const std::span<const float> targets = std::span<const float>(targets_).first(answers);
    part.gather(first, rows, workspace_.input(), targets_, lengths_);
    if (!lengths_.empty()) context.lengths = std::span<const int>(lengths_).first(rows);
    nn::forward_between(network_, parameters, workspace_, context, static_cast<int>(rows), 0,
                        static_cast<int>(network_.steps().size()), workspace_.input(), y);
    const ops::LossInput in{&kernels_, static_cast<int>(answers), head.outputs, y, targets,
                            scratch_};
    // The mean that the loss gives is over those that are asked for.
    const auto unasked = std::count_if(targets.begin(), targets.end(),
                                       [&](float target) { return head.next && target < 0; });
    const double asked = static_cast<double>(answers) - static_cast<double>(unasked);
    sums.loss += loss.forward(in) * asked;
    sums.answers += asked;
    for (std::size_t i = 0; i < answers; ++i) {
      const std::span<const float> answer = y.subspan(i * outputs, outputs);
      if (classes) {
        const bool good = is_right(head, answer, targets[i]);
        sums.right += good ? 1 : 0;
        if (data_.several) {
          const std::size_t label = i % static_cast<std::size_t>(head.answers);
          sums.add_label(label, good, targets[i] > 0.5f);
          if (!right.empty()) right[label] += good ? 1 : 0;
        }
        continue;
      }
      const double target = targets[i];
      const double error = value_of(head, answer[0]) - target;
      sums.squared_error += error * error;
      sums.target += target;
      sums.target_squared += target * target;
    }
  }
  const double n = sums.answers;
  Metrics metrics;
  metrics.loss = sums.loss / n;
  if (classes) {
    metrics.accuracy = sums.right / n;
    if (data_.several) {
      const double examples = n / head.answers;
      metrics.exact = sums.exact / examples;
      metrics.f1 = sums.hits + sums.slips > 0 ? 2 * sums.hits / (2 * sums.hits + sums.slips) : 1;
      for (double& count : right) count /= examples;
    }
  } else {
    // Targets have about mean 0, deviation 1, or are shares: this difference is well conditioned.
    const double spread = sums.target_squared - sums.target * sums.target / n;
    metrics.rmse = std::sqrt(sums.squared_error / n) * data_.target_scaling.deviation[0];
    metrics.r2 = spread > 0 ? 1 - sums.squared_error / spread : 0;
  }
  return metrics;
}

}  // namespace hunch::train
