#include "nn/network.h"

#include <algorithm>

#include "nn/initialize.h"
#include "nn/make_op.h"
#include "ops/activation.h"
#include "ops/flatten.h"
#include "ops/noise.h"
#include "spec/words.h"

namespace hunch::nn {

kernels::Activation kernel_activation(spec::Activation activation) {
  switch (activation) {
    case spec::Activation::kLinear:
      return kernels::Activation::kLinear;
    case spec::Activation::kRelu:
      return kernels::Activation::kRelu;
    case spec::Activation::kLeakyRelu:
      return kernels::Activation::kLeakyRelu;
    case spec::Activation::kElu:
      return kernels::Activation::kElu;
    case spec::Activation::kGelu:
      return kernels::Activation::kGelu;
    case spec::Activation::kSilu:
      return kernels::Activation::kSilu;
    case spec::Activation::kSigmoid:
      return kernels::Activation::kSigmoid;
    case spec::Activation::kTanh:
      return kernels::Activation::kTanh;
    case spec::Activation::kSoftplus:
      return kernels::Activation::kSoftplus;
    case spec::Activation::kSelu:
      return kernels::Activation::kSelu;
    case spec::Activation::kCelu:
      return kernels::Activation::kCelu;
    case spec::Activation::kSoftsign:
      return kernels::Activation::kSoftsign;
    case spec::Activation::kHardsigmoid:
      return kernels::Activation::kHardsigmoid;
    case spec::Activation::kHardswish:
      return kernels::Activation::kHardswish;
    case spec::Activation::kMish:
      return kernels::Activation::kMish;
  }
  return kernels::Activation::kLinear;
}

Network::Network(const spec::ValidSpec& spec, const Shape& input, Head head, int vocabulary,
                 int separator)
    : input_(input), vocabulary_(vocabulary), separator_(separator), head_(head) {
  if (input.rank() == 0) throw LayerError(-1, "[network] the data have no features: needs one");
  const std::vector<spec::LayerSpec>& model = spec->model;
  bool wired = false;
  for (int i = 0; i < static_cast<int>(model.size()); ++i) {
    try {
      add_layer(model, i);
      spec_steps_.push_back(last_);
      wired = wired || !model[static_cast<std::size_t>(i)].inputs.empty();
    } catch (const Error& error) {
      throw LayerError(i, error.what());
    }
  }
  add_output();
  if (wired) {
    check_wiring();
    forget_passed_dropouts();
  }
  find_first_stochastic();
}

void Network::add_layer(const std::vector<spec::LayerSpec>& model, int spec_index) {
  const spec::LayerSpec& layer = model[static_cast<std::size_t>(spec_index)];
  adjustable_steps_.push_back(-1);
  if (!layer.inputs.empty() || spec::joins(layer.type)) {
    std::vector<int> from = named_steps(model, spec_index);
    if (spec::joins(layer.type)) return add_joined(layer, spec_index, std::move(from));
    last_ = from.front();
  }
  if (layer.type == spec::LayerType::kSource || layer.type == spec::LayerType::kTarget) {
    return add_part(layer);
  }
  if (head_.next && part_of(last_) != Part::kSource) {
    if (const char* why = looks_ahead(layer)) throw Error(why);
  }
  if (layer.type == spec::LayerType::kRepeat) return add_repeat();
  if (spec::drops(layer.type)) return add_dropout(layer, spec_index);
  if (layer.type == spec::LayerType::kTransformerBlock) {
    return add_transformer_block(layer, spec_index);
  }
  add_op(make_op(layer, vocabulary_), layer, spec_index);
  if (layer.type == spec::LayerType::kActivation) adjustable_steps_.back() = last_;
  if (part_of(last_) == Part::kSource) check_source_steps(layer);
}

/// The layer that data and loss ask for. Next tokens are told at every step, an image itself at
/// every pixel; all else wants one row of numbers.
void Network::add_output() {
  if (part_of(last_) == Part::kSource) {
    throw LayerError(-1, "[output] reads the source alone: needs a layer that reads the target");
  }
  if (head_.itself) return add_image_output();
  const Shape shape = shape_of(last_);
  if (head_.next && !(shape.rank() == 2 && shape[0] == input_[0])) {
    throw LayerError(-1, "[output] input " + shape.text() + ": needs (" +
                             std::to_string(input_[0]) + ",D): each step tells its next token");
  }
  if (part_of(last_) == Part::kTarget) place_target();
  if (!head_.next && shape.rank() > 1) add_step(std::make_unique<ops::Flatten>(), 0);
  spec::LayerSpec output;
  output.units = head_.next ? head_.outputs : head_.width();
  output.activation = spec::Activation::kLinear;
  add_op(make_op(output), output, -1);
}

Network::Part Network::part_of(int step) const {
  return step < 0 ? Part::kLine : steps_[static_cast<std::size_t>(step)].part;
}

const Shape& Network::shape_of(int step) const {
  return step < 0 ? input_ : steps_[static_cast<std::size_t>(step)].output;
}

namespace {

// Of one example: larger than any memory's worth of a batch, smaller than what 32 bits count.
constexpr int kMostNumbers = 1 << 28;

[[noreturn]] void refuse_size(const std::string& name, const Shape& output) {
  throw Error("[" + name + "] output " + output.text() + ": needs at most " +
              std::to_string(kMostNumbers) + " numbers");
}

}  // namespace

void Network::check_size(const ops::AnyOp& op, const Shape& output) {
  double size = 1;
  for (int axis = 0; axis < output.rank(); ++axis) size *= output[axis];
  if (size > kMostNumbers) refuse_size(op.name(), output);
}

int Network::add_step(std::unique_ptr<ops::Op> op, int layer) {
  Step step;
  step.from = {last_};
  step.input = shape_of(last_);
  step.output = op->infer_shape(step.input);
  check_size(*op, step.output);
  step.parameter_offset = parameter_count_;
  step.layer = layer;
  step.part = part_of(last_);
  parameter_count_ += op->parameter_count();
  step.op = std::move(op);
  steps_.push_back(std::move(step));
  return last_ = step_count() - 1;
}

void Network::add_views(const std::string& name, int layer) {
  const Step& step = steps_.back();
  std::size_t offset = step.parameter_offset;
  for (const ops::Parameter& parameter : step.any().parameters()) {
    // A layer may have several parameters that begin alike: each has random numbers of its own.
    std::uint64_t stream = static_cast<std::uint64_t>(layer);
    for (const ParameterView& view : views_) {
      if (view.layer == layer && view.parameter.start == parameter.start) {
        stream += std::uint64_t{1} << 40;
      }
    }
    views_.push_back({name + "/" + parameter.name, layer, parameter.is_weight, offset,
                      parameter.rows, parameter.cols, parameter, stream});
    offset += views_.back().count();
    has_states_ = has_states_ || parameter.is_state;
  }
}

int Network::begin_layer(const spec::LayerSpec& layer, int spec_index) {
  const int index = static_cast<int>(layers_.size());
  LayerView view;
  view.title = spec_index < 0 ? "Output" : layer_name(layer, index + 1).title;
  view.activation = spec::bends(layer.type) ? layer.activation : spec::Activation::kLinear;
  view.spec_index = spec_index;
  layers_.push_back(std::move(view));
  return index;
}

void Network::end_layer(const spec::LayerSpec& layer) {
  inits_.push_back(layer.init);
  layers_.back().units = static_cast<int>(shape_of(last_).size());
  layers_.back().output_step = last_;
}

void Network::add_op(std::unique_ptr<ops::Op> op, const spec::LayerSpec& layer, int spec_index) {
  const int step = add_step(std::move(op), masks_of(static_cast<int>(layers_.size())));
  if (steps_.back().parameter_count() == 0) return;
  const int index = begin_layer(layer, spec_index);
  layers_.back().sum_step = step;
  add_views(spec_index < 0 ? "output" : layer_name(layer, index + 1).file, index);
  if (spec_index >= 0 && spec::bends(layer.type)) {
    adjustable_steps_.back() =
        add_step(std::make_unique<ops::Activation>(kernel_activation(layer.activation)), index);
  }
  end_layer(layer);
}

void Network::add_dropout(const spec::LayerSpec& layer, int spec_index) {
  // Numbered among the dropouts alone, as dense layers are among themselves: adding or removing a
  // dropout leaves the initial weights as they were.
  add_step(make_op(layer, vocabulary_), dropouts_++);
  adjustable_steps_[static_cast<std::size_t>(spec_index)] = last_;
  // Under Gaussian noise no unit sleeps, and stochastic depth sends them all to sleep together.
  if (layer.type == spec::LayerType::kGaussianDropout ||
      layer.type == spec::LayerType::kStochasticDepth) {
    return;
  }
  LayerView* view = owner_of(steps_.back().from.front());
  if (view == nullptr) return;
  view->dropout = layer.rate;
  view->dropout_step = last_;
  view->dropout_index = spec_index;
}

LayerView* Network::owner_of(int step) {
  for (; step >= 0; step = steps_[static_cast<std::size_t>(step)].from.front()) {
    const auto owner = std::find_if(layers_.begin(), layers_.end(), [step](const LayerView& view) {
      return view.output_step == step;
    });
    if (owner != layers_.end()) return &*owner;
    if (!steps_[static_cast<std::size_t>(step)].elementwise()) return nullptr;
  }
  return nullptr;
}

void Network::find_first_stochastic() {
  const auto draws = [](const Step& step) { return step.any().stochastic(); };
  const auto first = std::find_if(steps_.begin(), steps_.end(), draws);
  stochastic_ = first != steps_.end();
  first_stochastic_ = static_cast<int>(first - steps_.begin());
  // A branch around it reads what came earlier: then what is drawn anew begins there.
  for (int step = step_count() - 1; step >= first_stochastic_; --step) {
    for (const int read : steps_[static_cast<std::size_t>(step)].from) {
      first_stochastic_ = std::min(first_stochastic_, read + 1);
    }
  }
  if (parted_ && stochastic_) first_stochastic_ = 0;
}

int Network::adjustable_step(int spec_index) const {
  if (spec_index < 0 || spec_index >= static_cast<int>(adjustable_steps_.size())) return -1;
  return adjustable_steps_[static_cast<std::size_t>(spec_index)];
}

ops::Noise* Network::noise_of(int spec_index) const {
  const auto noise_at = [this](int step) {
    return step < 0 ? nullptr
                    : dynamic_cast<ops::Noise*>(steps_[static_cast<std::size_t>(step)].op.get());
  };
  if (ops::Noise* noise = noise_at(adjustable_step(spec_index))) return noise;
  const auto own =
      std::find_if(layers_.begin(), layers_.end(), [spec_index](const LayerView& view) {
        return spec_index >= 0 && view.spec_index == spec_index;
      });
  return own == layers_.end() ? nullptr : noise_at(own->sum_step);
}

bool Network::set_dropout(int spec_index, double rate) {
  ops::Noise* noise = noise_of(spec_index);
  if (noise == nullptr || !(rate >= 0 && rate < 1)) return false;
  noise->set_rate(rate);
  const int step = adjustable_step(spec_index);
  for (LayerView& view : layers_) {
    if (view.dropout_step == step) view.dropout = rate;
  }
  find_first_stochastic();
  return true;
}

bool Network::set_activation(int spec_index, spec::Activation activation) {
  const int step = adjustable_step(spec_index);
  if (step < 0) return false;
  auto* op = dynamic_cast<ops::Activation*>(steps_[static_cast<std::size_t>(step)].op.get());
  if (op == nullptr) return false;
  op->set_function(kernel_activation(activation));
  for (LayerView& view : layers_) {
    if (view.output_step == step) view.activation = activation;
  }
  return true;
}

void Network::initialize(std::uint64_t seed, std::span<float> parameters) const {
  for (const ParameterView& view : views_) {
    const std::size_t index = static_cast<std::size_t>(view.layer);
    fill_start(view.parameter, resolve_init(inits_[index], layers_[index].activation), seed,
               view.stream, parameters.subspan(view.offset, view.count()));
  }
}

}  // namespace hunch::nn
