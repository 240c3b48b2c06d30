#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "session/forecaster.h"
#include "session/scene.h"
#include "session/text_reader.h"

/// What people see of a network that learns from texts or series.
namespace hunch::session {

/// Texts [first, first + n) as their tokens.
struct TextExamples {
  std::size_t first = 0;
  std::vector<std::int32_t> tokens;  ///< all of them one after the other, ids
  std::vector<std::int32_t> counts;  ///< (n) tokens of each
  std::vector<std::uint8_t> parts;   ///< (n) 0 training, 1 validation, 2 test
};

/// A series of M rows as it lies in the windows that are learned, in the target's own units; NaN
/// where no window looks.
struct SeriesRows {
  std::vector<float> values;        ///< (M) of the target
  std::vector<std::int32_t> first;  ///< (N) each example's first row
  std::vector<std::uint8_t> parts;  ///< (N) as in TextExamples
  int window = 0, horizon = 0;
};

/// A text that is read: what the network says after each of its tokens.
struct TextProbe {
  std::vector<std::int32_t> tokens;  ///< (T) those that are read: the last T of a longer text
  NextTokens next;
};

/// A window of a series and what is said of the steps after it, in the target's own units.
struct SeriesProbe {
  std::vector<double> seen;   ///< (T)
  std::vector<double> truth;  ///< (H)
  std::vector<double> naive;  ///< (H) the season before or the last value; NaN where not known
  Forecast forecast;
};

/// How much each head of an attention layer looks from each step at each other.
struct AttentionMap {
  int spec_index = 0;  ///< of the layer
  int heads = 1;
  int steps = 1;               ///< T that look
  int seen = 1;                ///< S that are looked at
  int first_step = 0;          ///< the token of the text that the first of them stands for: 0, or
  int first_seen = 0;          ///< where the target begins
  std::vector<float> weights;  ///< (heads,T,S) from, to; each row sums to 1
};

/// Layers looking at one example: what each gives, and where attention goes. Dropout is off.
struct SequenceStages {
  int length = 0;                           ///< T that count
  std::vector<std::vector<float>> outputs;  ///< of Description::stages, each as its shape says;
                                            ///< those of a target stand where it stands
  std::vector<AttentionMap> attention;      ///< in the order of the layers
};

TextExamples text_examples(const Scene& scene, std::size_t first, std::size_t count);
SeriesRows series_rows(const Scene& scene);

/// `tokens` as encode gives them, the beginning included.
TextProbe probe_text(const Scene& scene, std::span<const int> tokens, int samples);
SeriesProbe probe_series(const Scene& scene, std::size_t example, int season, int samples,
                         int futures);

/// Of texts: the tokens as `probe_text` reads them.
SequenceStages text_stages(const Scene& scene, std::span<const Stage> stages,
                           std::span<const int> tokens);
SequenceStages series_stages(const Scene& scene, std::span<const Stage> stages,
                             std::size_t example);

}  // namespace hunch::session
