#include "nn/network.h"

#include "nn/initialize.h"
#include "nn/make_op.h"
#include "ops/activation.h"
#include "ops/dropout.h"
#include "ops/flatten.h"
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

Network::Network(const spec::ValidSpec& spec, const Shape& input, Head head, int vocabulary)
    : input_(input), vocabulary_(vocabulary), head_(head) {
  if (input.rank() == 0) throw LayerError(-1, "[network] the data have no features: needs one");
  const std::vector<spec::LayerSpec>& model = spec->model;
  for (std::size_t i = 0; i < model.size(); ++i) {
    try {
      add_layer(model[i], static_cast<int>(i));
      spec_steps_.push_back(static_cast<int>(steps_.size()) - 1);
    } catch (const Error& error) {
      throw LayerError(static_cast<int>(i), error.what());
    }
  }
  if (output().rank() > 1) add_step(std::make_unique<ops::Flatten>(), 0);
  spec::LayerSpec last;
  last.units = head.outputs;
  last.activation = spec::Activation::kLinear;
  add_learned(make_op(last), last, -1);
  find_first_stochastic();
}

void Network::add_layer(const spec::LayerSpec& layer, int spec_index) {
  if (layer.type == spec::LayerType::kDropout) return add_dropout(layer.rate, spec_index);
  adjustable_steps_.push_back(-1);
  std::unique_ptr<ops::Op> op = make_op(layer);
  if (spec::learns(layer.type)) return add_learned(std::move(op), layer, spec_index);
  add_step(std::move(op), 0);
  if (layer.type == spec::LayerType::kActivation) {
    adjustable_steps_.back() = static_cast<int>(steps_.size()) - 1;
  }
}

void Network::add_step(std::unique_ptr<ops::Op> op, int layer) {
  Step step;
  step.input = output();
  step.output = op->infer_shape(step.input);
  step.parameter_offset = parameter_count_;
  step.layer = layer;
  parameter_count_ += op->parameter_count();
  step.op = std::move(op);
  steps_.push_back(std::move(step));
}

void Network::add_learned(std::unique_ptr<ops::Op> op, const spec::LayerSpec& layer,
                          int spec_index) {
  const bool is_output = spec_index < 0;
  const int index = static_cast<int>(layers_.size());
  const LayerName name = is_output ? LayerName{"output", "Output"} : layer_name(layer, index + 1);
  std::size_t offset = parameter_count_;
  add_step(std::move(op), index);
  for (const ops::Parameter& parameter : steps_.back().op->parameters()) {
    views_.push_back({name.file + "/" + parameter.name, index, parameter.is_weight, offset,
                      parameter.rows, parameter.cols, parameter});
    offset += views_.back().count();
    has_states_ = has_states_ || parameter.is_state;
  }
  inits_.push_back(layer.init);

  LayerView view;
  view.title = name.title;
  view.units = static_cast<int>(output().size());
  view.activation = spec::bends(layer.type) ? layer.activation : spec::Activation::kLinear;
  view.spec_index = spec_index;
  view.sum_step = static_cast<int>(steps_.size()) - 1;
  if (!is_output && spec::bends(layer.type)) {
    add_step(std::make_unique<ops::Activation>(kernel_activation(layer.activation)), index);
    adjustable_steps_.back() = static_cast<int>(steps_.size()) - 1;
  }
  view.output_step = static_cast<int>(steps_.size()) - 1;
  layers_.push_back(std::move(view));
}

void Network::add_dropout(double rate, int spec_index) {
  // Numbered among the dropouts alone, as dense layers are among themselves: adding or removing a
  // dropout leaves the initial weights as they were.
  add_step(std::make_unique<ops::Dropout>(rate), dropouts_++);
  adjustable_steps_.push_back(static_cast<int>(steps_.size()) - 1);
  if (layers_.empty()) return;  // dropout of the inputs belongs to no layer
  LayerView& view = layers_.back();
  view.dropout = rate;
  view.dropout_step = adjustable_steps_[static_cast<std::size_t>(spec_index)];
}

void Network::find_first_stochastic() {
  first_stochastic_ = 0;
  for (const Step& step : steps_) {
    if (step.op->stochastic()) return;
    ++first_stochastic_;
  }
}

int Network::adjustable_step(int spec_index) const {
  if (spec_index < 0 || spec_index >= static_cast<int>(adjustable_steps_.size())) return -1;
  return adjustable_steps_[static_cast<std::size_t>(spec_index)];
}

bool Network::set_dropout(int spec_index, double rate) {
  const int step = adjustable_step(spec_index);
  if (step < 0 || !(rate >= 0 && rate < 1)) return false;
  auto* dropout = dynamic_cast<ops::Dropout*>(steps_[static_cast<std::size_t>(step)].op.get());
  if (dropout == nullptr) return false;
  dropout->set_rate(rate);
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
               static_cast<std::uint64_t>(view.layer),
               parameters.subspan(view.offset, view.count()));
  }
}

}  // namespace hunch::nn
