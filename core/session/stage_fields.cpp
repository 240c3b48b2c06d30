#include "session/stage_fields.h"

#include <algorithm>

#include "nn/workspace.h"

namespace hunch::session {
namespace {

constexpr std::size_t kChunk = 256;  // points at a time

}  // namespace

std::vector<std::vector<float>> stage_fields(const Scene& scene, std::span<const Stage> stages,
                                             std::span<const std::vector<int>> units, int cells) {
  const std::size_t points = plane_points(scene.plane, cells);
  const std::vector<float> features = plane_features(scene, cells);
  const std::size_t asked = std::min(stages.size(), units.size());
  std::vector<std::vector<float>> fields;
  for (std::size_t k = 0; k < asked; ++k) fields.emplace_back(units[k].size() * points);

  nn::Workspace workspace(scene.network, scene.kernels, static_cast<int>(kChunk),
                          nn::Workspace::Use::kForward);
  ops::Context context;
  context.kernels = &scene.kernels;
  const auto width = static_cast<std::size_t>(scene.network.feature_count());
  const int steps = static_cast<int>(scene.network.steps().size());
  for (std::size_t first = 0; first < points; first += kChunk) {
    const std::size_t rows = std::min(kChunk, points - first);
    nn::forward_between(scene.network, scene.parameters, workspace, context, static_cast<int>(rows),
                        0, steps, std::span(features).subspan(first * width, rows * width), {});
    for (std::size_t k = 0; k < asked; ++k) {
      const std::span<const float> output = workspace.output(stages[k].step);  // (rows,D)
      const std::size_t size = stages[k].shape.size();
      for (std::size_t u = 0; u < units[k].size(); ++u) {
        const auto unit = static_cast<std::size_t>(units[k][u]);  // below 0: beyond every size
        if (unit >= size) continue;
        float* line = fields[k].data() + u * points + first;
        for (std::size_t row = 0; row < rows; ++row) line[row] = output[row * size + unit];
      }
    }
  }
  return fields;
}

std::vector<std::vector<float>> stage_values(const Scene& scene, std::span<const Stage> stages,
                                             std::span<const double> raw) {
  const auto& inputs = scene.prepared.dataset.inputs;
  std::vector<double> known;
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    known.push_back(i < raw.size() ? raw[i] : inputs[i].median);
  }
  nn::Workspace workspace(scene.network, scene.kernels, 1, nn::Workspace::Use::kForward);
  scene.prepared.map.apply(known, 1, workspace.input());
  ops::Context context;
  context.kernels = &scene.kernels;
  nn::forward(scene.network, scene.parameters, workspace, context, 1);
  std::vector<std::vector<float>> values;
  for (const Stage& stage : stages) {
    const std::span<const float> output = workspace.output(stage.step).first(stage.shape.size());
    values.emplace_back(output.begin(), output.end());
  }
  return values;
}

}  // namespace hunch::session
