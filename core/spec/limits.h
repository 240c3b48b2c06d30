#pragma once

#include <cstddef>

#include "base/error.h"
#include "spec/spec.h"

/// Rules that join several fields, and the limits that keep memory and time bounded. They are
/// checked before anything is allocated.
namespace hunch::spec {

inline constexpr int kMaxDenseLayers = 12;
inline constexpr std::size_t kMaxLayers = 48;
inline constexpr std::size_t kMaxInputs = 8;  ///< of one layer
inline constexpr int kMaxUnits = 512;
inline constexpr int kMaxInner = 2048;  ///< units inside a transformer block
inline constexpr int kMaxHeads = 64;
inline constexpr int kMaxSteps = 4096;  ///< T, or a side
inline constexpr int kMaxWindow = 32;   ///< side of a window, its stride and dilation
inline constexpr double kMaxDropout = 0.95;
inline constexpr int kMaxSamples = 100'000;
inline constexpr int kMaxMadeImages = 20'000;
inline constexpr int kMaxClips = 8'000;
inline constexpr int kMaxFrames = 512;  ///< columns of a spectrogram
inline constexpr std::size_t kMaxParameters = 2'000'000;
inline constexpr std::size_t kMaxBatchValues = 4'000'000;  ///< batch size times units of all layers
inline constexpr std::size_t kMaxWorkBytes = std::size_t{1} << 30;  ///< activations of one batch
inline constexpr int kMaxVocabulary = 4000;                         ///< different tokens of a text
inline constexpr std::size_t kMaxPoints = 2'000;
inline constexpr std::size_t kMaxRemoved = 10'000;
inline constexpr std::size_t kMaxLabels = 64;  ///< that may hold at once
inline constexpr std::size_t kMaxFormulas = 8;
inline constexpr std::size_t kMaxFormulaLength = 512;

/// Weights and biases of the network that `model` of dense layers describes between `features` and
/// `outputs`.
std::size_t parameter_count(const std::vector<LayerSpec>& model, std::size_t features,
                            std::size_t outputs);

/// Brings a spec whose single fields are in range to the nearest one that keeps the joint rules,
/// and tells every change. A table's features and classes are not known yet: data::prepare looks
/// again.
void settle(ModelSpec& spec, Issues& issues);

}  // namespace hunch::spec
