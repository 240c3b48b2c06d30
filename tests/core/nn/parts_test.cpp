#include <algorithm>
#include <cmath>

#include "build.h"
#include "golden/numbers.h"
#include "nn/part_lines.h"

using namespace hunch;
using golden::numbers;
using spec::LayerSpec;
using spec::LayerType;
using Kind = nn::Head::Kind;
using Part = nn::Network::Part;
using Use = nn::Workspace::Use;

namespace {

// Lines of T tokens below V, parted by the token 2.
constexpr int kSteps = 8, kTokens = 9, kSeparator = 2;

LayerSpec layer(LayerType type, std::string name = {}, std::vector<std::string> inputs = {}) {
  LayerSpec made;
  made.type = type;
  made.name = std::move(name);
  made.inputs = std::move(inputs);
  made.units = 6;
  made.heads = 2;
  made.rate = 0;
  return made;
}

nn::Network network(std::vector<LayerSpec> layers, int separator = kSeparator) {
  spec::ModelSpec spec;
  spec.data.source = spec::Source::kText;
  spec.model = std::move(layers);
  const nn::Head head{.kind = Kind::kLogits, .outputs = kTokens, .answers = kSteps, .next = true};
  return {build::valid(spec), {kSteps}, head, kTokens, separator};
}

std::string refusal(std::vector<LayerSpec> layers, int separator = kSeparator) {
  try {
    network(std::move(layers), separator);
  } catch (const nn::LayerError& error) {
    return std::to_string(error.spec_index) + ": " + error.what();
  }
  return "taken";
}

/// An encoder that looks both ways, of attention and a recurrent layer, and a decoder.
std::vector<LayerSpec> encoder_decoder() {
  std::vector<LayerSpec> layers = {
      layer(LayerType::kEmbedding, "tokens"),
      layer(LayerType::kSource, {}, {"tokens"}),
      layer(LayerType::kLearnedPosition),
      layer(LayerType::kTransformerBlock),
      layer(LayerType::kGru, "encoder"),
      layer(LayerType::kTarget, {}, {"tokens"}),
      layer(LayerType::kLearnedPosition, "target"),
      layer(LayerType::kTransformerDecoder, "decoder", {"target", "encoder"}),
      layer(LayerType::kCrossAttention, {}, {"decoder", "encoder"})};
  layers[4].bidirectional = true;
  layers[4].returns = spec::Returns::kEveryStep;
  return layers;
}

/// One whose encoder's last state is told to the decoder at each step.
std::vector<LayerSpec> with_context() {
  std::vector<LayerSpec> layers = {layer(LayerType::kEmbedding, "tokens"),
                                   layer(LayerType::kSource, {}, {"tokens"}),
                                   layer(LayerType::kLstm),
                                   layer(LayerType::kRepeat, "context"),
                                   layer(LayerType::kTarget, "target", {"tokens"}),
                                   layer(LayerType::kConcat, {}, {"target", "context"}),
                                   layer(LayerType::kLstm)};
  layers[2].bidirectional = true;
  layers[6].returns = spec::Returns::kEveryStep;
  return layers;
}

/// Logits (T,V) of one line, in exact bits.
std::vector<float> logits(const nn::Network& net, std::span<const float> parameters,
                          std::vector<float> line) {
  const int length = static_cast<int>(line.size());
  line.resize(kSteps);
  ops::Context context;
  context.kernels = &kernels::exact();
  context.lengths = std::span(&length, 1);
  nn::Workspace workspace(net, kernels::exact(), 1, Use::kForward);
  std::vector<float> y(std::size_t{kSteps} * kTokens);
  nn::forward_between(net, parameters, workspace, context, 1, 0,
                      static_cast<int>(net.steps().size()), line, y);
  return y;
}

bool same(const std::vector<float>& a, const std::vector<float>& b, int step) {
  const auto begin = std::ptrdiff_t{step} * kTokens;
  return std::equal(a.begin() + begin, a.begin() + begin + kTokens, b.begin() + begin);
}

}  // namespace

