#include "nn/network.h"

#include <algorithm>
#include <cmath>

#include "build.h"
#include "nn/initialize.h"

using namespace hunch;
using build::dense;
using build::dropout;
using build::noise;
using spec::Activation;
using spec::LayerType;
using Kind = nn::Head::Kind;

TEST_CASE("head and loss follow from data and wish") {
  using enum spec::Loss;
  CHECK(nn::resolve_loss(kAuto, 0) == kMse);
  CHECK(nn::resolve_loss(kAuto, 2) == kBinaryCrossEntropy);
  CHECK(nn::resolve_loss(kAuto, 5) == kCategoricalCrossEntropy);
  CHECK(nn::resolve_loss(kBinaryCrossEntropy, 5) == kCategoricalCrossEntropy);
  CHECK(nn::resolve_loss(kCategoricalCrossEntropy, 0) == kMse);
  CHECK(nn::resolve_loss(kMae, 3) == kCategoricalCrossEntropy);
  CHECK(nn::resolve_loss(kHuber, 0) == kHuber);
  CHECK(nn::head_for(kAuto, 0).kind == Kind::kValue);
  CHECK(nn::head_for(kGaussianNll, 0).outputs == 2);
  CHECK(nn::head_for(kAuto, 2).kind == Kind::kLogit);
  CHECK(nn::head_for(kCategoricalCrossEntropy, 2).kind == Kind::kLogits);
  CHECK(nn::head_for(kAuto, 7).outputs == 7);
}

TEST_CASE("network: plan, parameter table and layer pictures") {
  nn::Network net = build::network(
      {dropout(0.1), dense(5, Activation::kTanh), dropout(0.2), dense(4, Activation::kRelu)}, 3,
      {Kind::kLogits, 6});
  CHECK(net.parameter_count() == 3 * 5 + 5 + 5 * 4 + 4 + 4 * 6 + 6);
  REQUIRE(net.views().size() == 6);
  std::size_t offset = 0;
  for (const nn::ParameterView& view : net.views()) {
    CHECK(view.offset == offset);
    offset += static_cast<std::size_t>(view.rows * view.cols);
  }
  CHECK(offset == net.parameter_count());
  CHECK(net.views()[0].name == "hidden-1/weight");
  CHECK(net.views()[3].name == "hidden-2/bias");
  CHECK(net.views()[5].name == "output/bias");
  CHECK(net.views()[2].rows == 5);
  CHECK(net.views()[2].cols == 4);

  REQUIRE(net.layers().size() == 3);
  CHECK(net.layers()[0].title == "Hidden 1");
  CHECK(net.layers()[0].spec_index == 1);
  CHECK(net.layers()[0].dropout == 0.2);
  CHECK(net.layers()[1].dropout_step == -1);
  CHECK(net.layers()[2].title == "Output");
  CHECK(net.layers()[2].sum_step == net.layers()[2].output_step);
  CHECK(net.steps()[static_cast<std::size_t>(net.layers()[0].dropout_step)].op->name() ==
        "dropout");
  CHECK(net.first_stochastic() == 0);
}

TEST_CASE("network: images pass through windows, and are flattened for the output") {
  spec::LayerSpec conv;
  conv.type = spec::LayerType::kConv2d;
  conv.filters = 6;
  conv.kernel = 5;
  conv.padding = spec::Padding::kSame;
  spec::LayerSpec pool;
  pool.type = spec::LayerType::kMaxPool2d;
  spec::LayerSpec norm;
  norm.type = spec::LayerType::kBatchNorm;
  spec::ModelSpec spec;
  spec.data.source = spec::Source::kImages;
  spec.model = {conv, norm, pool, dropout(0.2)};
  const nn::Network net(build::valid(spec), {12, 10, 3}, {Kind::kLogits, 4});

  CHECK(net.feature_count() == 12 * 10 * 3);
  CHECK(net.has_states());
  REQUIRE(net.layers().size() == 3);
  CHECK(net.layers()[0].title == "Convolution 1");
  CHECK(net.layers()[0].units == 12 * 10 * 6);
  CHECK(net.layers()[1].dropout_step == -1);  // behind the pool it is other numbers that sleep
  CHECK(net.views()[0].name == "conv2d-1/weight");
  CHECK(net.views()[0].count() == 5 * 5 * 3 * 6);
  const nn::Network::Step& last = net.steps().back();
  CHECK(last.input == Shape{6 * 5 * 6});
  CHECK(last.output == Shape{4});

  // What does not fit is told with the layer that does not.
  spec.model.push_back(conv);
  spec.model.back().kernel = 9;
  spec.model.back().padding = spec::Padding::kValid;
  try {
    const nn::Network refused(build::valid(spec), {12, 10, 3}, {Kind::kLogits, 4});
    FAIL("a 9 x 9 kernel over 6 x 5 pixels");
  } catch (const nn::LayerError& error) {
    CHECK(error.spec_index == 4);
    CHECK(std::string(error.what()).find("kernel 9x9 is larger") != std::string::npos);
  }
}

