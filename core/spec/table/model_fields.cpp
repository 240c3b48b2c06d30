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
constexpr std::array<std::string_view, 41> kLayerLabels = {"Dense",
                                                           "Dropout",
                                                           "Activation",
                                                           "Convolution",
                                                           "Max pooling",
                                                           "Average pooling",
                                                           "Global average",
                                                           "Global maximum",
                                                           "Flatten",
                                                           "Batch norm",
                                                           "Layer norm",
                                                           "RMS norm",
                                                           "Group norm",
                                                           "Convolution over time",
                                                           "Max pooling over time",
                                                           "Average pooling over time",
                                                           "Transposed convolution",
                                                           "Transposed conv. over time",
                                                           "Reshape",
                                                           "Embedding",
                                                           "One-hot",
                                                           "Sinusoidal positions",
                                                           "Learned positions",
                                                           "Simple RNN",
                                                           "LSTM",
                                                           "GRU",
                                                           "Attention",
                                                           "Transformer block",
                                                           "Spatial dropout",
                                                           "Gaussian dropout",
                                                           "Alpha dropout",
                                                           "Stochastic depth",
                                                           "DropConnect",
                                                           "Source part",
                                                           "Target part",
                                                           "Repeat over time",
                                                           "Add",
                                                           "Multiply",
                                                           "Concatenate",
                                                           "Cross-attention",
                                                           "Transformer decoder"};
constexpr std::array<std::string_view, 3> kPaddingLabels = {"None", "Same size", "Causal"};
constexpr std::array<std::string_view, 2> kReturnsLabels = {"Last state", "Every state"};
constexpr std::array<std::string_view, 2> kNormLabels = {"Before", "After"};

/// Fields that several kinds of layers have.
void add_sizes(std::vector<Field>& all) {
  using L = LayerSpec;
  static constexpr Field kFields[] = {
      {.pointer = "/model/*/units",
       .place = place<&L::units>(),
       .label = "Units",
       .help = "How many units the layer has.",
       .low = 1,
       .high = kMaxUnits,
       .step = 1,
       .applies =
           when("type", kWords<"dense", "dropconnect", "embedding", "simple-rnn", "lstm", "gru">)}};
  all.insert(all.end(), std::begin(kFields), std::end(kFields));
}

void add_windows(std::vector<Field>& all) {
  using L = LayerSpec;
  static constexpr Condition convolution =
      when("type", kWords<"conv2d", "conv1d", "conv-transpose2d", "conv-transpose1d">);
  static constexpr Condition window =
      when("type", kWords<"conv2d", "max-pool2d", "average-pool2d", "conv1d", "max-pool1d",
                          "average-pool1d", "conv-transpose2d", "conv-transpose1d">);
  static constexpr Field kFields[] = {
      {.pointer = "/model/*/filters",
       .place = place<&L::filters>(),
       .label = "Filters",
       .help = "How many patterns the layer looks for; each gives a channel.",
       .low = 1,
       .high = kMaxUnits,
       .step = 1,
       .applies = convolution},
      {.pointer = "/model/*/kernel",
       .place = place<&L::kernel>(),
       .label = "Kernel",
       .help = "Side of the square window that a filter looks through, or its steps.",
       .low = 1,
       .high = kMaxWindow,
       .step = 1,
       .applies = convolution},
      {.pointer = "/model/*/size",
       .place = place<&L::size>(),
       .label = "Window",
       .help = "Side of the square window that becomes one number, or its steps.",
       .low = 1,
       .high = kMaxWindow,
       .step = 1,
       .applies =
           when("type", kWords<"max-pool2d", "average-pool2d", "max-pool1d", "average-pool1d">)},
      {.pointer = "/model/*/stride",
       .place = place<&L::stride>(),
       .label = "Stride",
       .help = "Pixels from one window to the next; 0: every pixel for a convolution, side "
               "by side for pooling.",
       .low = 0,
       .high = kMaxWindow,
       .step = 1,
       .zero = "auto",
       .applies = window},
      {.pointer = "/model/*/padding",
       .place = place<&L::padding>(),
       .label = "Padding",
       .help = "Whether windows reach over the edge, where there is 0.",
       .words = Words<Padding>::list,
       .labels = kPaddingLabels,
       .applies = window},
      {.pointer = "/model/*/dilation",
       .place = place<&L::dilation>(),
       .label = "Dilation",
       .help = "Pixels from one point of the kernel to the next.",
       .low = 1,
       .high = kMaxWindow,
       .step = 1,
       .applies = convolution},
      {.pointer = "/model/*/groups",
       .place = place<&L::groups>(),
       .label = "Groups",
       .help = "Parts that the channels are cut into, each with filters or a norm of its own.",
       .low = 1,
       .high = kMaxUnits,
       .step = 1,
       .applies =
           when("type",
                kWords<"conv2d", "conv1d", "conv-transpose2d", "conv-transpose1d", "group-norm">)}};
  all.insert(all.end(), std::begin(kFields), std::end(kFields));
}

