#include "session/stage_fields.h"

#include <algorithm>

#include "nn/workspace.h"
#include "ops/alpha_dropout.h"
#include "ops/dropout.h"
#include "uncertainty/posterior.h"

namespace hunch::session {
namespace {

constexpr std::size_t kChunk = 256;  // points at a time

bool puts_units_to_sleep(const ops::Op& op) {
  return dynamic_cast<const ops::Dropout*>(&op) != nullptr ||
         dynamic_cast<const ops::AlphaDropout*>(&op) != nullptr;
}

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

std::vector<std::vector<std::uint8_t>> stage_awake(const Scene& scene,
                                                   std::span<const Stage> stages,
                                                   std::uint64_t pass) {
  uncertainty::McDropout posterior(scene.network, scene.parameters, scene.kernels, scene.seed,
                                   ops::MaskScope::kPerPass);
  // One mask serves all points: any will do.
  const std::vector<float> origin(static_cast<std::size_t>(scene.network.feature_count()));
  posterior.set_points(origin, 1);
  std::vector<float> outputs(static_cast<std::size_t>(scene.network.head().outputs));
  posterior.sample(pass, outputs);
  std::vector<std::vector<std::uint8_t>> awake;
  for (const Stage& stage : stages) {
    auto& own = awake.emplace_back();
    const ops::Op* op = scene.network.steps()[static_cast<std::size_t>(stage.step)].op.get();
    const auto* noise = dynamic_cast<const ops::Noise*>(op);
    if (noise == nullptr || noise->rate() <= 0 || !puts_units_to_sleep(*op)) continue;
    const std::uint8_t* mask = posterior.workspace().mask(stage.step);
    own.assign(mask, mask + stage.shape.size());
  }
  return awake;
}

}  // namespace hunch::session
