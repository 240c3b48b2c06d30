#include <algorithm>
#include <cmath>

#include "build.h"
#include "golden/numbers.h"
#include "golden/transformer.h"
#include "ops/mean_squared_error.h"

using namespace hunch;
using golden::numbers;
using spec::LayerSpec;
using spec::LayerType;
using Kind = nn::Head::Kind;
using Use = nn::Workspace::Use;

namespace {

constexpr int kRows = 3;

LayerSpec layer(LayerType type, std::string name = {}, std::vector<std::string> inputs = {}) {
  LayerSpec made;
  made.type = type;
  made.name = std::move(name);
  made.inputs = std::move(inputs);
  return made;
}

LayerSpec dense(int units, std::string name = {}, std::vector<std::string> inputs = {}) {
  LayerSpec made = layer(LayerType::kDense, std::move(name), std::move(inputs));
  made.units = units;
  return made;
}

nn::Network network(std::vector<LayerSpec> layers, const Shape& input, nn::Head head,
                    int vocabulary = 0) {
  spec::ModelSpec spec;
  spec.data.source = spec::Source::kImages;  // takes layers of every kind
  spec.model = std::move(layers);
  return {build::valid(spec), input, head, vocabulary};
}

/// What a wrong network is refused with: the layer's index and why.
std::string refusal(std::vector<LayerSpec> layers, const Shape& input = {3},
                    nn::Head head = {Kind::kValue, 1}, int vocabulary = 0) {
  try {
    network(std::move(layers), input, head, vocabulary);
  } catch (const nn::LayerError& error) {
    return std::to_string(error.spec_index) + ": " + error.what();
  }
  return "taken";
}

/// Outputs that several layers read, joins of all kinds, dropout.
std::vector<LayerSpec> tangle() {
  std::vector<LayerSpec> layers = {dense(5, "a"),
                                   dense(5, "b", {"input"}),
                                   layer(LayerType::kMultiply, "ab", {"a", "b"}),
                                   layer(LayerType::kDropout, "d", {"a"}),
                                   layer(LayerType::kAdd, "sum", {"a", "ab", "d"}),
                                   dense(4, "c"),
                                   layer(LayerType::kLayerNorm, "n", {"b"}),
                                   layer(LayerType::kConcat, "all", {"c", "sum", "n", "input"}),
                                   dense(6)};
  layers[3].rate = 0.3;
  return layers;
}

/// A network in training, with half the mean squared output as its loss.
struct Run {
  Run(const nn::Network& net_, const kernels::Kernels& k)
      : net(net_),
        workspace(net, k, kRows, Use::kTraining),
        p(numbers(net.parameter_count(), 0.6, 0.3)),
        gradients(p.size(), 77.0f) {
    context.kernels = &k;
    context.mode = ops::Mode::kTrain;
    context.random = {42, 0, 5, 0};
    const auto x = numbers(static_cast<std::size_t>(kRows * net.feature_count()), 1.2, 0.1);
    std::copy(x.begin(), x.end(), workspace.input().begin());
  }
  std::span<const float> outputs() const {
    return workspace.output(static_cast<int>(net.steps().size()) - 1);
  }
  double forward() {
    nn::forward(net, p, workspace, context, kRows);
    double sum = 0;
    for (const float y : outputs()) sum += 0.5 * static_cast<double>(y) * static_cast<double>(y);
    return sum / kRows;
  }
  void backward() {
    const std::span<float> dy = workspace.output_gradient();
    for (std::size_t i = 0; i < dy.size(); ++i) dy[i] = outputs()[i] / kRows;
    nn::backward(net, p, workspace, context, kRows, gradients, true);
  }

  const nn::Network& net;
  nn::Workspace workspace;
  ops::Context context;
  std::vector<float> p, gradients;
};

/// Relative distance of the whole gradient from central differences of the loss.
double gradient_error(Run& run) {
  run.forward();
  run.backward();
  double difference = 0, size = 0;
  for (std::size_t i = 0; i < run.p.size(); ++i) {
    const float here = run.p[i];
    run.p[i] = here + 4e-3f;
    const double above = static_cast<double>(run.p[i]), up = run.forward();
    run.p[i] = here - 4e-3f;
    const double numeric = (up - run.forward()) / (above - static_cast<double>(run.p[i]));
    run.p[i] = here;
    difference += std::pow(numeric - static_cast<double>(run.gradients[i]), 2);
    size += numeric * numeric;
  }
  return std::sqrt(difference / size);
}

}  // namespace