void add_sequences(std::vector<Field>& all) {
  using L = LayerSpec;
  static constexpr Condition recurrent = when("type", kWords<"simple-rnn", "lstm", "gru">);
  static constexpr Condition attention = when("type", kWords<"attention", "transformer-block">);
  static constexpr Condition heads = when(
      "type", kWords<"attention", "transformer-block", "cross-attention", "transformer-decoder">);
  static constexpr Condition rotary =
      when("type", kWords<"attention", "transformer-block", "transformer-decoder">);
  static constexpr Condition block =
      when("type", kWords<"transformer-block", "transformer-decoder">);
  static constexpr Field kFields[] = {
      {.pointer = "/model/*/returns",
       .place = place<&L::returns>(),
       .label = "Gives",
       .help = "Whether the next layer sees the state after every step or the last one.",
       .words = Words<Returns>::list,
       .labels = kReturnsLabels,
       .applies = recurrent},
      {.pointer = "/model/*/bidirectional",
       .place = place<&L::bidirectional>(),
       .label = "Both ways",
       .help = "A second layer reads the sequence from its end, beside the first.",
       .applies = recurrent},
      {.pointer = "/model/*/truncation",
       .place = place<&L::truncation>(),
       .label = "Steps back",
       .help = "How many steps gradients go back in time; 0: to the start.",
       .low = 0,
       .high = kMaxSteps,
       .step = 1,
       .zero = "all",
       .applies = recurrent},
      {.pointer = "/model/*/inputRate",
       .place = place<&L::input_rate>(),
       .label = "Input dropout",
       .help = "The chance that an input sleeps, the same one at all steps of a pass.",
       .low = 0,
       .high = kMaxDropout,
       .step = 0.05,
       .applies = recurrent},
      {.pointer = "/model/*/stateRate",
       .place = place<&L::state_rate>(),
       .label = "State dropout",
       .help = "The chance that a unit's state sleeps, the same one at all steps.",
       .low = 0,
       .high = kMaxDropout,
       .step = 0.05,
       .applies = recurrent},
      {.pointer = "/model/*/heads",
       .place = place<&L::heads>(),
       .label = "Heads",
       .help = "How many times the layer looks, each with its own question.",
       .low = 1,
       .high = kMaxHeads,
       .step = 1,
       .applies = heads},
      {.pointer = "/model/*/causal",
       .place = place<&L::causal>(),
       .label = "Causal",
       .help = "Each step sees itself and what was before, never what comes.",
       .applies = attention},
      {.pointer = "/model/*/rotary",
       .place = place<&L::rotary>(),
       .label = "Rotary positions",
       .help = "Tells steps apart by turning what they ask and answer.",
       .applies = rotary},
      {.pointer = "/model/*/hidden",
       .place = place<&L::hidden>(),
       .label = "Inner width",
       .help = "Units between the block's two dense layers; 0: four times its width.",
       .low = 0,
       .high = kMaxInner,
       .step = 16,
       .zero = "auto",
       .applies = block},
      {.pointer = "/model/*/norm",
       .place = place<&L::norm>(),
       .label = "Norm",
       .help = "Whether each part of the block is normalized before it or after.",
       .words = Words<NormPlace>::list,
       .labels = kNormLabels,
       .applies = block}};
  all.insert(all.end(), std::begin(kFields), std::end(kFields));
}

