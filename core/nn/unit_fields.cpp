#include "nn/unit_fields.h"

#include <algorithm>

namespace hunch::nn {
namespace {

/// field (H,n) columns [first, first + rows) = transposed output (rows,H).
void scatter(std::span<const float> output, std::size_t rows, std::size_t units, std::size_t first,
             std::size_t n, std::span<float> field) {
  for (std::size_t unit = 0; unit < units; ++unit) {
    float* line = field.data() + unit * n + first;
    for (std::size_t row = 0; row < rows; ++row) line[row] = output[row * units + unit];
  }
}

}  // namespace

void unit_fields(const Network& network, std::span<const float> parameters,
                 const kernels::Kernels& kernels, Workspace& workspace,
                 std::span<const float> features, std::size_t n,
                 std::span<const std::span<float>> fields) {
  ops::Context context;
  context.kernels = &kernels;
  const std::size_t width = static_cast<std::size_t>(network.feature_count());
  const int steps = static_cast<int>(network.steps().size());
  const std::size_t chunk = static_cast<std::size_t>(workspace.rows());
  for (std::size_t first = 0; first < n; first += chunk) {
    const std::size_t rows = std::min(chunk, n - first);
    forward_between(network, parameters, workspace, context, static_cast<int>(rows), 0, steps,
                    features.subspan(first * width, rows * width), {});
    for (std::size_t l = 0; l < fields.size(); ++l) {
      if (fields[l].empty()) continue;
      const LayerView& layer = network.layers()[l];
      scatter(workspace.output(layer.output_step), rows, static_cast<std::size_t>(layer.units),
              first, n, fields[l]);
    }
  }
}

}  // namespace hunch::nn
