#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "nn/head.h"
#include "ops/join.h"
#include "ops/noise.h"
#include "ops/op.h"
#include "spec/spec.h"

namespace hunch::nn {

/// A named view into the parameter buffer.
struct ParameterView {
  std::string name;       ///< "hidden-1/weight", "output/bias" (as in safetensors files)
  int layer = 0;          ///< index in layers() of the layer it belongs to, the output last
  bool is_weight = true;  ///< regularization and decay touch weights only
  std::size_t offset = 0;
  int rows = 0;  ///< inputs of a dense layer (1 for a bias)
  int cols = 0;  ///< units; element (i,j) joins input i to unit j at offset + i*cols + j
  ops::Parameter parameter;  ///< how it begins, and whether it is learned
  std::uint64_t stream = 0;  ///< of random numbers that it begins with

  std::size_t count() const {
    return static_cast<std::size_t>(rows) * static_cast<std::size_t>(cols);
  }
};

/// A bias, not a gain or a running statistic.
inline bool is_bias(const ParameterView& view) {
  return std::string_view(view.parameter.name) == "bias";
}

/// A layer that learns, with its activation and the dropout after it: what a picture draws as a
/// column.
struct LayerView {
  std::string title;  ///< "Hidden 1", "Convolution 2", "Output"
  int units = 0;      ///< numbers that one example gives: units, or filters times positions
  spec::Activation activation = spec::Activation::kLinear;
  double dropout = 0;      ///< of the op that puts its units to sleep for all who read them, else 0
  int sum_step = -1;       ///< plan step whose output is the weighted sum
  int output_step = -1;    ///< plan step whose output is the activation
  int dropout_step = -1;   ///< plan step of that op, -1 if none
  int dropout_index = -1;  ///< index in spec.model of that op, -1 if none
  int spec_index = -1;     ///< index in spec.model, -1 for the output layer
};

/// A layer of the spec that cannot stand where it stands.
class LayerError : public Error {
 public:
  LayerError(int spec_index_, const std::string& what) : Error(what), spec_index(spec_index_) {}
  int spec_index;  ///< index in spec.model, -1 for the network as a whole
};

/// Ops in an order in which each comes after what it reads, with their shapes and where their
/// parameters lie. Its shapes never change once built; only dropout rates and activation functions
/// may, between calls. Parameters live with the caller, so that an ensemble, a snapshot or a
/// posterior sample is a span.
class Network {
 public:
  /// `input` is the shape of one example: (D), (Y,X,C) of an image, (T,D) of a series, (T) of
  /// tokens with ids below `vocabulary`, of which `separator` parts each line into a source and a
  /// target (-1: none does). Throws LayerError if shapes cannot fit.
  Network(const spec::ValidSpec& spec, const Shape& input, Head head, int vocabulary = 0,
          int separator = -1);

  /// What of a line a step's output is told by. The source ends with the first separator, which is
  /// where the target begins; of a line without one the source is all of it and the target its last
  /// token. A target's steps are counted from its own beginning.
  enum class Part : std::uint8_t { kLine, kSource, kTarget };

  struct Step {
    std::unique_ptr<ops::Op> op;      ///< or, where branches come together,
    std::unique_ptr<ops::Join> join;  ///< this
    std::vector<int> from;            ///< steps that it reads; -1: the network's input
    Shape input, output;              ///< `input` of the first it reads
    std::size_t parameter_offset = 0;
    int layer = 0;  ///< random layer number of this step
    Part part = Part::kLine;

    const ops::AnyOp& any() const {
      return op != nullptr ? static_cast<const ops::AnyOp&>(*op) : *join;
    }
    std::size_t parameter_count() const { return any().parameter_count(); }
    bool elementwise() const { return op != nullptr && op->elementwise(); }
  };
  const std::vector<Step>& steps() const { return steps_; }
  const std::vector<ParameterView>& views() const { return views_; }
  const std::vector<LayerView>& layers() const { return layers_; }
  /// Plan step whose output is that of spec.model[i].
  const std::vector<int>& spec_steps() const { return spec_steps_; }
  std::size_t parameter_count() const { return parameter_count_; }
  const Shape& input() const { return input_; }
  int vocabulary() const { return vocabulary_; }  ///< V of tokens, 0 for numbers
  int separator() const { return separator_; }    ///< the token that parts lines, -1: none
  bool parted() const { return parted_; }         ///< some layer reads a part of the line alone
  Part part_of(int step) const;                   ///< of its output; -1: the network's input
  int feature_count() const { return static_cast<int>(input_.size()); }  ///< D, or Y X C
  bool branches() const { return branches_; }      ///< some outputs have several readers
  bool has_states() const { return has_states_; }  ///< running statistics, see ops::Op::keep
  const Head& head() const { return head_; }
  bool stochastic() const { return stochastic_; }
  /// Steps before this one are the same in every Monte-Carlo pass, and those from it on read of
  /// them the last one's output alone. steps().size() if nothing is stochastic. 0 where lines are
  /// parted: where each begins and ends is found anew at every pass.
  int first_stochastic() const { return first_stochastic_; }