TEST_CASE("a tangle of branches: gradients as finite differences, every kernel table") {
  const nn::Network net = network(tangle(), {3}, {Kind::kGaussian, 2});
  for (const kernels::Kernels* k : kernels::available()) {
    CAPTURE(std::string(k->name));
    Run run(net, *k);
    CHECK(gradient_error(run) < 2e-3);
  }
}

TEST_CASE("noise of every kind around a branch: gradients as finite differences") {
  std::vector<LayerSpec> layers = {
      layer(LayerType::kSpatialDropout, "in"),      layer(LayerType::kDropconnect),
      layer(LayerType::kGaussianDropout),           layer(LayerType::kStochasticDepth, "branch"),
      layer(LayerType::kAdd, {}, {"in", "branch"}), layer(LayerType::kAlphaDropout)};
  for (LayerSpec& each : layers) each.rate = 0.3;
  layers[1].units = 2;
  const nn::Network net = network(layers, {4, 2}, {Kind::kGaussian, 2});
  CHECK(net.first_stochastic() == 0);
  for (const kernels::Kernels* k : kernels::available()) {
    CAPTURE(std::string(k->name));
    Run run(net, *k);
    CHECK(gradient_error(run) < 2e-3);
  }
}

TEST_CASE("a lean workspace gives the bits of a full one where branches share its memory") {
  const nn::Network net = network(tangle(), {3}, {Kind::kGaussian, 2});
  const kernels::Kernels& k = kernels::exact();
  const auto p = numbers(net.parameter_count(), 0.6, 0.3), x = numbers(kRows * 3, 1.2, 0.1);
  ops::Context context;
  context.kernels = &k;
  context.mode = ops::Mode::kSample;
  std::vector<float> full(2 * kRows), lean(2 * kRows);
  const int steps = static_cast<int>(net.steps().size());
  nn::Workspace keeps(net, k, kRows, Use::kForward), shares(net, k, kRows, Use::kLean);
  nn::forward_between(net, p, keeps, context, kRows, 0, steps, x, full);
  nn::forward_between(net, p, shares, context, kRows, 0, steps, x, lean);
  CHECK(full == lean);
  CHECK(nn::Workspace::bytes_needed(net, k, 64, Use::kLean) <
        nn::Workspace::bytes_needed(net, k, 64, Use::kForward));
}

TEST_CASE("what is larger than 32 bits count is measured, and one example's numbers are bounded") {
  const kernels::Kernels& k = kernels::exact();
  LayerSpec wide = layer(LayerType::kConv2d);
  wide.filters = 128;
  wide.kernel = 1;
  const nn::Network net = network({wide, layer(LayerType::kGlobalAveragePool)}, {64, 64, 1},
                                  {nn::Head::Kind::kLogits, 10});
  // Outputs of the convolution, of its activation, and the gradients by both.
  const std::uint64_t maps = std::uint64_t{4} * 64 * 64 * 128 * 4096;
  CHECK(nn::Workspace::bytes_needed(net, k, 4096, nn::Workspace::Use::kTraining) >= 2 * maps);
  CHECK(nn::Workspace::bytes_needed(net, k, 4096, nn::Workspace::Use::kTraining) <= 6 * maps);
  CHECK(nn::Workspace::rows_at_once(net, 256) < 32);

  LayerSpec larger = layer(LayerType::kConvTranspose2d);
  larger.filters = 2;
  larger.stride = 16;
  larger.kernel = 16;
  CHECK(refusal({larger, larger}, {64, 64, 1}) ==
        "1: [conv_transpose2d] output (16384,16384,2): needs at most 268435456 numbers");
}