void add_wiring(std::vector<Field>& all) {
  using L = LayerSpec;
  static constexpr Field kFields[] = {
      {.pointer = "/model/*/shape",
       .place = place<&L::shape>(),
       .label = "Shape",
       .help = "The sizes of the same numbers afterwards, the last one running fastest.",
       .low = 1,
       .high = kMaxSteps,
       .most = 3,
       .applies = when("type", kWords<"reshape">)},
      {.pointer = "/model/*/name",
       .place = place<&L::name>(),
       .label = "Name",
       .help = "What the inputs of later layers call this one.",
       .longest = 32},
      {.pointer = "/model/*/inputs",
       .place = place<&L::inputs>(),
       .label = "Inputs",
       .help = "Names of the layers that this one reads; none: the one before it.",
       .longest = 32,
       .most = kMaxInputs}};
  all.insert(all.end(), std::begin(kFields), std::end(kFields));
}

}  // namespace

void add_model(std::vector<Field>& all) {
  using L = LayerSpec;
  static constexpr Field kFields1[] = {
      {.pointer = "/model",
       .place = place<&ModelSpec::model>(),
       .label = "Layers",
       .help = "The hidden layers in order; the output layer follows by itself.",
       .url_key = "m",
       .most = kMaxLayers},
      {.pointer = "/model/*/type",
       .place = place<&L::type>(),
       .label = "Layer",
       .help = "What the layer does.",
       .words = Words<LayerType>::list,
       .labels = kLayerLabels}};
  all.insert(all.end(), std::begin(kFields1), std::end(kFields1));
  add_sizes(all);
  add_windows(all);
  static constexpr Field kFields2[] = {
      {.pointer = "/model/*/activation",
       .place = place<&L::activation>(),
       .label = "Activation",
       .help = "How a unit bends its sum.",
       .words = Words<Activation>::list,
       .labels = kActivationLabels,
       .applies = when(
           "type",
           kWords<"dense", "dropconnect", "conv2d", "activation", "conv1d", "conv-transpose2d",
                  "conv-transpose1d", "simple-rnn", "transformer-block", "transformer-decoder">)},
      {.pointer = "/model/*/init",
       .place = place<&L::init>(),
       .label = "First weights",
       .help = "How the first weights are drawn.",
       .words = Words<Init>::list,
       .labels = kInitLabels,
       .applies =
           when("type", kWords<"dense", "dropconnect", "conv2d", "conv1d", "conv-transpose2d",
                               "conv-transpose1d", "simple-rnn", "lstm", "gru", "attention",
                               "transformer-block", "cross-attention", "transformer-decoder">)},
      {.pointer = "/model/*/rate",
       .place = place<&L::rate>(),
       .label = "Dropout",
       .help = "The chance that a unit sleeps in one pass, or what else the layer drops.",
       .low = 0,
       .high = kMaxDropout,
       .step = 0.05,
       .applies =
           when("type", kWords<"dropout", "attention", "transformer-block", "spatial-dropout",
                               "gaussian-dropout", "alpha-dropout", "stochastic-depth",
                               "dropconnect", "cross-attention", "transformer-decoder">)}};
  all.insert(all.end(), std::begin(kFields2), std::end(kFields2));
  add_sequences(all);
  add_wiring(all);
}

}  // namespace hunch::spec::table
