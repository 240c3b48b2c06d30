#include "spec/wiring.h"

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
  shapes.reserve(from.size());
  for (const int step : from) shapes.push_back(shape_of(step));
  Step step;
  step.input = shapes.front();
  step.output = join->infer_shape(shapes);
  check_size(*join, step.output);
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
  // Every name of a valid spec is there, once (spec/wiring.h).
  std::vector<int> from;
  for (const std::string& name : model[static_cast<std::size_t>(spec_index)].inputs) {
    const auto found = std::find_if(model.begin(), model.begin() + spec_index,
                                    [&](const spec::LayerSpec& one) { return one.name == name; });
    from.push_back(name == spec::kDataName
                       ? -1
                       : spec_steps_[static_cast<std::size_t>(found - model.begin())]);
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
