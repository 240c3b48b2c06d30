#include "uncertainty/posterior.h"

#include <algorithm>
#include <cmath>

#include "base/random.h"
#include "core/nn/build.h"
#include "golden/numbers.h"

using namespace hunch;
using build::dense;
using build::dropout;
using build::noise;
using golden::numbers;
using spec::Activation;
using spec::LayerType;
using uncertainty::McDropout;
using Kind = nn::Head::Kind;

namespace {

nn::Network two_layers() {
  return build::network(
      {dense(16, Activation::kTanh), dropout(0.2), dense(16, Activation::kRelu), dropout(0.3)}, 2,
      {Kind::kLogits, 3});
}

std::vector<float> sample(McDropout& posterior, std::uint64_t k, std::size_t size) {
  std::vector<float> y(size);
  posterior.sample(k, y);
  return y;
}

struct Moments {
  double mean = 0;
  double variance = 0;
};

/// Moments of the first output at one point over `samples` samples.
Moments moments(McDropout& posterior, int samples) {
  Moments m;
  for (int k = 0; k < samples; ++k) {
    const double y = static_cast<double>(sample(posterior, static_cast<std::uint64_t>(k), 1)[0]);
    const double delta = y - m.mean;
    m.mean += delta / (k + 1);
    m.variance += delta * (y - m.mean);
  }
  m.variance /= samples;
  return m;
}

}  // namespace

TEST_CASE("MC dropout: a row's answer depends on seed, sample and row number, not on its company") {
  const nn::Network net = two_layers();
  const std::vector<float> p = numbers(net.parameter_count(), 0.6, 0.3);
  const std::size_t n = 700;
  const std::vector<float> x = numbers(2 * n, 1, 0.2);
  for (const ops::MaskScope scope : {ops::MaskScope::kPerRow, ops::MaskScope::kPerPass}) {
    McDropout many(net, p, kernels::exact(), 9, scope);
    many.set_points(x, n);
    const std::vector<float> all = sample(many, 5, 3 * n);
    CHECK(sample(many, 6, 3 * n) != all);
    CHECK(sample(many, 5, 3 * n) == all);
    for (const std::size_t count : {std::size_t{1}, std::size_t{40}, std::size_t{129}}) {
      McDropout few(net, p, kernels::exact(), 9, scope);
      few.set_points(std::span(x).first(2 * count), count);
      const std::vector<float> part = sample(few, 5, 3 * count);
      CHECK(std::equal(part.begin(), part.end(), all.begin()));
    }
    McDropout other(net, p, kernels::exact(), 10, scope);
    other.set_points(x, n);
    CHECK(sample(other, 5, 3 * n) != all);
  }
}

TEST_CASE("MC dropout: one mask for all rows draws a function, fresh masks do not") {
  const nn::Network net = two_layers();
  const std::vector<float> p = numbers(net.parameter_count(), 0.6, 0.3);
  const std::size_t n = 300;
  std::vector<float> same(2 * n, 0.4f);  // one point many times
  McDropout function(net, p, kernels::best(), 1, ops::MaskScope::kPerPass);
  McDropout rows(net, p, kernels::best(), 1, ops::MaskScope::kPerRow);
  function.set_points(same, n);
  rows.set_points(same, n);
  const std::vector<float> f = sample(function, 3, 3 * n);
  const std::vector<float> r = sample(rows, 3, 3 * n);
  int different = 0;
  for (std::size_t i = 1; i < n; ++i) {
    for (std::size_t o = 0; o < 3; ++o) CHECK(f[3 * i + o] == f[o]);
    different += r[3 * i] != r[0];
  }
  CHECK(different > 290);
}

TEST_CASE("MC dropout: without dropout, or at rate 0, every sample is the network's answer") {
  nn::Network net =
      build::network({dense(8, Activation::kTanh), dropout(0.4)}, 2, {Kind::kValue, 1});
  const std::vector<float> p = numbers(net.parameter_count(), 0.6, 0.3);
  const std::vector<float> x = numbers(20, 1, 0.2);
  CHECK(net.set_dropout(1, 0));
  McDropout posterior(net, p, kernels::exact(), 1, ops::MaskScope::kPerRow);
  posterior.set_points(x, 10);
  const std::vector<float> y = sample(posterior, 0, 10);
  CHECK(sample(posterior, 1, 10) == y);

  nn::Workspace w(net, kernels::exact(), 10, nn::Workspace::Use::kForward);
  std::copy(x.begin(), x.end(), w.input().begin());
  ops::Context context;
  context.kernels = &kernels::exact();
  nn::forward(net, p, w, context, 10);
  const std::span<const float> want = w.output(static_cast<int>(net.steps().size()) - 1);
  CHECK(std::equal(y.begin(), y.end(), want.begin()));

  CHECK(net.set_dropout(1, 0.4));
  posterior.set_points(x, 10);
  CHECK(sample(posterior, 1, 10) != sample(posterior, 2, 10));
}

