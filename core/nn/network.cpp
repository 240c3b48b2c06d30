#include "nn/network.h"

#include "nn/initialize.h"
#include "ops/activation.h"
#include "ops/dense.h"
#include "ops/dropout.h"

namespace hunch::nn {

spec::Loss resolve_loss(spec::Loss loss, int classes) {
  using enum spec::Loss;
  if (classes == 0) {
    const bool fits = loss == kMse || loss == kMae || loss == kHuber || loss == kGaussianNll;
    return fits ? loss : kMse;
  }
  if (classes == 2) return loss == kCategoricalCrossEntropy ? loss : kBinaryCrossEntropy;
  return kCategoricalCrossEntropy;
}

Head head_for(spec::Loss loss, int classes) {
  switch (resolve_loss(loss, classes)) {
    case spec::Loss::kGaussianNll:
      return {Head::Kind::kGaussian, 2};
    case spec::Loss::kBinaryCrossEntropy:
      return {Head::Kind::kLogit, 1};
    case spec::Loss::kCategoricalCrossEntropy:
      return {Head::Kind::kLogits, classes};
    default:
      return {Head::Kind::kValue, 1};
  }
}

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

Network::Network(const spec::ValidSpec& spec, int features, Head head)
    : features_(features), head_(head) {
  if (features < 1) throw Error("[network] the data has no features: needs at least 1");
  const std::vector<spec::LayerSpec>& model = spec->model;
  for (std::size_t i = 0; i < model.size(); ++i) {
    const int spec_index = static_cast<int>(i);
    if (model[i].type == spec::LayerType::kDense) {
      add_dense(model[i], spec_index);
    } else {
      add_dropout(model[i].rate, spec_index);
    }
  }
  spec::LayerSpec output;
  output.units = head.outputs;
  output.activation = spec::Activation::kLinear;
  add_dense(output, -1);
  find_first_stochastic();
}

void Network::add_step(std::unique_ptr<ops::Op> op, int layer) {
  Step step;
  step.input = steps_.empty() ? Shape{features_} : steps_.back().output;
  step.output = op->infer_shape(step.input);
  step.parameter_offset = parameter_count_;
  step.layer = layer;
  parameter_count_ += op->parameter_count();
  step.op = std::move(op);
  steps_.push_back(std::move(step));
}

void Network::add_dense(const spec::LayerSpec& layer, int spec_index) {
  const bool is_output = spec_index < 0;
  const int index = static_cast<int>(layers_.size());
  const std::string name = is_output ? "output" : "hidden-" + std::to_string(index + 1);
  const std::size_t offset = parameter_count_;
  add_step(std::make_unique<ops::Dense>(layer.units), index);
  const int inputs = steps_.back().input[0];
  views_.push_back({name + "/weight", index, true, offset, inputs, layer.units});
  views_.push_back(
      {name + "/bias", index, false,
       offset + static_cast<std::size_t>(inputs) * static_cast<std::size_t>(layer.units), 1,
       layer.units});
  inits_.push_back(layer.init);

  LayerView view;
  view.title = is_output ? "Output" : "Hidden " + std::to_string(index + 1);
  view.units = layer.units;
  view.activation = layer.activation;
  view.spec_index = spec_index;
  view.sum_step = static_cast<int>(steps_.size()) - 1;
  if (!is_output) {
    add_step(std::make_unique<ops::Activation>(kernel_activation(layer.activation)), index);
    adjustable_steps_.push_back(static_cast<int>(steps_.size()) - 1);
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

bool Network::set_dropout(int spec_index, double rate) {
  if (spec_index < 0 || spec_index >= static_cast<int>(adjustable_steps_.size())) return false;
  if (!(rate >= 0 && rate < 1)) return false;
  const int step = adjustable_steps_[static_cast<std::size_t>(spec_index)];
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
  if (spec_index < 0 || spec_index >= static_cast<int>(adjustable_steps_.size())) return false;
  const int step = adjustable_steps_[static_cast<std::size_t>(spec_index)];
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
    const std::size_t count =
        static_cast<std::size_t>(view.rows) * static_cast<std::size_t>(view.cols);
    const std::span<float> values = parameters.subspan(view.offset, count);
    const spec::Init init = view.is_weight ? resolve_init(inits_[index], layers_[index].activation)
                                           : spec::Init::kZeros;
    fill_initial(init, view.rows, view.cols, seed, static_cast<std::uint64_t>(view.layer), values);
  }
}

}  // namespace hunch::nn