TEST_CASE("everything that draws has random numbers of its own") {
  std::vector<LayerSpec> layers = {layer(LayerType::kDropout),
                                   layer(LayerType::kLstm),
                                   layer(LayerType::kAttention),
                                   layer(LayerType::kTransformerBlock),
                                   layer(LayerType::kDropconnect),
                                   layer(LayerType::kGaussianDropout),
                                   layer(LayerType::kDropconnect),
                                   layer(LayerType::kAlphaDropout),
                                   layer(LayerType::kStochasticDepth),
                                   layer(LayerType::kSpatialDropout, "d"),
                                   layer(LayerType::kTransformerDecoder, "e", {"d", "input"}),
                                   layer(LayerType::kTransformerDecoder, "f", {"e", "input"}),
                                   layer(LayerType::kCrossAttention, {}, {"f", "input"})};
  for (LayerSpec& each : layers) each.heads = 2;
  layers[4].units = layers[6].units = 2;
  layers[1].units = 2;
  layers[1].returns = spec::Returns::kEveryStep;
  layers[1].input_rate = 0.2;
  const nn::Network net = network(layers, {4, 2}, {Kind::kValue, 1});
  std::vector<int> drawing;
  for (const nn::Network::Step& step : net.steps()) {
    if (step.any().stochastic()) drawing.push_back(step.layer);
  }
  CHECK(drawing.size() == 23);  // three of them in the block, five in each decoder
  std::sort(drawing.begin(), drawing.end());
  CHECK(std::unique(drawing.begin(), drawing.end()) == drawing.end());
}

TEST_CASE("what is drawn anew begins before the branch that goes round the dropout") {
  // dense(0) tanh(1) dropout(2) dense(3) tanh(4) add(5) reads steps 1 and 4.
  const nn::Network around = network({dense(4, "a"), layer(LayerType::kDropout), dense(4, "b"),
                                      layer(LayerType::kAdd, {}, {"a", "b"})},
                                     {3}, {Kind::kValue, 1});
  CHECK(around.stochastic());
  CHECK(around.first_stochastic() == 2);
  // The input of the network is read again behind it.
  const nn::Network whole = network(
      {dense(3, "a"), layer(LayerType::kDropout, "d"), layer(LayerType::kAdd, {}, {"input", "d"})},
      {3}, {Kind::kValue, 1});
  CHECK(whole.first_stochastic() == 0);
}

TEST_CASE("a dropout is told with the layer whose units it puts to sleep for all") {
  // Behind a norm and an activation it is still the norm's units.
  LayerSpec sleep = layer(LayerType::kDropout);
  sleep.rate = 0.4;
  const nn::Network chain = network(
      {dense(4), layer(LayerType::kBatchNorm), layer(LayerType::kActivation), sleep, dense(3)}, {3},
      {Kind::kValue, 1});
  CHECK(chain.layers()[0].dropout_step == -1);
  CHECK(chain.layers()[1].title == "Batch norm 2");
  CHECK(chain.layers()[1].dropout == 0.4);
  CHECK(chain.layers()[1].dropout_index == 3);

  // What a concatenation brings together belongs to no single layer.
  const nn::Network wide =
      network({dense(4, "a"), layer(LayerType::kConcat, {}, {"a", "input"}), sleep, dense(3)}, {3},
              {Kind::kValue, 1});
  for (const nn::LayerView& view : wide.layers()) CHECK(view.dropout_step == -1);

  // Someone reads past it: those units sleep on one way only.
  sleep.name = "d";
  const nn::Network passed = network({dense(4, "a"), sleep, layer(LayerType::kAdd, {}, {"a", "d"})},
                                     {3}, {Kind::kValue, 1});
  CHECK(passed.layers()[0].dropout_step == -1);
  CHECK(passed.layers()[0].dropout == 0);

  // And the layer that is named is the one, not the last.
  sleep.inputs = {"a"};
  const nn::Network named = network(
      {dense(4, "a"), dense(4, "b", {"input"}), sleep, layer(LayerType::kAdd, {}, {"b", "d"})}, {3},
      {Kind::kValue, 1});
  CHECK(named.layers()[0].dropout_index == 2);
  CHECK(named.layers()[1].dropout_index == -1);
}

TEST_CASE("wiring that cannot be is told with its layer") {
  CHECK(refusal({dense(4, "a"), layer(LayerType::kAdd, {}, {"a", "input"})}) ==
        "1: [add] inputs (4), (3): need the same shape");
  CHECK(refusal({dense(4, "a"), dense(3, "b"), dense(2, {}, {"a"})})
            .starts_with("1: [network] no layer reads this one"));
}

TEST_CASE("layers that do not fit the data are told with their layer") {
  CHECK(refusal({layer(LayerType::kEmbedding)}) ==
        "0: [embedding] the data are numbers: needs a text's tokens");
  CHECK(refusal({layer(LayerType::kLstm)}) == "0: [lstm] input (3): needs (T,D)");
  CHECK(refusal({layer(LayerType::kTransformerBlock)}) ==
        "0: [transformer-block] input (3): needs (T,D)");
}

