#include <algorithm>

#include "nn/make_op.h"
#include "nn/network.h"
#include "nn/part_lines.h"
#include "ops/cross_attention.h"
#include "ops/repeat.h"
#include "ops/sequence.h"
#include "ops/source_part.h"
#include "ops/target_part.h"
#include "spec/words.h"

namespace hunch::nn {

void part_lines(const Network& network, std::span<const int> lengths, std::span<const float> x,
                std::span<int> parts) {
  const std::size_t rows = parts.size() / 2;
  const int steps = network.input()[0];
  const auto separator = static_cast<std::size_t>(network.separator());
  for (std::size_t r = 0; r < rows; ++r) {
    const int length = lengths.empty() ? steps : lengths[r];
    const auto line =
        x.subspan(r * static_cast<std::size_t>(steps), static_cast<std::size_t>(length));
    const auto found = std::find_if(line.begin(), line.end(), [&](float token) {
      return ops::token_of(token, network.vocabulary()) == separator;
    });
    const int border = std::min(static_cast<int>(found - line.begin()), length - 1);
    parts[r] = border + 1;
    parts[rows + r] = length - border;
  }
}

void Network::add_part(const spec::LayerSpec& layer) {
  const bool source = layer.type == spec::LayerType::kSource;
  const std::string type = "[" + std::string(spec::to_word(layer.type)) + "] ";
  if (separator_ < 0) {
    throw Error(type +
                "the data have no lines with a separator: needs copy, addition, dates, or a text "
                "with data.text.separator");
  }
  if (part_of(last_) != Part::kLine) {
    throw Error(type +
                "reads a part of the line: needs a layer that reads all of it, or \"input\"");
  }
  if (source) {
    add_step(std::make_unique<ops::SourcePart>(), 0);
  } else {
    add_step(std::make_unique<ops::TargetPart>(ops::Move::kToFront), 0);
  }
  if (shape_of(last_)[0] != input_[0]) {
    throw Error(type + "input " + shape_of(last_).text() + ": needs a row for each of the " +
                std::to_string(input_[0]) + " steps");
  }
  steps_.back().part = source ? Part::kSource : Part::kTarget;
  parted_ = true;
}

/// At every step of the data; what a source has become is told to its target.
void Network::add_repeat() {
  if (input_.rank() > 2) {
    throw Error("[repeat] the data have no steps: needs a text or a series");
  }
  add_step(std::make_unique<ops::Repeat>(input_[0]), 0);
  if (steps_.back().part == Part::kSource) steps_.back().part = Part::kTarget;
}

void Network::place_target() {
  add_step(std::make_unique<ops::TargetPart>(ops::Move::kToPlace), 0);
  steps_.back().part = Part::kLine;
}

void Network::check_joined_parts(const spec::LayerSpec& layer, const std::vector<int>& from) const {
  const std::string type = "[" + std::string(spec::to_word(layer.type)) + "] ";
  if (!spec::attends_across(layer.type)) {
    for (const int step : from) {
      if (part_of(step) == part_of(from.front())) continue;
      throw Error(type +
                  "inputs read different parts of the line: needs one part, or cross-attention "
                  "from one to the other");
    }
    return;
  }
  if (!head_.next || from.size() != 2) return;
  if (part_of(from[1]) != Part::kSource) {
    throw Error(type +
                "its second input sees the tokens that are to be told: needs one that comes from a "
                "source layer");
  }
  if (part_of(from[0]) == Part::kLine) {
    throw Error(type +
                "its first input reads the source too: needs one that comes from a target "
                "layer");
  }
}

/// A step of what comes of a source is one of its own steps, so that lengths mean the same; or all
/// of them have become one state.
void Network::check_source_steps(const spec::LayerSpec& layer) const {
  const Shape& shape = shape_of(last_);
  if (shape.rank() == 1 || (shape.rank() == 2 && shape[0] == input_[0])) return;
  throw Error("[" + std::string(spec::to_word(layer.type)) + "] output " + shape.text() +
              ": a source needs (" + std::to_string(input_[0]) +
              ",D), a row for each step, or (D)");
}

void Network::add_cross_attention(const spec::LayerSpec& layer, int spec_index,
                                  std::vector<int> from) {
  const int index = begin_layer(layer, spec_index);
  add_join(make_join(layer), std::move(from), masks_of(index));
  add_views(layer_name(layer, index + 1).file, index);
  layers_.back().sum_step = last_;
  end_layer(layer);
}

}  // namespace hunch::nn
