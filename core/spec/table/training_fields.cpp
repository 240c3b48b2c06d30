#include "spec/table/table.h"
#include "spec/words.h"

namespace hunch::spec::table {
namespace {

// How people read the words, and the words that have no enumeration.
constexpr std::array<std::string_view, 7> kLossLabels = {"Automatic",
                                                         "Squared error",
                                                         "Absolute error",
                                                         "Huber",
                                                         "Cross-entropy (two classes)",
                                                         "Cross-entropy",
                                                         "Gaussian with learned noise"};
constexpr std::array<std::string_view, 2> kClassWeightsLabels = {"As they come", "Balanced"};
constexpr std::array<std::string_view, 7> kOptimizerLabels = {
    "SGD", "Momentum", "Nesterov", "RMSProp", "Adagrad", "Adam", "AdamW"};
constexpr std::array<std::string_view, 6> kScheduleLabels = {"Constant", "Step",    "Exponential",
                                                             "Cosine",   "Warm-up", "One cycle"};

}  // namespace

void add_training(std::vector<Field>& all) {
  using T = TrainingSpec;
  constexpr auto training = &ModelSpec::training;

  all.push_back({.pointer = "/training/loss",
                 .place = place<training, &T::loss>(),
                 .label = "Loss",
                 .help = "What is made small.",
                 .url_key = "l",
                 .words = Words<Loss>::list,
                 .labels = kLossLabels});
  all.push_back({.pointer = "/training/huberDelta",
                 .place = place<training, &T::huber_delta>(),
                 .label = "Huber's bend",
                 .help = "Errors beyond it count in proportion only.",
                 .url_key = "hd",
                 .low = 0.001,
                 .high = 1000,
                 .step = 0.1,
                 .scale = Scale::kLog,
                 .applies = when("/training/loss", {"huber"})});
  const Condition entropy =
      when("/training/loss", {"auto", "binary-cross-entropy", "categorical-cross-entropy"});
  all.push_back(
      {.pointer = "/training/labelSmoothing",
       .place = place<training, &T::label_smoothing>(),
       .label = "Label smoothing",
       .help = "Share of each label that all classes get alike, so that none is learned as sure.",
       .url_key = "sm",
       .low = 0,
       .high = 0.5,
       .step = 0.05,
       .applies = entropy});
  all.push_back({.pointer = "/training/focalGamma",
                 .place = place<training, &T::focal_gamma>(),
                 .label = "Focus",
                 .help = "Focal loss: how much less examples count that are told well; 0: off.",
                 .url_key = "fg",
                 .low = 0,
                 .high = 10,
                 .step = 0.5,
                 .applies = entropy});
  all.push_back({.pointer = "/training/classWeights",
                 .place = place<training, &T::class_weights>(),
                 .label = "Class weights",
                 .help = "Balanced: each class counts the same in all, however rare it is.",
                 .url_key = "cw",
                 .words = Words<ClassWeights>::list,
                 .labels = kClassWeightsLabels,
                 .applies = entropy});
  all.push_back({.pointer = "/training/optimizer",
                 .place = place<training, &T::optimizer>(),
                 .label = "Optimizer",
                 .help = "How a gradient becomes a step.",
                 .url_key = "o",
                 .words = Words<Optimizer>::list,
                 .labels = kOptimizerLabels});
  all.push_back({.pointer = "/training/rate",
                 .place = place<training, &T::rate>(),
                 .label = "Rate",
                 .help = "Learning rate: the length of a step.",
                 .url_key = "lr",
                 .low = 1e-6,
                 .high = 10,
                 .step = 0.001,
                 .scale = Scale::kLog});
  all.push_back({.pointer = "/training/momentum",
                 .place = place<training, &T::momentum>(),
                 .label = "Momentum",
                 .help = "How much of the last step goes on.",
                 .url_key = "mo",
                 .low = 0,
                 .high = 0.999,
                 .step = 0.01,
                 .applies = when("/training/optimizer", {"momentum", "nesterov"})});
  const Condition adam = when("/training/optimizer", {"adam", "adamw"});
  all.push_back({.pointer = "/training/beta1",
                 .place = place<training, &T::beta1>(),
                 .label = "Beta 1",
                 .help = "Memory of the mean gradient.",
                 .url_key = "b1",
                 .low = 0,
                 .high = 0.9999,
                 .step = 0.01,
                 .applies = adam});
  all.push_back({.pointer = "/training/beta2",
                 .place = place<training, &T::beta2>(),
                 .label = "Beta 2",
                 .help = "Memory of the squared gradient.",
                 .url_key = "b2",
                 .low = 0,
                 .high = 0.99999,
                 .step = 0.001,
                 .applies = adam});
  all.push_back({.pointer = "/training/rho",
                 .place = place<training, &T::rho>(),
                 .label = "Rho",
                 .help = "Memory of the squared gradient.",
                 .url_key = "rho",
                 .low = 0,
                 .high = 0.9999,
                 .step = 0.01,
                 .applies = when("/training/optimizer", {"rmsprop"})});
  all.push_back({.pointer = "/training/epsilon",
                 .place = place<training, &T::epsilon>(),
                 .label = "Epsilon",
                 .help = "Keeps a division away from zero.",
                 .url_key = "eps",
                 .low = 1e-12,
                 .high = 0.1,
                 .step = 1e-8,
                 .scale = Scale::kLog,
                 .applies = when("/training/optimizer", {"rmsprop", "adagrad", "adam", "adamw"})});
  all.push_back({.pointer = "/training/batch",
                 .place = place<training, &T::batch>(),
                 .label = "Batch",
                 .help = "Examples of one step.",
                 .url_key = "b",
                 .low = 1,
                 .high = 4096,
                 .step = 1,
                 .scale = Scale::kLog});
  all.push_back({.pointer = "/training/epochs",
                 .place = place<training, &T::epochs>(),
                 .label = "Epochs",
                 .help = "How often all training examples are seen.",
                 .url_key = "ep",
                 .low = 1,
                 .high = 1'000'000,
                 .step = 10,
                 .scale = Scale::kLog});
  all.push_back({.pointer = "/training/schedule",
                 .place = place<training, &T::schedule>(),
                 .label = "Schedule",
                 .help = "How the rate changes with the epochs.",
                 .url_key = "sc",
                 .words = Words<Schedule>::list,
                 .labels = kScheduleLabels});
  all.push_back({.pointer = "/training/scheduleEpochs",
                 .place = place<training, &T::schedule_epochs>(),
                 .label = "Schedule epochs",
                 .help = "Epochs between two steps, or the length of the warm-up.",
                 .url_key = "se",
                 .low = 1,
                 .high = 1'000'000,
                 .step = 10,
                 .scale = Scale::kLog,
                 .applies = when("/training/schedule", {"step", "exponential", "warmup"})});
  all.push_back(
      {.pointer = "/training/scheduleFactor",
       .place = place<training, &T::schedule_factor>(),
       .label = "Schedule factor",
       .help = "What the rate is multiplied by, or its final share.",
       .url_key = "sf",
       .low = 0,
       .high = 1,
       .step = 0.05,
       .applies = when("/training/schedule", {"step", "exponential", "cosine", "one-cycle"})});
  all.push_back({.pointer = "/training/l1",
                 .place = place<training, &T::l1>(),
                 .label = "L1",
                 .help = "Price of every weight's size: makes many of them zero.",
                 .url_key = "l1",
                 .low = 0,
                 .high = 1,
                 .step = 0.0001});
  all.push_back({.pointer = "/training/l2",
                 .place = place<training, &T::l2>(),
                 .label = "L2",
                 .help = "Price of every weight's square: keeps them small.",
                 .url_key = "l2",
                 .low = 0,
                 .high = 1,
                 .step = 0.0001});
  all.push_back({.pointer = "/training/weightDecay",
                 .place = place<training, &T::weight_decay>(),
                 .label = "Weight decay",
                 .help = "Share of the weights lost in a step of rate 1.",
                 .url_key = "wd",
                 .low = 0,
                 .high = 1,
                 .step = 0.001,
                 .applies = when("/training/optimizer", {"adamw"})});
  all.push_back({.pointer = "/training/clip",
                 .place = place<training, &T::clip>(),
                 .label = "Clip",
                 .help = "Longest gradient that is followed whole; 0: no limit.",
                 .url_key = "cl",
                 .low = 0,
                 .high = 1000,
                 .step = 0.1});
  all.push_back({.pointer = "/training/patience",
                 .place = place<training, &T::patience>(),
                 .label = "Patience",
                 .help = "Epochs without a better validation loss before it stops; 0: never.",
                 .url_key = "pa",
                 .low = 0,
                 .high = 1'000'000,
                 .step = 5});
  all.push_back({.pointer = "/training/minDelta",
                 .place = place<training, &T::min_delta>(),
                 .label = "Least progress",
                 .help = "What counts as a better validation loss.",
                 .url_key = "md",
                 .low = 0,
                 .high = 10,
                 .step = 0.001});

  constexpr auto uncertainty = &ModelSpec::uncertainty;
  all.push_back({.pointer = "/uncertainty/samples",
                 .place = place<uncertainty, &UncertaintySpec::samples>(),
                 .label = "Samples",
                 .help = "Random passes whose spread is the model's doubt.",
                 .url_key = "us",
                 .low = 1,
                 .high = 1000,
                 .step = 1,
                 .scale = Scale::kLog});
  all.push_back({.pointer = "/uncertainty/tau",
                 .place = place<uncertainty, &UncertaintySpec::tau>(),
                 .label = "Precision",
                 .help = "One over the noise's variance; 0: found from the training residuals.",
                 .url_key = "tau",
                 .low = 0,
                 .high = 1e9,
                 .step = 1});
}

}  // namespace hunch::spec::table
