#include "spec/limits.h"
#include "spec/table/table.h"
#include "spec/words.h"

namespace hunch::spec::table {
namespace {

// How people read the words, and the words that have no enumeration.
constexpr std::array<std::string_view, 15> kActivationLabels = {
    "Linear",   "ReLU", "Leaky ReLU", "ELU",      "GELU",         "SiLU",       "Sigmoid", "Tanh",
    "Softplus", "SELU", "CELU",       "Softsign", "Hard sigmoid", "Hard swish", "Mish"};
constexpr std::array<std::string_view, 8> kInitLabels = {
    "Automatic",  "Glorot normal", "Glorot uniform", "He normal",
    "He uniform", "LeCun normal",  "LeCun uniform",  "Zeros"};
constexpr std::array<std::string_view, 11> kLayerLabels = {
    "Dense",       "Dropout",         "Activation",     "Convolution",
    "Max pooling", "Average pooling", "Global average", "Global maximum",
    "Flatten",     "Batch norm",      "Layer norm"};
constexpr std::array<std::string_view, 2> kPaddingLabels = {"None", "Same size"};

}  // namespace

void add_model(std::vector<Field>& all) {
  using L = LayerSpec;
  const Condition dense = when("type", {"dense"});
  const Condition convolution = when("type", {"conv2d"});
  const Condition pooling = when("type", {"max-pool2d", "average-pool2d"});
  const Condition window = when("type", {"conv2d", "max-pool2d", "average-pool2d"});
  const Condition weighted = when("type", {"dense", "conv2d"});

  all.push_back({.pointer = "/model",
                 .place = place<&ModelSpec::model>(),
                 .label = "Layers",
                 .help = "The hidden layers in order; the output layer follows by itself.",
                 .url_key = "m",
                 .most = std::size_t{2} * kMaxDenseLayers});
  all.push_back({.pointer = "/model/*/type",
                 .place = place<&L::type>(),
                 .label = "Layer",
                 .help = "What the layer does.",
                 .words = Words<LayerType>::list,
                 .labels = kLayerLabels});
  all.push_back({.pointer = "/model/*/units",
                 .place = place<&L::units>(),
                 .label = "Units",
                 .help = "How many units the layer has.",
                 .low = 1,
                 .high = kMaxUnits,
                 .step = 1,
                 .applies = dense});
  all.push_back({.pointer = "/model/*/filters",
                 .place = place<&L::filters>(),
                 .label = "Filters",
                 .help = "How many patterns the layer looks for; each gives a channel.",
                 .low = 1,
                 .high = kMaxUnits,
                 .step = 1,
                 .applies = convolution});
  all.push_back({.pointer = "/model/*/kernel",
                 .place = place<&L::kernel>(),
                 .label = "Kernel",
                 .help = "Side of the square window that a filter looks through.",
                 .low = 1,
                 .high = kMaxWindow,
                 .step = 1,
                 .applies = convolution});
  all.push_back({.pointer = "/model/*/size",
                 .place = place<&L::size>(),
                 .label = "Window",
                 .help = "Side of the square window that becomes one number.",
                 .low = 1,
                 .high = kMaxWindow,
                 .step = 1,
                 .applies = pooling});
  all.push_back({.pointer = "/model/*/stride",
                 .place = place<&L::stride>(),
                 .label = "Stride",
                 .help =
                     "Pixels from one window to the next; 0: every pixel for a convolution, side "
                     "by side for pooling.",
                 .low = 0,
                 .high = kMaxWindow,
                 .step = 1,
                 .applies = window});
  all.push_back({.pointer = "/model/*/padding",
                 .place = place<&L::padding>(),
                 .label = "Padding",
                 .help = "Whether windows reach over the edge, where there is 0.",
                 .words = Words<Padding>::list,
                 .labels = kPaddingLabels,
                 .applies = window});
  all.push_back({.pointer = "/model/*/dilation",
                 .place = place<&L::dilation>(),
                 .label = "Dilation",
                 .help = "Pixels from one point of the kernel to the next.",
                 .low = 1,
                 .high = kMaxWindow,
                 .step = 1,
                 .applies = convolution});
  all.push_back({.pointer = "/model/*/groups",
                 .place = place<&L::groups>(),
                 .label = "Groups",
                 .help = "Parts that the channels are cut into, each with filters of its own.",
                 .low = 1,
                 .high = kMaxUnits,
                 .step = 1,
                 .applies = convolution});
  all.push_back({.pointer = "/model/*/activation",
                 .place = place<&L::activation>(),
                 .label = "Activation",
                 .help = "How a unit bends its sum.",
                 .words = Words<Activation>::list,
                 .labels = kActivationLabels,
                 .applies = when("type", {"dense", "conv2d", "activation"})});
  all.push_back({.pointer = "/model/*/init",
                 .place = place<&L::init>(),
                 .label = "First weights",
                 .help = "How the first weights are drawn.",
                 .words = Words<Init>::list,
                 .labels = kInitLabels,
                 .applies = weighted});
  all.push_back({.pointer = "/model/*/rate",
                 .place = place<&L::rate>(),
                 .label = "Dropout",
                 .help = "The chance that a unit sleeps in one pass.",
                 .low = 0,
                 .high = kMaxDropout,
                 .step = 0.05,
                 .applies = when("type", {"dropout"})});
}

}  // namespace hunch::spec::table