TEST_CASE("parts: where lines are parted") {
  const nn::Network net = network(encoder_decoder());
  CHECK(net.parted());
  std::vector<int> parts(8);
  const std::vector<float> lines = {1, 5, 2, 6, 2, 0, 0, 0,   // the first separator counts
                                    2, 4, 4, 4, 4, 4, 4, 4,   // no source but the separator
                                    1, 5, 6, 0, 0, 0, 0, 0,   // none: the last is the target
                                    1, 5, 6, 0, 2, 0, 0, 0};  // one in the padding is none
  nn::part_lines(net, std::vector<int>{5, 8, 3, 3}, lines, parts);
  CHECK(parts == std::vector<int>{3, 1, 3, 3, 3, 8, 1, 1});
  nn::part_lines(net, {}, lines, parts);
  CHECK(parts == std::vector<int>{3, 1, 8, 5, 6, 8, 1, 4});
}

TEST_CASE("parts: no answer is told by tokens that come later, bit for bit") {
  for (const auto& layers : {encoder_decoder(), with_context()}) {
    const nn::Network net = network(layers);
    std::vector<float> p(net.parameter_count());
    net.initialize(3, p);
    const std::vector<float> line = {1, 5, 6, 2, 7, 8, 3, 4};
    const std::vector<float> before = logits(net, p, line);
    for (int changed = 0; changed < kSteps; ++changed) {
      CAPTURE(changed);
      for (int token = 3; token < kTokens; ++token) {
        std::vector<float> other = line;
        other[static_cast<std::size_t>(changed)] = static_cast<float>(token);
        if (other == line || changed == 3) continue;
        const std::vector<float> after = logits(net, p, other);
        for (int step = 0; step < changed; ++step) CHECK(same(before, after, step));
        // From the separator on all of the source counts, and of the target what is there.
        for (int step = std::max(changed, 3); step < kSteps; ++step)
          CHECK_FALSE(same(before, after, step));
      }
    }
    // Nothing is told of the source itself.
    for (int step = 1; step < 3; ++step) {
      CHECK(std::equal(before.begin(), before.begin() + kTokens, before.begin() + step * kTokens));
    }
  }
}

TEST_CASE("parts: an answer is the same however much of the line has been written") {
  const nn::Network net = network(encoder_decoder());
  std::vector<float> p(net.parameter_count());
  net.initialize(3, p);
  const std::vector<float> line = {1, 5, 6, 2, 7, 8, 3, 4};
  const std::vector<float> whole = logits(net, p, line);
  for (std::ptrdiff_t length = 4; length < kSteps; ++length) {
    const auto part = logits(net, p, {line.begin(), line.begin() + length});
    for (std::ptrdiff_t i = 3 * kTokens; i < length * kTokens; ++i)
      CHECK(part[static_cast<std::size_t>(i)] ==
            doctest::Approx(whole[static_cast<std::size_t>(i)]).epsilon(1e-4));
  }
}

TEST_CASE("parts: gradients of an encoder and a decoder as finite differences, ragged") {
  for (const auto& layers : {encoder_decoder(), with_context()}) {
    const nn::Network net = network(layers);
    const std::vector<int> lengths = {8, 5, 6};
    const std::vector<float> x = {1, 5, 6, 2, 7, 8, 3, 4, 1, 2, 4, 3,
                                  3, 0, 0, 0, 1, 7, 5, 8, 4, 6, 0, 0};
    for (const kernels::Kernels* k : kernels::available()) {
      CAPTURE(std::string(k->name));
      std::vector<float> p = numbers(net.parameter_count(), 0.6, 0.3), gradients(p.size());
      nn::Workspace workspace(net, *k, 3, Use::kTraining);
      std::copy(x.begin(), x.end(), workspace.input().begin());
      ops::Context context;
      context.kernels = k;
      context.mode = ops::Mode::kTrain;
      context.lengths = lengths;
      const int last = static_cast<int>(net.steps().size()) - 1;
      const auto forward = [&] {
        nn::forward(net, p, workspace, context, 3);
        double sum = 0;
        for (const float y : workspace.output(last))
          sum += 0.5 * std::pow(static_cast<double>(y), 2);
        return sum / 100;
      };
      forward();
      for (std::size_t i = 0; i < workspace.output(last).size(); ++i)
        workspace.output_gradient()[i] = workspace.output(last)[i] / 100;
      nn::backward(net, p, workspace, context, 3, gradients, true);
      double difference = 0, size = 0;
      for (std::size_t i = 0; i < p.size(); i += 3) {
        const float here = p[i];
        p[i] = here + 4e-3f;
        const double above = static_cast<double>(p[i]), up = forward();
        p[i] = here - 4e-3f;
        const double numeric = (up - forward()) / (above - static_cast<double>(p[i]));
        p[i] = here;
        difference += std::pow(numeric - static_cast<double>(gradients[i]), 2);
        size += numeric * numeric;
      }
      CHECK(std::sqrt(difference / size) < 5e-3);
    }
  }
}

