#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

#include "spec/spec.h"

/// The word of every enumerator, as links, files and messages write it (kebab-case), in the order
/// of the enumerators. `to_word(Activation::kLeakyRelu)` is "leaky-relu"; `from_word` is its
/// inverse.
namespace hunch::spec {

template <class Enum>
struct Words;  // specialised below: `list[i]` names the enumerator of value i

template <>
struct Words<Source> {
  static constexpr std::array<std::string_view, 34> list = {
      "circle",       "xor",      "blobs",          "moons",           "spiral",
      "checkerboard", "plane",    "multi-gaussian", "regress-plane",   "regress-gaussian",
      "sine",         "x-sin-x",  "step",           "heteroscedastic", "gap",
      "csv",          "images",   "digits",         "letters",         "shapes",
      "textures",     "text",     "series",         "grammar",         "brackets",
      "copy",         "addition", "waves",          "regimes",         "clips",
      "tones",        "audio",    "dates",          "scenes"};
};
template <>
struct Words<Feature> {
  static constexpr std::array<std::string_view, 9> list = {"x",    "y",    "x2",   "y2",  "xy",
                                                           "sinx", "siny", "cosx", "cosy"};
};
template <>
struct Words<Activation> {
  static constexpr std::array<std::string_view, 15> list = {
      "linear",   "relu", "leaky-relu", "elu",      "gelu",         "silu",       "sigmoid", "tanh",
      "softplus", "selu", "celu",       "softsign", "hard-sigmoid", "hard-swish", "mish"};
};
template <>
struct Words<Init> {
  static constexpr std::array<std::string_view, 8> list = {
      "auto",       "glorot-normal", "glorot-uniform", "he-normal",
      "he-uniform", "lecun-normal",  "lecun-uniform",  "zeros"};
};
template <>
struct Words<LayerType> {
  static constexpr std::array<std::string_view, 41> list = {"dense",
                                                            "dropout",
                                                            "activation",
                                                            "conv2d",
                                                            "max-pool2d",
                                                            "average-pool2d",
                                                            "global-average-pool",
                                                            "global-max-pool",
                                                            "flatten",
                                                            "batch-norm",
                                                            "layer-norm",
                                                            "rms-norm",
                                                            "group-norm",
                                                            "conv1d",
                                                            "max-pool1d",
                                                            "average-pool1d",
                                                            "conv-transpose2d",
                                                            "conv-transpose1d",
                                                            "reshape",
                                                            "embedding",
                                                            "one-hot",
                                                            "sinusoidal-position",
                                                            "learned-position",
                                                            "simple-rnn",
                                                            "lstm",
                                                            "gru",
                                                            "attention",
                                                            "transformer-block",
                                                            "spatial-dropout",
                                                            "gaussian-dropout",
                                                            "alpha-dropout",
                                                            "stochastic-depth",
                                                            "dropconnect",
                                                            "source",
                                                            "target",
                                                            "repeat",
                                                            "add",
                                                            "multiply",
                                                            "concat",
                                                            "cross-attention",
                                                            "transformer-decoder"};
};
template <>
struct Words<Padding> {
  static constexpr std::array<std::string_view, 3> list = {"valid", "same", "causal"};
};
template <>
struct Words<Returns> {
  static constexpr std::array<std::string_view, 2> list = {"last", "every-step"};
};
template <>
struct Words<NormPlace> {
  static constexpr std::array<std::string_view, 2> list = {"before", "after"};
};
template <>
struct Words<Loss> {
  static constexpr std::array<std::string_view, 8> list = {"auto",
                                                           "mse",
                                                           "mae",
                                                           "huber",
                                                           "binary-cross-entropy",
                                                           "categorical-cross-entropy",
                                                           "gaussian-nll",
                                                           "kl-divergence"};
};
template <>
struct Words<ClassWeights> {
  static constexpr std::array<std::string_view, 2> list = {"none", "balanced"};
};
template <>
struct Words<Optimizer> {
  static constexpr std::array<std::string_view, 7> list = {
      "sgd", "momentum", "nesterov", "rmsprop", "adagrad", "adam", "adamw"};
};
template <>
struct Words<Schedule> {
  static constexpr std::array<std::string_view, 6> list = {"constant", "step",   "exponential",
                                                           "cosine",   "warmup", "one-cycle"};
};

/// Empty for a value that is no enumerator.
template <class Enum>
constexpr std::string_view to_word(Enum value) {
  const auto index = static_cast<std::size_t>(value);
  return index < Words<Enum>::list.size() ? Words<Enum>::list[index] : std::string_view{};
}

/// Nothing for an unknown word.
template <class Enum>
constexpr std::optional<Enum> from_word(std::string_view word) {
  for (std::size_t i = 0; i < Words<Enum>::list.size(); ++i)
    if (Words<Enum>::list[i] == word) return static_cast<Enum>(i);
  return std::nullopt;
}

/// What a source is learned as: the number of raw inputs (0: the table's own) and of classes (0: a
/// regression, or a table, whose task the data decide).
constexpr bool is_synthetic(Source source) { return source < Source::kCsv; }
constexpr bool is_table(Source source) { return source == Source::kCsv; }
/// Images that are drawn from a seed; and any images.
constexpr bool is_drawn(Source source) {
  return (source >= Source::kDigits && source <= Source::kTextures) || source == Source::kScenes;
}
/// Sounds: they are learned as images, their spectrograms.
constexpr bool is_sounds(Source source) {
  return source == Source::kTones || source == Source::kAudio;
}
constexpr bool is_images(Source source) {
  return source == Source::kImages || is_drawn(source) || source == Source::kClips ||
         is_sounds(source);
}
/// Lines that are written from a seed; and any text.
constexpr bool is_written(Source source) {
  return (source >= Source::kGrammar && source <= Source::kAddition) || source == Source::kDates;
}
constexpr bool is_text(Source source) { return source == Source::kText || is_written(source); }
/// Rows in the order of time that are made from a seed; and any series.
constexpr bool is_signal(Source source) {
  return source == Source::kWaves || source == Source::kRegimes;
}
constexpr bool is_series(Source source) { return source == Source::kSeries || is_signal(source); }
/// Data in the order of time or of reading: examples have steps.
constexpr bool is_sequences(Source source) { return is_text(source) || is_series(source); }
/// All that a seed makes, of which there is as much as `samples` says.
constexpr bool is_made(Source source) {
  return is_synthetic(source) || is_drawn(source) || is_written(source) || is_signal(source) ||
         source == Source::kClips || source == Source::kTones;
}
/// What a text is cut into if its spec leaves that to the set ("auto").
constexpr std::string_view level_for(Source source) {
  return source == Source::kGrammar ? "words" : "characters";
}
/// The token of a written line up to which it is given; the network is asked for what comes after
/// it. Empty: it is asked for all.
constexpr std::string_view given_until(Source source) {
  if (source == Source::kAddition) return "=";
  return source == Source::kCopy || source == Source::kDates ? "|" : "";
}
/// The target is the example itself.
inline bool is_autoencoding(const DataSpec& data) {
  return is_images(data.source) && data.goal == "autoencoding";
}
/// Several labels of an example may hold at once: each is told by itself.
inline bool has_several_labels(const DataSpec& data) {
  if (is_table(data.source)) return !data.csv.labels.empty();
  return data.source == Source::kScenes && !is_autoencoding(data);
}
constexpr bool is_curve(Source source) { return source >= Source::kSine && source <= Source::kGap; }
constexpr bool is_class_set(Source source) { return source <= Source::kMultiGaussian; }

/// Classes of a made classification set; 0 for regressions and the user's own data.
constexpr int class_count(const DataSpec& data) {
  switch (data.source) {
    case Source::kBlobs:
    case Source::kMultiGaussian:
      return data.classes;
    case Source::kSpiral:
      return data.arms;
    case Source::kDigits:
      return 10;
    case Source::kLetters:
      return 26;
    case Source::kShapes:
    case Source::kTextures:
    case Source::kTones:
      return 8;
    case Source::kClips:
    case Source::kScenes:
      return 6;
    default:
      return is_class_set(data.source) ? 2 : 0;
  }
}

/// Losses over classes.
constexpr bool is_entropy(Loss loss) {
  return loss == Loss::kBinaryCrossEntropy || loss == Loss::kCategoricalCrossEntropy ||
         loss == Loss::kKlDivergence;
}

/// Layers of units that each look at all inputs.
constexpr bool is_dense(LayerType type) {
  return type == LayerType::kDense || type == LayerType::kDropconnect;
}
/// Layers whose outputs an activation bends.
constexpr bool bends(LayerType type) {
  return is_dense(type) || type == LayerType::kConv1d || type == LayerType::kConv2d ||
         type == LayerType::kConvTranspose2d || type == LayerType::kConvTranspose1d;
}
/// Dropout that stands as a layer, of any kind: learns nothing, keeps every shape.
constexpr bool drops(LayerType type) {
  return type == LayerType::kDropout ||
         (type >= LayerType::kSpatialDropout && type <= LayerType::kStochasticDepth);
}
/// Layers that bring several others together.
constexpr bool joins(LayerType type) { return type >= LayerType::kAdd; }
/// Of these, the ones that look from their first input at their second.
constexpr bool attends_across(LayerType type) {
  return type == LayerType::kCrossAttention || type == LayerType::kTransformerDecoder;
}

}  // namespace hunch::spec