TEST_CASE("where next tokens are told, no layer may see them") {
  const nn::Head head{.kind = Kind::kLogits, .outputs = 9, .answers = 5, .next = true};
  const auto told = [&](LayerSpec second) {
    return refusal({layer(LayerType::kEmbedding), std::move(second)}, {5}, head, 9);
  };
  LayerSpec lstm = layer(LayerType::kLstm);
  CHECK(told(lstm).find("needs returns every-step") != std::string::npos);
  lstm.returns = spec::Returns::kEveryStep;
  CHECK(told(lstm) == "taken");
  lstm.bidirectional = true;
  CHECK(told(lstm).find("needs bidirectional false") != std::string::npos);
  LayerSpec attention = layer(LayerType::kAttention);
  CHECK(told(attention).find("needs causal true") != std::string::npos);
  attention.causal = true;
  CHECK(told(attention) == "taken");
  LayerSpec conv = layer(LayerType::kConv1d);
  conv.padding = spec::Padding::kSame;
  CHECK(told(conv).find("needs padding causal") != std::string::npos);
  conv.padding = spec::Padding::kCausal;
  CHECK(told(conv) == "taken");
  LayerSpec transposed = layer(LayerType::kConvTranspose1d);
  transposed.padding = spec::Padding::kSame;
  CHECK(told(transposed) ==
        "1: [conv-transpose1d] tells earlier steps of later ones: needs padding causal");
  transposed.padding = spec::Padding::kCausal;
  CHECK(told(transposed) == "taken");
  CHECK(told(layer(LayerType::kFlatten)).starts_with("1: [layer] mixes steps"));

  // Every step has an answer of its own: a change of the last token changes the last answer alone.
  std::vector<LayerSpec> layers = {layer(LayerType::kEmbedding), conv, transposed, lstm,
                                   layer(LayerType::kTransformerBlock)};
  layers[3].bidirectional = false;
  layers[4].causal = true;
  const nn::Network net = network(layers, {5}, head, 9);
  CHECK(net.steps().back().output == Shape{5, 9});
  std::vector<float> p(net.parameter_count()), first(45), second(45);
  net.initialize(3, p);
  ops::Context context;
  context.kernels = &kernels::exact();
  nn::Workspace w(net, kernels::exact(), 1, Use::kForward);
  const int steps = static_cast<int>(net.steps().size());
  nn::forward_between(net, p, w, context, 1, 0, steps, std::vector<float>{3, 1, 4, 1, 5}, first);
  nn::forward_between(net, p, w, context, 1, 0, steps, std::vector<float>{3, 1, 4, 1, 8}, second);
  CHECK(std::equal(first.begin(), first.begin() + 36, second.begin()));
  CHECK_FALSE(std::equal(first.begin() + 36, first.end(), second.begin() + 36));
}

TEST_CASE("transposed convolutions over time: how many steps come of a padding") {
  LayerSpec transposed = layer(LayerType::kConvTranspose1d);
  transposed.filters = 3;
  transposed.stride = 2;
  const auto steps = [&](spec::Padding padding, int kernel) {
    transposed.padding = padding;
    transposed.kernel = kernel;
    const nn::Network net = network({transposed}, {6, 2}, {Kind::kValue, 1});
    CHECK(net.layers()[0].title == "Transposed convolution 1");
    CHECK(net.views()[0].name == "conv-transpose1d-1/weight");
    const Shape& output = net.steps()[static_cast<std::size_t>(net.spec_steps()[0])].output;
    CHECK(output[1] == 3);
    return output[0];
  };
  CHECK(steps(spec::Padding::kValid, 3) == 13);
  CHECK(steps(spec::Padding::kSame, 3) == 12);
  CHECK(steps(spec::Padding::kCausal, 3) == 12);
  CHECK(steps(spec::Padding::kCausal, 1) == 11);
}

