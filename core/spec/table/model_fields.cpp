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
constexpr std::array<std::string_view, 2> kLayerLabels = {"Dense", "Dropout"};

}  // namespace

void add_model(std::vector<Field>& all) {
  using L = LayerSpec;
  const Condition dense = when("type", {"dense"});

  all.push_back({.pointer = "/model",
                 .place = place<&ModelSpec::model>(),
                 .label = "Layers",
                 .help = "The hidden layers in order; the output layer follows by itself.",
                 .url_key = "m",
                 .most = std::size_t{2} * kMaxDenseLayers});
  all.push_back({.pointer = "/model/*/type",
                 .place = place<&L::type>(),
                 .label = "Layer",
                 .help = "A layer of units, or dropout.",
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
  all.push_back({.pointer = "/model/*/activation",
                 .place = place<&L::activation>(),
                 .label = "Activation",
                 .help = "How a unit bends its sum.",
                 .words = Words<Activation>::list,
                 .labels = kActivationLabels,
                 .applies = dense});
  all.push_back({.pointer = "/model/*/init",
                 .place = place<&L::init>(),
                 .label = "First weights",
                 .help = "How the first weights are drawn.",
                 .words = Words<Init>::list,
                 .labels = kInitLabels,
                 .applies = dense});
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