TEST_CASE("MC dropout: workspace shows units and masks of the last sample when the points fit") {
  const nn::Network net = two_layers();
  const std::vector<float> p = numbers(net.parameter_count(), 0.6, 0.3);
  McDropout posterior(net, p, kernels::exact(), 1, ops::MaskScope::kPerPass);
  const std::vector<float> x = numbers(10, 1, 0.2);
  posterior.set_points(x, 5);
  const std::vector<float> y = sample(posterior, 2, 15);
  const nn::LayerView& hidden = net.layers()[0];
  const std::span<const float> before = posterior.workspace().output(hidden.output_step);
  const std::span<const float> after = posterior.workspace().output(hidden.dropout_step);
  const std::uint8_t* mask = posterior.workspace().mask(hidden.dropout_step);
  REQUIRE(mask != nullptr);
  int asleep = 0;
  for (std::size_t i = 0; i < 5 * 16; ++i) {
    CHECK(before[i] != 0);
    CHECK(after[i] == doctest::Approx(mask[i] != 0 ? before[i] / 0.8 : 0.0));
    asleep += mask[i] == 0;
  }
  CHECK(asleep > 0);
  const std::span<const float> out = posterior.workspace().output(net.layers().back().output_step);
  CHECK(std::equal(y.begin(), y.end(), out.begin()));
}

TEST_CASE("MC dropout: the short way through the first dropout is the plain one but for rounding") {
  const std::size_t n = 150;
  const std::vector<float> x = numbers(2 * n, 1, 0.2);
  // The pair of dropout and dense in the middle, at the front, at the end; wide and odd widths.
  const nn::Network nets[] = {
      two_layers(),
      build::network({dense(70, Activation::kRelu), dropout(0.1), dense(33, Activation::kTanh)}, 2,
                     {Kind::kValue, 1}),
      build::network({dropout(0.2), dense(40, Activation::kTanh)}, 2, {Kind::kGaussian, 2}),
      build::network({dense(129, Activation::kRelu), dropout(0.25)}, 2, {Kind::kLogits, 9}),
      // A DropConnect is no plain layer, and what else may stand before one no plain dropout.
      build::network({dropout(0.1), noise(LayerType::kDropconnect, 0.3)}, 2, {Kind::kValue, 1}),
      build::network({noise(LayerType::kAlphaDropout, 0.1), dense(16, Activation::kTanh)}, 2,
                     {Kind::kValue, 1})};
  for (const nn::Network& net : nets) {
    const std::vector<float> p = numbers(net.parameter_count(), 0.3, 0.3);
    const std::size_t outputs = static_cast<std::size_t>(net.head().outputs);
    for (const kernels::Kernels* k : kernels::available()) {
      CAPTURE(std::string(k->name));
      for (const ops::MaskScope scope : {ops::MaskScope::kPerRow, ops::MaskScope::kPerPass}) {
        McDropout posterior(net, p, *k, 3, scope);
        posterior.set_points(x, n);
        const std::vector<float> y = sample(posterior, 8, outputs * n);

        ops::Context context;
        context.kernels = k;
        context.mode = ops::Mode::kSample;
        context.masks = scope;
        context.random.key = stream_key(
            3, scope == ops::MaskScope::kPerRow ? Stream::kProbeMask : Stream::kProbeFunction);
        context.random.step_lo = 8;
        nn::Workspace w(net, *k, static_cast<int>(n), nn::Workspace::Use::kForward);
        std::copy(x.begin(), x.end(), w.input().begin());
        nn::forward(net, p, w, context, static_cast<int>(n));
        const std::span<const float> want = w.output(static_cast<int>(net.steps().size()) - 1);
        double worst = 0;
        for (std::size_t i = 0; i < y.size(); ++i) {
          worst =
              std::max(worst, std::fabs(static_cast<double>(y[i]) - static_cast<double>(want[i])));
        }
        CHECK(worst < 2e-5);
      }
    }
  }
}