TEST_CASE("transformer block: outputs and gradients as PyTorch's, every kernel table") {
  for (const golden::TransformerRun& want : golden::kTransformers) {
    const std::string name = want.name;
    CAPTURE(name);
    LayerSpec block = layer(LayerType::kTransformerBlock);
    block.heads = 2;
    block.hidden = 10;
    block.rate = 0;
    block.activation = spec::Activation::kGelu;
    block.causal = name.ends_with("causal");
    block.norm = name.starts_with("before") ? spec::NormPlace::kBefore : spec::NormPlace::kAfter;
    const nn::Network net = network({block}, {4, 6}, {Kind::kValue, 1});
    REQUIRE(net.parameter_count() == want.gradients.size());
    for (const kernels::Kernels* k : kernels::available()) {
      CAPTURE(std::string(k->name));
      Run run(net, *k);
      run.forward();
      run.backward();
      for (std::size_t i = 0; i < want.outputs.size(); ++i) {
        CHECK(std::fabs(static_cast<double>(run.outputs()[i]) - want.outputs[i]) < 1e-5);
      }
      for (std::size_t i = 0; i < want.gradients.size(); ++i) {
        CHECK(std::fabs(static_cast<double>(run.gradients[i]) - want.gradients[i]) < 2e-5);
      }
    }
  }
}

TEST_CASE("transformer decoder: outputs and gradients as PyTorch's, every kernel table") {
  for (const golden::TransformerRun& want : golden::kDecoders) {
    const std::string name = want.name;
    CAPTURE(name);
    LayerSpec memory = dense(6, "memory", {"input"});
    memory.activation = spec::Activation::kLinear;
    LayerSpec block = layer(LayerType::kTransformerDecoder, {}, {"input", "memory"});
    block.heads = 2;
    block.hidden = 10;
    block.rate = 0;
    block.activation = spec::Activation::kGelu;
    block.norm = name.ends_with("before") ? spec::NormPlace::kBefore : spec::NormPlace::kAfter;
    const nn::Network net = network({memory, block}, {4, 6}, {Kind::kValue, 1});
    REQUIRE(net.parameter_count() == want.gradients.size());
    for (const kernels::Kernels* k : kernels::available()) {
      CAPTURE(std::string(k->name));
      Run run(net, *k);
      run.forward();
      run.backward();
      for (std::size_t i = 0; i < want.outputs.size(); ++i) {
        CHECK(std::fabs(static_cast<double>(run.outputs()[i]) - want.outputs[i]) < 1e-5);
      }
      for (std::size_t i = 0; i < want.gradients.size(); ++i) {
        CHECK(std::fabs(static_cast<double>(run.gradients[i]) - want.gradients[i]) < 5e-5);
      }
    }
  }
}

TEST_CASE("cross-attention is wired between two layers and is a layer of its own") {
  LayerSpec cross = layer(LayerType::kCrossAttention, {}, {"a", "b"});
  cross.heads = 2;
  const nn::Network net =
      network({dense(6, "a"), dense(4, "b", {"input"}), cross}, {5, 3}, {Kind::kValue, 1});
  CHECK(net.layers()[2].title == "Cross-attention 3");
  CHECK(net.views()[4].name == "cross-attention-3/query_weight");
  CHECK(net.views()[6].rows == 4);
  CHECK(net.stochastic());
  CHECK(refusal({dense(6, "a"), layer(LayerType::kTransformerDecoder, {}, {"a", "input"})}) ==
        "1: [transformer-decoder] inputs (6), (3): needs (T,D), (S,E)");
  for (const kernels::Kernels* k : kernels::available()) {
    Run run(net, *k);
    CHECK(gradient_error(run) < 2e-3);
  }
}

TEST_CASE("parameters of one layer that begin alike begin with numbers of their own") {
  const nn::Network net = network({layer(LayerType::kAttention)}, {5, 8}, {Kind::kValue, 1});
  REQUIRE(net.views()[2].name == "attention-1/output_weight");
  std::vector<float> p(net.parameter_count());
  net.initialize(1, p);
  const float* first = p.data() + net.views()[0].offset;
  const float* second = p.data() + net.views()[2].offset;
  int close = 0;
  const float ratio = second[0] / first[0];
  for (int i = 1; i < 64; ++i) close += std::fabs(second[i] / first[i] - ratio) < 1e-3f;
  CHECK(close < 3);
}

TEST_CASE("a sequence may be read both ways, and forecasts have several answers") {
  LayerSpec gru = layer(LayerType::kGru);
  gru.bidirectional = true;
  const nn::Network net =
      network({gru, dense(5)}, {6, 2}, {.kind = Kind::kGaussian, .outputs = 2, .answers = 3});
  CHECK(net.layers()[0].units == 16);
  CHECK(net.layers()[0].title == "GRU 1");
  CHECK(net.steps().back().output == Shape{6});
  CHECK(net.views()[0].name == "gru-1/weight");
}
