#include "session/sequence_viewer.h"

#include <algorithm>
#include <array>
#include <limits>
#include <optional>
#include <utility>

#include "nn/part_lines.h"
#include "nn/workspace.h"
#include "ops/cross_attention.h"
#include "ops/multi_head_attention.h"
#include "train/batcher.h"

namespace hunch::session {
namespace {

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

std::size_t steps_of(const data::Dataset& data) { return static_cast<std::size_t>(data.shape[0]); }

std::span<const float> features_of(const data::Dataset& data, std::size_t example) {
  return std::span(data.features).subspan(example * data.shape.size(), data.shape.size());
}

/// What `relative` series are told from: own units less what the scaling alone gives.
double base_of(const Scene& scene, std::size_t example) {
  const data::Dataset& data = scene.prepared.dataset;
  const std::size_t at = example * static_cast<std::size_t>(data.answers);
  return data.target_raw[at] - own_units(scene, static_cast<double>(data.targets[at]));
}

/// The target's value at step t of an example's window, in its own units.
double seen_at(const Scene& scene, std::size_t example, std::size_t t) {
  const data::Dataset& data = scene.prepared.dataset;
  const auto channels = static_cast<std::size_t>(data.shape[1]);
  const double scaled = static_cast<double>(features_of(data, example)[t * channels]);
  return base_of(scene, example) + data.feature_scaling.mean[0] +
         data.feature_scaling.deviation[0] * scaled;
}

std::uint8_t part_byte(const data::Dataset& data, std::size_t example) {
  return static_cast<std::uint8_t>(train::part_of(data, example));
}

/// The layer of the spec that a plan step belongs to.
int layer_of(const nn::Network& network, int step) {
  const auto& ends = network.spec_steps();
  return static_cast<int>(std::lower_bound(ends.begin(), ends.end(), step) - ends.begin());
}

/// Steps of a line that belong to a part of it.
struct Stretch {
  int first = 0, count = 0;
};

/// Where the parts of one line lie.
class LineParts {
 public:
  LineParts(const nn::Network& network, std::span<const float> features, int length)
      : network_(network), length_(length), parts_{length, length} {
    if (network.parted()) nn::part_lines(network, std::span(&length, 1), features, parts_);
  }
  /// Of what plan step `step` gives.
  Stretch of(int step) const {
    switch (network_.part_of(step)) {
      case nn::Network::Part::kSource:
        return {0, parts_[0]};
      case nn::Network::Part::kTarget:
        return {parts_[0] - 1, parts_[1]};
      default:
        return {0, length_};
    }
  }

