#include <algorithm>

#include "nn/make_op.h"
#include "nn/memory_plan.h"
#include "nn/network.h"
#include "ops/add.h"
#include "ops/concat.h"
#include "ops/cross_attention.h"
#include "ops/multiply.h"
#include "spec/words.h"

namespace hunch::nn {

std::unique_ptr<ops::Join> make_join(const spec::LayerSpec& layer) {
  switch (layer.type) {
    case spec::LayerType::kAdd:
      return std::make_unique<ops::Add>();
    case spec::LayerType::kMultiply:
      return std::make_unique<ops::Multiply>();
    case spec::LayerType::kConcat:
      return std::make_unique<ops::Concat>();
    case spec::LayerType::kCrossAttention:
      return std::make_unique<ops::CrossAttention>(layer.heads, layer.rate);
    default:
      throw Error("[" + std::string(spec::to_word(layer.type)) + "] brings nothing together");
  }
}

void Network::add_joined(const spec::LayerSpec& layer, int spec_index, std::vector<int> from) {
  check_joined_parts(layer, from);
  if (layer.type == spec::LayerType::kTransformerDecoder) {
    return add_transformer_decoder(layer, spec_index, std::move(from));
  }
  if (layer.type == spec::LayerType::kCrossAttention) {
    return add_cross_attention(layer, spec_index, std::move(from));
  }
  add_join(make_join(layer), std::move(from));
}

int Network::add_join(std::unique_ptr<ops::Join> join, std::vector<int> from, int layer) {
  std::vector<Shape> shapes;
  for (const int step : from) shapes.push_back(shape_of(step));
  Step step;
  step.input = shapes.front();
  step.output = join->infer_shape(shapes);
  step.part = part_of(from.front());
  step.from = std::move(from);
  step.layer = layer;
  step.parameter_offset = parameter_count_;
  parameter_count_ += join->parameter_count();
  step.join = std::move(join);
  branches_ = true;
  steps_.push_back(std::move(step));
  return last_ = step_count() - 1;
}

std::vector<int> Network::named_steps(const std::vector<spec::LayerSpec>& model,
                                      int spec_index) const {
  const spec::LayerSpec& layer = model[static_cast<std::size_t>(spec_index)];
  const auto before = std::span(model).first(static_cast<std::size_t>(spec_index));
  const std::string type = "[" + std::string(spec::to_word(layer.type)) + "] ";
  if (spec::joins(layer.type) && layer.inputs.size() < 2) {
    throw Error(type + std::to_string(layer.inputs.size()) +
                " inputs: needs the names of at least two layers");
  }
  if (!spec::joins(layer.type) && layer.inputs.size() > 1) {
    throw Error(
        type + std::to_string(layer.inputs.size()) +
        " inputs: needs one; add, multiply, concat and cross-attention bring several together");
  }
  std::vector<int> from;
  for (const std::string& name : layer.inputs) {
    if (name == "input") {
      from.push_back(-1);
      continue;
    }
    const auto named = [&](const spec::LayerSpec& other) { return other.name == name; };
    const auto found = std::find_if(before.begin(), before.end(), named);
    if (name.empty() || found == before.end()) {
      throw Error(type + "input \"" + name + "\": no layer before this one has that name");
    }
    if (std::count_if(before.begin(), before.end(), named) > 1) {
      throw Error(type + "input \"" + name + "\": several layers have that name");
    }
    from.push_back(spec_steps_[static_cast<std::size_t>(found - before.begin())]);
  }
  return from;
}

void Network::check_wiring() const {
  const std::vector<int> last = last_readers(*this);
  for (std::size_t i = 0; i < spec_steps_.size(); ++i) {
    if (spec_steps_[i] >= 0 && last[static_cast<std::size_t>(spec_steps_[i])] < 0) {
      throw LayerError(static_cast<int>(i),
                       "[network] no layer reads this one: needs its name among the inputs of a "
                       "later layer");
    }
  }
}

void Network::forget_passed_dropouts() {
  const auto readers = [this](int step) {
    std::ptrdiff_t count = 0;
    for (const Step& other : steps_) {
      count += std::count(other.from.begin(), other.from.end(), step);
    }
    return count;
  };
  for (LayerView& view : layers_) {
    if (view.dropout_step < 0) continue;
    int step = view.dropout_step;
    do {
      step = steps_[static_cast<std::size_t>(step)].from.front();
    } while (step != view.output_step && readers(step) == 1);
    if (readers(step) == 1) continue;
    view.dropout = 0;
    view.dropout_step = view.dropout_index = -1;
  }
}

}  // namespace hunch::nn