/// A network of series (4,3) with every kind of noise, a branch that it drops around one it keeps.
nn::Network all_kinds() {
  spec::ModelSpec spec;
  spec.data.source = spec::Source::kImages;  // made sets and tables take no channels
  spec.model = {noise(LayerType::kSpatialDropout, 0.2),
                noise(LayerType::kStochasticDepth, 0.3),
                noise(LayerType::kAdd, 0),
                noise(LayerType::kFlatten, 0),
                noise(LayerType::kDropconnect, 0.4),
                noise(LayerType::kAlphaDropout, 0.1),
                dense(16, Activation::kTanh),
                noise(LayerType::kGaussianDropout, 0.2)};
  spec.model[0].name = "kept";
  spec.model[1].name = "branch";
  spec.model[2].inputs = {"kept", "branch"};
  return {build::valid(spec), Shape{4, 3}, nn::Head{Kind::kLogits, 3}};
}

TEST_CASE("MC dropout: all kinds of noise answer for a row alone, and draw functions") {
  const nn::Network net = all_kinds();
  CHECK(net.stochastic());
  const std::vector<float> p = numbers(net.parameter_count(), 0.4, 0.3);
  const std::size_t n = 300;
  const std::vector<float> x = numbers(12 * n, 1, 0.2);
  for (const ops::MaskScope scope : {ops::MaskScope::kPerRow, ops::MaskScope::kPerPass}) {
    McDropout many(net, p, kernels::exact(), 9, scope);
    many.set_points(x, n);
    const std::vector<float> all = sample(many, 5, 3 * n);
    CHECK(sample(many, 6, 3 * n) != all);
    CHECK(sample(many, 5, 3 * n) == all);
    for (const std::size_t count : {std::size_t{1}, std::size_t{129}}) {
      McDropout few(net, p, kernels::exact(), 9, scope);
      few.set_points(std::span(x).first(12 * count), count);
      const std::vector<float> part = sample(few, 5, 3 * count);
      CHECK(std::equal(part.begin(), part.end(), all.begin()));
    }
  }
  McDropout function(net, p, kernels::best(), 1, ops::MaskScope::kPerPass);
  function.set_points(std::vector<float>(12 * n, 0.4f), n);
  const std::vector<float> f = sample(function, 3, 3 * n);
  for (std::size_t i = 3; i < 3 * n; ++i) CHECK(f[i] == doctest::Approx(f[i % 3]));
}

// With q = 1 - p, of a linear network y = sum_i w_i x_i + b:
//   gaussian  y = sum w_i x_i (1 + s z_i) + b:      E = sum w_i x_i + b, Var = p/q sum (w_i x_i)^2
//   alpha     y = sum w_i (a (m_i x_i + (1-m_i) d) - a p d) + b:
//             E = a q sum w_i x_i + b, Var = a^2 q p sum w_i^2 (x_i - d)^2
// and with weights dropped in the layer y_j = sum_i w_ij x_i m_ij/q, u the weights after it:
//             E = sum_j u_j sum_i w_ij x_i + b, Var = p/q sum_j u_j^2 sum_i (w_ij x_i)^2
TEST_CASE("MC dropout: moments of linear networks with other noise are the analytic ones") {
  constexpr int kSamples = 40000;
  const auto check = [](const nn::Network& net, const std::vector<float>& p,
                        const std::vector<float>& x, double mean, double variance) {
    for (const ops::MaskScope scope : {ops::MaskScope::kPerRow, ops::MaskScope::kPerPass}) {
      McDropout posterior(net, p, kernels::best(), 4, scope);
      posterior.set_points(x, 1);
      const Moments m = moments(posterior, kSamples);
      CHECK(std::fabs(m.mean - mean) < 5 * std::sqrt(variance / kSamples));
      CHECK(m.variance == doctest::Approx(variance).epsilon(0.05));
    }
  };
  const std::vector<float> x = numbers(6, 1.3, 1.9);
  for (const double rate : {0.1, 0.4}) {
    const double q = 1 - rate, d = -1.7580993408473766;
    const double a = 1 / std::sqrt(q + d * d * q * rate);
    std::vector<float> p = numbers(7, 0.9, 0.6);
    double sum = 0, squares = 0, moved = 0;
    for (std::size_t i = 0; i < 6; ++i) {
      const double w = static_cast<double>(p[i]), v = static_cast<double>(x[i]);
      sum += w * v;
      squares += w * w * v * v;
      moved += w * w * (v - d) * (v - d);
    }
    const double bias = static_cast<double>(p[6]);
    const auto one = [&](LayerType type) {
      return build::network({noise(type, rate)}, 6, {Kind::kValue, 1});
    };
    check(one(LayerType::kGaussianDropout), p, x, sum + bias, rate / q * squares);
    check(one(LayerType::kAlphaDropout), p, x, a * q * sum + bias, a * a * q * rate * moved);

    spec::LayerSpec connect = noise(LayerType::kDropconnect, rate);
    connect.units = 4;
    connect.activation = Activation::kLinear;
    const nn::Network net = build::network({connect}, 6, {Kind::kValue, 1});
    p = numbers(net.parameter_count(), 0.9, 0.6);  // W (6,4), b (4), u (4), b
    double mean = static_cast<double>(p[32]), variance = 0;
    for (std::size_t j = 0; j < 4; ++j) {
      const double u = static_cast<double>(p[28 + j]);
      mean += u * static_cast<double>(p[24 + j]);
      for (std::size_t i = 0; i < 6; ++i) {
        const double term = u * static_cast<double>(p[4 * i + j]) * static_cast<double>(x[i]);
        mean += term;
        variance += rate / q * term * term;
      }
    }
    check(net, p, x, mean, variance);
  }
}

