#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "data/dataset.h"
#include "nn/network.h"
#include "train/trainer.h"

/// What leaves the engine: copies, never views of its memory.
namespace hunch::session {

struct Status {
  std::uint64_t step = 0;
  std::uint64_t epoch = 0;  ///< whole epochs done
  std::uint64_t steps_per_epoch = 1;
  double rate = 0;  ///< scheduled learning rate
  double batch_loss = 0;
  train::Stop stop;
};

/// A layer of the spec, or the output layer: what one example looks like when it has passed.
struct Stage {
  std::string type;     ///< as in the spec; "output"
  int spec_index = -1;  ///< index in spec.model, -1 for the output layer
  int step = 0;         ///< plan step that gives it
  Shape shape;          ///< (Y,X,C) of feature maps, (D) of units
  nn::Network::Part part = nn::Network::Part::kLine;  ///< of a text's lines that it is told by
};

/// Constant facts about the network and data in use.
struct Description {
  data::Task task = data::Task::kClassification;
  bool several = false;  ///< classes are labels of which several may hold at once
  bool itself = false;   ///< the examples themselves are told
  nn::Head head;
  spec::Loss loss = spec::Loss::kMse;  ///< auto resolved
  std::vector<std::string> features;   ///< D names, the network's inputs
  std::vector<data::Input> inputs;     ///< R raw inputs with their ranges
  std::vector<std::string> classes;    ///< K; of a table with several labels, what its plane shows
  std::vector<std::string> labels;     ///< K of which several may hold at once; else none
  int separator = -1;                  ///< of texts: ends what is given of a line; -1: nothing does
  std::string target;
  std::vector<int> axes;                   ///< one or two raw inputs on the plot's axes
  double target_low = 0, target_high = 1;  ///< range of the targets (axis of a curve)
  Shape shape;                             ///< of one example, as data::Dataset::shape
  std::vector<Stage> stages;               ///< every layer in order, the output last
  std::vector<nn::LayerView> layers;
  std::vector<nn::ParameterView> views;
  std::size_t parameters = 0;
  std::size_t train_count = 0, validation_count = 0, test_count = 0;
  std::string kernels;
  bool exact = false;
  bool stochastic = false;  ///< has dropout with a rate above 0
  Issues warnings;
  double seconds = 0;  ///< that each sound is brought to; 0: these are no sounds
};

/// N points in raw units on the plot's axes.
struct Points {
  std::vector<float> x, y;             ///< (N) first axis; second axis (2-D) or target (1-D)
  std::vector<float> value;            ///< (N) class index or target in own units
  std::vector<std::uint8_t> is_train;  ///< (N)
  std::vector<std::int32_t> origin;    ///< (N) see data::Dataset::origin
};

/// Over G = cells*cells points (2-D, row 0 at the top) or G = cells (1-D).
/// Classification: entropies in nats. Regression: variances in squared target units.
struct Surface {
  int cells = 0;
  int samples = 0;  ///< S so far
  bool complete = false;
  std::vector<float> mean;  ///< (G) regression: mean; 2 classes: p(class 1); K: p of the winner
  std::vector<std::uint8_t> winner;                ///< (G) K classes: argmax; else empty
  std::vector<float> total, aleatoric, epistemic;  ///< (G)
};

struct FunctionDraw {
  int cells = 0;
  std::vector<float> mean;  ///< as Surface::mean, of this one function
  std::vector<std::uint8_t> winner;
  std::vector<std::vector<std::uint8_t>>
      awake;  ///< per dense layer with dropout: (units) 1 = awake; else empty
};

/// One input looked at closely.
struct Probe {
  std::vector<double> raw;      ///< (R)
  std::vector<float> features;  ///< (D) as the network sees them
  int samples = 0;
  std::vector<float> probabilities;  ///< (K) mean over samples
  /// (K) of several labels: that each holds, with the 5 % and 95 % quantiles over samples.
  std::vector<float> labels, labels_low, labels_high;
  double mean = 0;       ///< regression: predictive mean in own units
  double deviation = 0;  ///< classification: of p(winner) over samples; regression: sqrt(total)
  double total = 0, aleatoric = 0, epistemic = 0;  ///< nats, or variances in squared own units
  double q05 = 0, q50 = 0, q95 = 0;  ///< quantiles over samples: p(winner, or class 1) or mean
  std::vector<float> draws;          ///< (S) p(class 1) / p(winner) / mean of each sample
  std::vector<std::uint8_t> votes;   ///< (S) argmax of each sample (classification)
  std::vector<std::vector<float>> sums, outputs;  ///< per dense layer (units), dropout off
  std::vector<std::vector<std::uint16_t>>
      asleep;  ///< per dense layer (units): in how many samples it slept
};

/// Examples [first, first + n) of a set of images.
struct Examples {
  std::size_t first = 0;
  std::vector<std::uint8_t> pixels;   ///< (n,Y,X,C), 0 to 255
  std::vector<std::uint16_t> labels;  ///< (n) class, or bit k: whether label k holds
  std::vector<std::uint8_t> parts;    ///< (n) 0 training, 1 validation, 2 test
};

/// An image that is looked at: an example, or the pixels of one that is none.
struct ImageAt {
  std::size_t example = 0;
  std::vector<std::uint8_t> pixels;  ///< (Y,X,C) counts instead; empty: the example
  bool operator==(const ImageAt&) const = default;
};

/// What the samples so far say of an image. Entropies in nats.
struct ImageProbe {
  int samples = 0;  ///< S so far
  bool complete = false;
  std::vector<float> probabilities;  ///< (K) mean over samples
  std::vector<float> low, high;      ///< (K) 5 % and 95 % quantiles over samples
  std::vector<float> draws;          ///< (S,K) probabilities of each sample
  std::vector<std::uint8_t> votes;   ///< (S) argmax of each sample
  double total = 0, aleatoric = 0, epistemic = 0;
  // Of an autoencoder in place of all that, in ink from 0 to 1:
  std::vector<float> told, deviation;  ///< (Y,X,C) mean and deviation over samples
  std::vector<std::uint8_t> passes;    ///< (P,Y,X,C) the first samples themselves, 0 to 255
  static constexpr int kPasses = 8;    ///< P at most
};

/// What the network says of V examples, the validation part first. Entropies in nats; of an
/// autoencoder `total` is what it is off (root mean square) and `epistemic` the mean deviation, in
/// ink from 0 to 1, labels and winners are 0.
struct Review {
  bool complete = false;                ///< all of it is of the weights as they are
  std::vector<std::int32_t> examples;   ///< (V) their indices
  std::vector<std::uint16_t> labels;    ///< (V) as in Examples
  std::vector<std::uint8_t> parts;      ///< (V) as in Examples
  std::vector<std::uint16_t> winners;   ///< (V) most probable class, or the bits of labels above
                                        ///< 1/2; kUnseen: not asked yet
  std::vector<float> total, epistemic;  ///< (V)
  static constexpr std::uint16_t kUnseen = 0xffff;
};

}  // namespace hunch::session