 private:
  const nn::Network& network_;
  int length_;
  std::array<int, 2> parts_;  // of the source, of the target
};

/// The part of all weights (heads,T,S) that counts.
AttentionMap map_of(int heads, Stretch looking, Stretch seen, std::span<const float> all,
                    std::size_t keys) {
  AttentionMap map;
  map.heads = heads;
  map.steps = looking.count;
  map.seen = seen.count;
  map.first_step = looking.first;
  map.first_seen = seen.first;
  const std::size_t rows = all.size() / keys, steps = rows / static_cast<std::size_t>(heads);
  for (std::size_t row = 0; row < rows; ++row) {
    if (row % steps >= static_cast<std::size_t>(looking.count)) continue;
    const auto weights = all.subspan(row * keys, static_cast<std::size_t>(seen.count));
    map.weights.insert(map.weights.end(), weights.begin(), weights.end());
  }
  return map;
}

/// What attention step `step` did; nothing for another kind.
std::optional<AttentionMap> map_at(const nn::Network& network, int step, const LineParts& parts,
                                   const nn::Workspace& workspace) {
  const nn::Network::Step& at = network.steps()[static_cast<std::size_t>(step)];
  ops::Buffers buffers;
  buffers.rows = 1;
  buffers.saved = workspace.saved(step);
  const Stretch looking = parts.of(at.from.front());
  std::optional<AttentionMap> map;
  if (const auto* own = dynamic_cast<const ops::MultiHeadAttention*>(at.op.get())) {
    map = map_of(own->heads(), looking, looking, own->weights(buffers),
                 static_cast<std::size_t>(at.input[0]));
  } else if (const auto* cross = dynamic_cast<const ops::CrossAttention*>(at.join.get())) {
    map = map_of(cross->heads(), looking, parts.of(at.from.back()), cross->weights(buffers),
                 static_cast<std::size_t>(cross->keys()));
  }
  if (map) map->spec_index = layer_of(network, step);
  return map;
}

/// A part's steps where they stand in the line, zeros in all others: those of a target were counted
/// from its own beginning.
void place(std::vector<float>& output, const Shape& shape, Stretch part) {
  const auto width = static_cast<std::ptrdiff_t>(shape.size()) / shape[0];
  const auto end = output.begin() + width * (part.first + part.count);
  std::move_backward(output.begin(), output.begin() + width * part.count, end);
  std::fill_n(output.begin(), width * part.first, 0.0f);
  std::fill(end, output.end(), 0.0f);
}

SequenceStages look(const Scene& scene, std::span<const Stage> stages,
                    std::span<const float> features, int length) {
  ops::Context context;
  context.kernels = &scene.kernels;
  context.lengths = std::span(&length, 1);
  nn::Workspace workspace(scene.network, scene.kernels, 1, nn::Workspace::Use::kForward);
  std::copy(features.begin(), features.end(), workspace.input().begin());
  nn::forward(scene.network, scene.parameters, workspace, context, 1);

  const LineParts parts(scene.network, features, length);
  SequenceStages result;
  result.length = length;
  for (const Stage& stage : stages) {
    const auto output = workspace.output(stage.step).first(stage.shape.size());
    result.outputs.emplace_back(output.begin(), output.end());
    if (scene.network.part_of(stage.step) != nn::Network::Part::kLine &&
        stage.shape[0] == scene.network.input()[0]) {
      place(result.outputs.back(), stage.shape, parts.of(stage.step));
    }
  }
  for (int i = 0; i < static_cast<int>(scene.network.steps().size()); ++i) {
    auto map = map_at(scene.network, i, parts, workspace);
    if (map) result.attention.push_back(std::move(*map));
  }
  return result;
}

}  // namespace

TextExamples text_examples(const Scene& scene, std::size_t first, std::size_t count) {
  const data::Dataset& data = scene.prepared.dataset;
  TextExamples examples;
  examples.first = first;
  if (!data.next || first >= data.count()) return examples;
  const std::size_t last = first + std::min(count, data.count() - first);
  for (std::size_t n = first; n < last; ++n) {
    const auto length = static_cast<std::size_t>(data.lengths[n]);
    for (const float id : features_of(data, n).first(length)) {
      examples.tokens.push_back(static_cast<std::int32_t>(id));
    }
    // What is asked for after the last token ends the example.
    const float answer = data.targets[n * steps_of(data) + length - 1];
    examples.tokens.push_back(static_cast<std::int32_t>(answer));
    examples.counts.push_back(static_cast<std::int32_t>(length) + 1);
    examples.parts.push_back(part_byte(data, n));
  }
  return examples;
}

SeriesRows series_rows(const Scene& scene) {
  const data::Dataset& data = scene.prepared.dataset;
  SeriesRows rows;
  rows.window = data.shape[0];
  rows.horizon = data.answers;
  const std::size_t window = steps_of(data), horizon = static_cast<std::size_t>(data.answers);
  for (std::size_t n = 0; n < data.count(); ++n) {
    const auto begin = static_cast<std::size_t>(data.origin[n]);
    rows.values.resize(std::max(rows.values.size(), begin + window + horizon),
                       std::numeric_limits<float>::quiet_NaN());
    for (std::size_t t = 0; t < window; ++t) {
      rows.values[begin + t] = static_cast<float>(seen_at(scene, n, t));
    }
    for (std::size_t h = 0; h < horizon; ++h) {
      rows.values[begin + window + h] = static_cast<float>(data.target_raw[n * horizon + h]);
    }
    rows.first.push_back(data.origin[n]);
    rows.parts.push_back(part_byte(data, n));
  }
  return rows;
}

TextProbe probe_text(const Scene& scene, std::span<const int> tokens, int samples) {
  TextProbe probe;
  const auto seen = visible(tokens, scene.network);
  probe.tokens.assign(seen.begin(), seen.end());
  if (!seen.empty()) probe.next = TextReader(scene, samples).read(seen);
  return probe;
}

SeriesProbe probe_series(const Scene& scene, std::size_t example, int season, int samples,
                         int futures) {
  const data::Dataset& data = scene.prepared.dataset;
  SeriesProbe probe;
  if (data.next || data.shape.rank() != 2 || example >= data.count()) return probe;
  const auto horizon = static_cast<std::size_t>(data.answers);
  for (std::size_t t = 0; t < steps_of(data); ++t) {
    probe.seen.push_back(seen_at(scene, example, t));
  }
  for (std::size_t h = 0; h < horizon; ++h) {
    probe.truth.push_back(data.target_raw[example * horizon + h]);
    // A season before, or as many of them as it takes to come to a step that was seen.
    const auto period = static_cast<std::size_t>(season > 0 ? season : 1);
    const std::size_t back = (h / period + 1) * period - h;
    probe.naive.push_back(back <= probe.seen.size() ? probe.seen[probe.seen.size() - back]
                                                    : kUnknown);
  }
  probe.forecast =
      forecast(scene, features_of(data, example), base_of(scene, example), samples, futures);
  return probe;
}

SequenceStages text_stages(const Scene& scene, std::span<const Stage> stages,
                           std::span<const int> tokens) {
  const auto seen = visible(tokens, scene.network);
  if (seen.empty()) return {};
  std::vector<float> features(steps_of(scene.prepared.dataset), 0.0f);
  std::copy(seen.begin(), seen.end(), features.begin());
  return look(scene, stages, features, static_cast<int>(seen.size()));
}

SequenceStages series_stages(const Scene& scene, std::span<const Stage> stages,
                             std::size_t example) {
  const data::Dataset& data = scene.prepared.dataset;
  if (data.next || data.shape.rank() != 2 || example >= data.count()) return {};
  return look(scene, stages, features_of(data, example), data.shape[0]);
}

}  // namespace hunch::session