TEST_CASE("network: rates and functions change while it lives") {
  nn::Network net =
      build::network({dense(5, Activation::kTanh), dropout(0.2)}, 3, {Kind::kValue, 1});
  CHECK(net.first_stochastic() == 2);
  CHECK(net.set_dropout(1, 0));
  CHECK_FALSE(net.stochastic());
  CHECK(net.set_dropout(1, 0.5));
  CHECK(net.stochastic());
  CHECK(net.layers()[0].dropout == 0.5);
  CHECK_FALSE(net.set_dropout(0, 0.5));
  CHECK_FALSE(net.set_dropout(1, 1.0));
  CHECK_FALSE(net.set_dropout(2, 0.1));
  CHECK_FALSE(net.set_activation(1, Activation::kRelu));
  CHECK_FALSE(net.set_activation(-1, Activation::kRelu));

  CHECK(net.set_activation(0, Activation::kLinear));
  CHECK(net.layers()[0].activation == Activation::kLinear);
  const kernels::Kernels& k = kernels::exact();
  nn::Workspace w(net, k, 1, nn::Workspace::Use::kForward);
  std::vector<float> p(net.parameter_count(), 1.0f);
  std::fill_n(w.input().begin(), 3, 1.0f);
  ops::Context context;
  context.kernels = &k;
  nn::forward(net, p, w, context, 1);
  CHECK(w.output(net.layers()[0].output_step)[0] == 4.0f);  // linear now: 3 weights + bias
  CHECK(w.output(net.layers()[1].output_step)[0] == 21.0f);
}

TEST_CASE("network: dropout of every kind, DropConnect as a layer that learns") {
  nn::Network net =
      build::network({noise(LayerType::kDropconnect, 0.2), noise(LayerType::kAlphaDropout, 0.1),
                      noise(LayerType::kDropconnect, 0.3), noise(LayerType::kGaussianDropout, 0.4)},
                     3, {Kind::kValue, 1});
  CHECK(net.views()[0].name == "dropconnect-1/weight");
  CHECK(net.views()[3].name == "dropconnect-2/bias");
  REQUIRE(net.layers().size() == 3);
  CHECK(net.layers()[0].title == "DropConnect 1");
  CHECK(net.layers()[0].activation == Activation::kTanh);
  CHECK(net.layers()[0].dropout == 0.1);
  CHECK(net.layers()[1].dropout_step == -1);  // Gaussian noise puts no unit to sleep
  CHECK(net.first_stochastic() == 0);

  // Each rate for itself; a DropConnect has a function too.
  CHECK(net.set_dropout(0, 0));
  CHECK(net.set_activation(0, Activation::kRelu));
  CHECK(net.layers()[0].activation == Activation::kRelu);
  CHECK(net.first_stochastic() == 2);
  CHECK(net.set_dropout(1, 0));
  CHECK(net.layers()[0].dropout == 0);
  CHECK(net.first_stochastic() == 3);
  CHECK(net.set_dropout(2, 0));
  CHECK(net.first_stochastic() == 5);
  CHECK(net.set_dropout(3, 0));
  CHECK_FALSE(net.stochastic());
  CHECK_FALSE(net.set_dropout(0, 1));
  CHECK_FALSE(net.set_dropout(4, 0.1));
  CHECK_FALSE(net.set_dropout(-1, 0.1));  // the output layer

  // It begins as a dense layer does.
  std::vector<float> p(net.parameter_count()), dense_ones(p.size());
  net.initialize(7, p);
  build::network({dense(8, Activation::kTanh), dense(8, Activation::kTanh)}, 3, {Kind::kValue, 1})
      .initialize(7, dense_ones);
  CHECK(net.set_activation(0, Activation::kTanh));
  net.initialize(7, p);
  CHECK(p == dense_ones);
}

