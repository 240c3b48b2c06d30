#include "train/divergence.h"

#include <cmath>

namespace hunch::train {
namespace {

bool has_nan(std::span<const float> x) {
  for (const float v : x) {
    if (std::isnan(v)) return true;
  }
  return false;
}

bool has_infinite(std::span<const float> x) {
  for (const float v : x) {
    if (std::isinf(v)) return true;
  }
  return false;
}

}  // namespace

Blame blame_loss(const nn::Network& network, const nn::Workspace& workspace, std::size_t rows,
                 double loss) {
  const std::string cause = std::isnan(loss) ? "the loss is not a number" : "the loss is infinite";
  for (const nn::LayerView& layer : network.layers()) {
    const std::size_t count = rows * static_cast<std::size_t>(layer.units);
    for (const int step : {layer.sum_step, layer.output_step}) {
      const std::span<const float> y = workspace.output(step).first(count);
      if (has_nan(y)) return {layer.title, cause + ": an output of this layer is not a number"};
      if (has_infinite(y)) return {layer.title, cause + ": an output of this layer is infinite"};
    }
  }
  return {network.layers().back().title, cause};
}

Blame blame_gradient(const nn::Network& network, std::span<const float> gradients) {
  Blame largest;
  double most = -1;
  for (auto view = network.views().rbegin(); view != network.views().rend(); ++view) {
    const std::string& layer = network.layers()[static_cast<std::size_t>(view->layer)].title;
    const std::span<const float> g = gradients.subspan(
        view->offset, static_cast<std::size_t>(view->rows) * static_cast<std::size_t>(view->cols));
    if (has_nan(g)) return {layer, "a gradient is not a number"};
    if (has_infinite(g)) return {layer, "a gradient is infinite"};
    for (const float v : g) {
      if (std::fabs(v) > most) {
        most = std::fabs(v);
        largest = {layer, "the gradients are too large to go on"};
      }
    }
  }
  return largest;
}

}  // namespace hunch::train
