#include "train/evaluator.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace hunch::train {
namespace {

constexpr int kRows = 256;

bool is_right(const nn::Head& head, std::span<const float> y, float target) {
  if (head.kind == nn::Head::Kind::kLogit) return (y[0] > 0) == (target > 0.5f);
  const auto likeliest = std::max_element(y.begin(), y.end());
  return likeliest - y.begin() == static_cast<std::ptrdiff_t>(target);
}

/// What is added up over the rows, in double.
struct Sums {
  double loss = 0;
  double right = 0;
  double squared_error = 0;
  double target = 0;
  double target_squared = 0;
};

}  // namespace

Evaluator::Evaluator(const data::Dataset& data, const nn::Network& network,
                     const kernels::Kernels& kernels)
    : data_(data),
      network_(network),
      kernels_(kernels),
      workspace_(network, kernels, kRows, nn::Workspace::Use::kLean),
      outputs_(static_cast<std::size_t>(kRows * network.head().outputs)),
      targets_(static_cast<std::size_t>(kRows)),
      scratch_(ops::Loss::scratch_floats(kRows, network.head().outputs)) {}

Metrics Evaluator::evaluate(std::span<const float> parameters, const ops::Loss& loss,
                            const Batcher& part) {
  if (part.rows() == 0) {
    const double none = std::numeric_limits<double>::quiet_NaN();
    return {none, none, none, none};
  }
  const nn::Head head = network_.head();
  const std::size_t outputs = static_cast<std::size_t>(head.outputs);
  const bool classes = data_.task == data::Task::kClassification;
  ops::Context context;
  context.kernels = &kernels_;
  Sums sums;
  for (std::size_t first = 0; first < part.rows(); first += kRows) {
    const std::size_t rows = std::min<std::size_t>(kRows, part.rows() - first);
    const std::span<float> y = std::span(outputs_).first(rows * outputs);
    part.gather(first, rows, workspace_.input(), targets_);
    nn::forward_between(network_, parameters, workspace_, context, static_cast<int>(rows), 0,
                        static_cast<int>(network_.steps().size()), workspace_.input(), y);
    const ops::LossInput in{&kernels_,
                            static_cast<int>(rows),
                            head.outputs,
                            y,
                            std::span<const float>(targets_).first(rows),
                            scratch_};
    sums.loss += loss.forward(in) * static_cast<double>(rows);
    for (std::size_t row = 0; row < rows; ++row) {
      const std::span<const float> answer = y.subspan(row * outputs, outputs);
      if (classes) {
        sums.right += is_right(head, answer, targets_[row]) ? 1 : 0;
        continue;
      }
      const double target = targets_[row];
      const double error = static_cast<double>(answer[0]) - target;
      sums.squared_error += error * error;
      sums.target += target;
      sums.target_squared += target * target;
    }
  }
  const double n = static_cast<double>(part.rows());
  Metrics metrics;
  metrics.loss = sums.loss / n;
  if (classes) {
    metrics.accuracy = sums.right / n;
  } else {
    // Targets are scaled to about mean 0, deviation 1, so this difference is well conditioned.
    const double spread = sums.target_squared - sums.target * sums.target / n;
    metrics.rmse = std::sqrt(sums.squared_error / n) * data_.target_scaling.deviation[0];
    metrics.r2 = spread > 0 ? 1 - sums.squared_error / spread : 0;
  }
  return metrics;
}

}  // namespace hunch::train