TEST_CASE("initial weights: mean and spread of every scheme, biases 0") {
  struct Case {
    spec::Init init;
    double variance;
    bool uniform;
  };
  const int inputs = 120;
  const int units = 80;
  for (const Case& c : {Case{spec::Init::kGlorotNormal, 2.0 / (inputs + units), false},
                        Case{spec::Init::kGlorotUniform, 2.0 / (inputs + units), true},
                        Case{spec::Init::kHeNormal, 2.0 / inputs, false},
                        Case{spec::Init::kHeUniform, 2.0 / inputs, true},
                        Case{spec::Init::kLecunNormal, 1.0 / inputs, false},
                        Case{spec::Init::kLecunUniform, 1.0 / inputs, true}}) {
    spec::LayerSpec layer = dense(units, Activation::kTanh);
    layer.init = c.init;
    const nn::Network net = build::network({layer}, inputs, {Kind::kValue, 1});
    std::vector<float> p(net.parameter_count(), 9.0f);
    net.initialize(3, p);
    const std::size_t n = static_cast<std::size_t>(inputs * units);
    double sum = 0;
    double squares = 0;
    double fourth = 0;
    float largest = 0;
    for (std::size_t i = 0; i < n; ++i) {
      sum += p[i];
      squares += static_cast<double>(p[i]) * p[i];
      fourth += std::pow(static_cast<double>(p[i]), 4);
      largest = std::max(largest, std::fabs(p[i]));
    }
    const double count = static_cast<double>(n);
    CHECK(std::fabs(sum / count) < 5 * std::sqrt(c.variance / count));
    CHECK(squares / count == doctest::Approx(c.variance).epsilon(0.07));
    const double kurtosis = fourth / count / std::pow(squares / count, 2);
    CHECK(kurtosis == doctest::Approx(c.uniform ? 1.8 : 3.0).epsilon(0.1));
    if (c.uniform) CHECK(largest <= std::sqrt(3 * c.variance) * 1.000001);
    for (std::size_t i = n; i < n + units; ++i) CHECK(p[i] == 0.0f);  // biases
  }
}

TEST_CASE("initial weights: auto goes by the activation") {
  const auto automatic = [](Activation f) { return nn::resolve_init(spec::Init::kAuto, f); };
  CHECK(automatic(Activation::kSelu) == spec::Init::kLecunNormal);
  for (const Activation f : {Activation::kCelu, Activation::kHardswish, Activation::kMish}) {
    CHECK(automatic(f) == spec::Init::kHeNormal);
  }
  for (const Activation f : {Activation::kSoftsign, Activation::kHardsigmoid, Activation::kTanh}) {
    CHECK(automatic(f) == spec::Init::kGlorotUniform);
  }
  CHECK(nn::resolve_init(spec::Init::kZeros, Activation::kSelu) == spec::Init::kZeros);
}

TEST_CASE("initial weights: zeros, auto, and what they depend on") {
  spec::LayerSpec layer = dense(8, Activation::kTanh);
  layer.init = spec::Init::kZeros;
  const nn::Network zeros = build::network({layer}, 3, {Kind::kValue, 1});
  std::vector<float> p(zeros.parameter_count(), 9.0f);
  zeros.initialize(1, p);
  CHECK(std::all_of(p.begin(), p.begin() + 32, [](float v) { return v == 0; }));

  const auto weights = [](const nn::Network& net, std::uint64_t seed) {
    std::vector<float> values(net.parameter_count());
    net.initialize(seed, values);
    return values;
  };
  const nn::Network relu = build::network(
      {dense(8, Activation::kRelu), dense(8, Activation::kRelu)}, 8, {Kind::kValue, 1});
  CHECK(weights(relu, 1) == weights(relu, 1));
  CHECK(weights(relu, 1) != weights(relu, 2));
  const std::vector<float> w = weights(relu, 1);
  CHECK_FALSE(std::equal(w.begin(), w.begin() + 64, w.begin() + 72));  // layers draw apart

  // Adding dropout leaves the initial weights as they were.
  const nn::Network dropped = build::network(
      {dense(8, Activation::kRelu), dropout(0.3), dense(8, Activation::kRelu), dropout(0.3)}, 8,
      {Kind::kValue, 1});
  CHECK(weights(dropped, 1) == w);

  spec::LayerSpec he = dense(8, Activation::kRelu);
  he.init = spec::Init::kHeNormal;
  CHECK(weights(build::network({he, he}, 8, {Kind::kValue, 1}), 1) == w);
  spec::LayerSpec glorot = dense(8, Activation::kTanh);
  const std::vector<float> automatic = weights(build::network({glorot}, 8, {Kind::kValue, 1}), 1);
  glorot.init = spec::Init::kGlorotUniform;
  CHECK(weights(build::network({glorot}, 8, {Kind::kValue, 1}), 1) == automatic);
}