  /// Initial weights of the seed into parameters (P), as the layers' `init` says; biases 0,
  /// gains 1.
  void initialize(std::uint64_t seed, std::span<float> parameters) const;

  /// Changes the rate of spec.model[spec_index], a dropout layer of any kind or a DropConnect,
  /// while a run goes on. Errors: false when it is none or the rate is outside [0,1).
  bool set_dropout(int spec_index, double rate);
  /// Changes the function of layer spec.model[spec_index]. Errors: false when it has none.
  bool set_activation(int spec_index, spec::Activation activation);

 private:
  void add_layer(const std::vector<spec::LayerSpec>& model, int spec_index);
  /// One that has parameters becomes a layer of its own.
  void add_op(std::unique_ptr<ops::Op> op, const spec::LayerSpec& layer, int spec_index);
  void add_dropout(const spec::LayerSpec& layer, int spec_index);
  /// Of layers, the one whose units are what `step` gives, each by itself; null if there is none.
  LayerView* owner_of(int step);
  /// Units that somebody reads past the dropout do not sleep for all.
  void forget_passed_dropouts();
  void add_joined(const spec::LayerSpec& layer, int spec_index, std::vector<int> from);
  void add_part(const spec::LayerSpec& layer);
  void add_repeat();
  void place_target();  ///< what was told of targets goes back to where they stand in the line
  void add_cross_attention(const spec::LayerSpec& layer, int spec_index, std::vector<int> from);
  void add_transformer_block(const spec::LayerSpec& layer, int spec_index);
  /// Reads `from`: what it goes on from, and what it attends to.
  void add_transformer_decoder(const spec::LayerSpec& layer, int spec_index, std::vector<int> from);
  void add_output();
  void add_image_output();  // image_output.cpp
  /// Throws Error where an op gives more than 2^28 numbers of one example.
  static void check_size(const ops::AnyOp& op, const Shape& output);
  /// Each returns the step's number, which is what the next one reads: `last_`.
  int add_step(std::unique_ptr<ops::Op> op, int layer);
  int add_join(std::unique_ptr<ops::Join> join, std::vector<int> from, int layer = 0);
  void add_views(const std::string& name, int layer);  ///< of the parameters of the last step
  int begin_layer(const spec::LayerSpec& layer, int spec_index);
  void end_layer(const spec::LayerSpec& layer);
  /// The steps whose outputs a layer's `inputs` name (wiring.cpp).
  std::vector<int> named_steps(const std::vector<spec::LayerSpec>& model, int spec_index) const;
  void check_wiring() const;
  /// What the parts of a line allow, so that no answer is seen before it is told (parts.cpp).
  void check_joined_parts(const spec::LayerSpec& layer, const std::vector<int>& from) const;
  void check_source_steps(const spec::LayerSpec& layer) const;
  void find_first_stochastic();
  int adjustable_step(int spec_index) const;
  ops::Noise* noise_of(int spec_index) const;  ///< whose rate the layer has, or null
  const Shape& shape_of(int step) const;
  /// Masks inside of layers have random numbers beyond those of the dropout layers: the first of at
  /// most four that the layer of this index has.
  static int masks_of(int index) { return (1 << 20) + 4 * index; }
  static int decoder_masks_of(int index) { return (1 << 24) + 8 * index; }  ///< of at most eight
  int step_count() const { return static_cast<int>(steps_.size()); }

  std::vector<Step> steps_;
  std::vector<ParameterView> views_;
  std::vector<LayerView> layers_;
  std::vector<spec::Init> inits_;  // of each of layers_
  std::vector<int> spec_steps_;
  std::vector<int> adjustable_steps_;  // of each spec layer: its activation or dropout step, or -1
  std::size_t parameter_count_ = 0;
  Shape input_;
  int dropouts_ = 0;
  int last_ = -1;  // step that the next layer reads, unless it names others
  int first_stochastic_ = 0;
  bool stochastic_ = false;
  bool branches_ = false;
  bool has_states_ = false;
  bool parted_ = false;
  int vocabulary_ = 0;
  int separator_ = -1;
  Head head_;
};

kernels::Activation kernel_activation(spec::Activation activation);

}  // namespace hunch::nn