TEST_CASE("parts: each pass of an encoder and a decoder draws from the beginning on") {
  std::vector<LayerSpec> layers = encoder_decoder();
  layers.back().rate = 0.3;
  const nn::Network net = network(layers);
  CHECK(net.stochastic());
  CHECK(net.first_stochastic() == 0);
}

TEST_CASE("parts: what would let an answer be seen is refused with its layer") {
  const LayerSpec tokens = layer(LayerType::kEmbedding, "tokens");
  const LayerSpec source = layer(LayerType::kSource, "source", {"tokens"});
  const LayerSpec target = layer(LayerType::kTarget, "target", {"tokens"});
  const auto cross = [](const char* from, const char* to) {
    return layer(LayerType::kCrossAttention, {}, {from, to});
  };
  CHECK(refusal({tokens, source, target, cross("target", "source")}) == "taken");
  CHECK(refusal({tokens, source, target, cross("source", "target")})
            .starts_with("3: [cross-attention] its second input sees the tokens that are to be"));
  LayerSpec again = layer(LayerType::kTarget, "again", {"tokens"});
  CHECK(refusal({tokens, source, target, again, cross("target", "again")})
            .starts_with("4: [cross-attention] its second input sees"));
  CHECK(refusal({tokens, source, cross("tokens", "source")})
            .starts_with("2: [cross-attention] its first input reads the source too"));
  CHECK(refusal({tokens, source, target,
                 layer(LayerType::kTransformerDecoder, {}, {"target", "tokens"})})
            .starts_with("3: [transformer-decoder] its second input sees"));
  CHECK(refusal({tokens, source, target, layer(LayerType::kAdd, {}, {"target", "source"})})
            .starts_with("3: [add] inputs read different parts of the line"));
  CHECK(refusal({tokens, source}).starts_with("-1: [output] reads the source alone"));
  CHECK(refusal({tokens, target, layer(LayerType::kAttention)})
            .starts_with("2: [attention] sees the tokens that are to be told"));
  CHECK(refusal({tokens, source, layer(LayerType::kSource)})
            .starts_with("2: [source] reads a part of the line"));
  CHECK(refusal({layer(LayerType::kRepeat)}).starts_with("0: [layer] mixes steps with later ones"));
  CHECK(refusal({tokens, target, layer(LayerType::kRepeat)})
            .starts_with("2: [layer] mixes steps with later ones"));
  LayerSpec pool = layer(LayerType::kMaxPool1d);
  CHECK(
      refusal({tokens, source, pool}).starts_with("2: [max-pool1d] output (4,6): a source needs"));
  LayerSpec conv = layer(LayerType::kConv1d);
  conv.padding = spec::Padding::kCausal;
  conv.stride = 2;
  CHECK(refusal({tokens, target, conv}).starts_with("-1: [output] input (4,8): needs (8,D)"));
  CHECK(refusal({tokens, source}, -1)
            .starts_with("1: [source] the data have no lines with a separator"));
}