// y = sum_i w_i x_i m_i/(1-p) + b: E = sum w_i x_i + b, Var = p/(1-p) sum (w_i x_i)^2.
TEST_CASE("MC dropout: moments of a linear network are the analytic ones") {
  for (const double rate : {0.05, 0.1, 0.3, 0.5}) {
    const nn::Network net = build::network({dropout(rate)}, 6, {Kind::kValue, 1});
    std::vector<float> p = numbers(7, 0.9, 0.6);
    const std::vector<float> x = numbers(6, 1.3, 1.9);
    double mean = static_cast<double>(p[6]);
    double squares = 0;
    for (std::size_t i = 0; i < 6; ++i) {
      const double term = static_cast<double>(p[i]) * static_cast<double>(x[i]);
      mean += term;
      squares += term * term;
    }
    const double variance = rate / (1 - rate) * squares;
    for (const ops::MaskScope scope : {ops::MaskScope::kPerRow, ops::MaskScope::kPerPass}) {
      McDropout posterior(net, p, kernels::best(), 4, scope);
      posterior.set_points(x, 1);
      const Moments m = moments(posterior, 40000);
      CHECK(std::fabs(m.mean - mean) < 5 * std::sqrt(variance / 40000));
      CHECK(m.variance == doctest::Approx(variance).epsilon(0.05));
    }
  }
}

// Two dropouts in a row of a linear chain y = w2 w1 x m1 m2/(1-p)^2: E[y^2] = (w1 w2 x)^2/(1-p)^2.
TEST_CASE("MC dropout: masks of two layers are independent") {
  const double rate = 0.4;
  const nn::Network net = build::network(
      {dense(1, Activation::kLinear), dropout(rate), dense(1, Activation::kLinear), dropout(rate)},
      1, {Kind::kValue, 1});
  const std::vector<float> p = {2, 0, 1.5f, 0, 1, 0};
  const std::vector<float> x = {1};
  McDropout posterior(net, p, kernels::best(), 4, ops::MaskScope::kPerRow);
  posterior.set_points(x, 1);
  const Moments m = moments(posterior, 40000);
  const double keep = (1 - rate) * (1 - rate);
  CHECK(m.mean == doctest::Approx(3.0).epsilon(0.03));
  CHECK(m.variance == doctest::Approx(9.0 * (1 / keep - 1)).epsilon(0.05));
}

TEST_CASE("MC dropout: sequences of unequal length are read to their own ends") {
  using enum spec::LayerType;
  spec::ModelSpec spec;
  spec.data.source = spec::Source::kText;
  spec.model = {{.type = kEmbedding, .units = 4}, {.type = kLstm, .units = 4}, dropout(0.3)};
  const nn::Network net(build::valid(spec), Shape{5}, {Kind::kLogits, 3}, 6);
  const std::vector<float> p = numbers(net.parameter_count(), 0.6, 0.3);
  const std::size_t n = 300;  // several chunks
  std::vector<float> x(5 * n);
  std::vector<int> lengths(n);
  for (std::size_t i = 0; i < x.size(); ++i) x[i] = static_cast<float>(1 + i * i % 5);
  for (std::size_t i = 0; i < n; ++i) lengths[i] = static_cast<int>(1 + i % 5);
  McDropout posterior(net, p, kernels::exact(), 1, ops::MaskScope::kPerRow);
  posterior.set_points(x, n, lengths);
  const std::vector<float> y = sample(posterior, 2, 3 * n);

  std::vector<float> padded = x;  // what lies beyond the ends does not matter
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t t = i % 5 + 1; t < 5; ++t) padded[5 * i + t] = 0;
  posterior.set_points(padded, n, lengths);
  CHECK(sample(posterior, 2, 3 * n) == y);
  posterior.set_points(padded, n);
  CHECK(sample(posterior, 2, 3 * n) != y);
}
