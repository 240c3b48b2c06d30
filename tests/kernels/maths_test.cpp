#include <cmath>
#include <limits>

#include "kernels/support.h"

using namespace hunch::kernels;

namespace {

constexpr float kInf = std::numeric_limits<float>::infinity();
const float kNan = std::numeric_limits<float>::quiet_NaN();

double sigmoid(double x) { return 1 / (1 + std::exp(-x)); }
double softplus(double x) { return x > 0 ? x + std::log1p(std::exp(-x)) : std::log1p(std::exp(x)); }
constexpr double kSeluScale = 1.0507009873554805, kSeluAlpha = 1.6732632423543772;
double normal_below(double x) { return 0.5 * std::erfc(-x / std::sqrt(2.0)); }

double value(Unary f, double x) {
  switch (f) {
    case Unary::kExp:
      return std::exp(x);
    case Unary::kLog:
      return std::log(x);
    case Unary::kTanh:
      return std::tanh(x);
    case Unary::kSigmoid:
      return sigmoid(x);
    case Unary::kSoftplus:
      return softplus(x);
    case Unary::kSin:
      return std::sin(x);
    case Unary::kCos:
      return std::cos(x);
  }
  return 0;
}

double value(Activation f, double x) {
  switch (f) {
    case Activation::kLinear:
      return x;
    case Activation::kRelu:
      return std::fmax(x, 0);
    case Activation::kLeakyRelu:
      return x > 0 ? x : 0.01f * x;
    case Activation::kElu:
    case Activation::kCelu:
      return x > 0 ? x : std::expm1(x);
    case Activation::kGelu:
      return x * normal_below(x);
    case Activation::kSilu:
      return x * sigmoid(x);
    case Activation::kSigmoid:
      return sigmoid(x);
    case Activation::kTanh:
      return std::tanh(x);
    case Activation::kSoftplus:
      return softplus(x);
    case Activation::kSelu:
      return kSeluScale * (x > 0 ? x : kSeluAlpha * std::expm1(x));
    case Activation::kSoftsign:
      return x / (1 + std::fabs(x));
    case Activation::kHardsigmoid:
      return std::fmin(std::fmax(0.2 * (x + 2.5), 0), 1);
    case Activation::kHardswish:
      return x * std::fmin(std::fmax(x + 3, 0), 6) / 6;
    case Activation::kMish:
      return x * std::tanh(softplus(x));
  }
  return 0;
}

double slope(Activation f, double x) {
  const double s = sigmoid(x), h = std::tanh(x);
  switch (f) {
    case Activation::kLinear:
      return 1;
    case Activation::kRelu:
      return x > 0 ? 1 : 0;
    case Activation::kLeakyRelu:
      return x > 0 ? 1 : 0.01f;
    case Activation::kElu:
    case Activation::kCelu:
      return x > 0 ? 1 : std::exp(x);
    case Activation::kGelu:
      return normal_below(x) + x * std::exp(-x * x / 2) / std::sqrt(2 * 3.14159265358979324);
    case Activation::kSilu:
      return s + x * s * (1 - s);
    case Activation::kSigmoid:
      return s * (1 - s);
    case Activation::kTanh:
      return 1 - h * h;
    case Activation::kSoftplus:
      return s;
    case Activation::kSelu:
      return kSeluScale * (x > 0 ? 1 : kSeluAlpha * std::exp(x));
    case Activation::kSoftsign:
      return 1 / ((1 + std::fabs(x)) * (1 + std::fabs(x)));
    case Activation::kHardsigmoid:
      return std::fabs(x) < 2.5 ? 0.2 : 0;
    case Activation::kHardswish:
      return std::fabs(x) < 3 ? (2 * x + 3) / 6 : (x > 0 ? 1 : 0);
    case Activation::kMish: {
      const double gate = std::tanh(softplus(x));
      return gate + x * s * (1 - gate * gate);
    }
  }
  return 0;
}

/// The distance in units of the last place of the answer (of the smallest normal number below
/// that).
double ulps(float got, double want) {
  if (std::isnan(want)) return std::isnan(got) ? 0 : 1e9;
  if (std::isinf(got) || std::fabs(want) > std::numeric_limits<float>::max()) {
    return static_cast<double>(got) == static_cast<double>(static_cast<float>(want)) ? 0 : 1e9;
  }
  const double size = std::fmax(std::fabs(want), 0x1p-126);
  return std::fabs(got - want) / std::exp2(std::floor(std::log2(size)) - 23);
}

/// Many arguments of a range: even steps, and powers of two in size from 2^-40 up.
Buffer<> arguments(double lo, double hi) {
  constexpr std::size_t kHalf = 60'000;
  Buffer<> x(2 * kHalf + 1);
  hunch::Random random(4, hunch::Stream::kUser);
  for (std::size_t i = 0; i < kHalf; ++i) {
    x[i] = static_cast<float>(random.uniform(lo, hi));
    const double size = std::exp2(random.uniform(-40, std::log2(std::fmax(hi, -lo))));
    const bool negative = hi <= 0 || (lo < 0 && i % 2 == 0);
    x[kHalf + i] = static_cast<float>(negative ? -size : size);
  }
  x[2 * kHalf] = static_cast<float>(lo);
  return x;
}

struct Claim {
  Unary f;
  double lo, hi, ulps;
};
// The bounds of docs/NUMERICS.md, for every table.
const Claim kClaims[] = {
    {Unary::kExp, -87, 88.7, 1.1},   {Unary::kExp, -103, -87, 1.1},
    {Unary::kLog, 1e-38, 1e38, 1},   {Unary::kLog, 1e-3, 3, 1},
    {Unary::kLog, 1e-45, 1e-38, 1},  {Unary::kTanh, -12, 12, 5},
    {Unary::kSigmoid, -85, 88, 2.1}, {Unary::kSoftplus, -85, 100, 2},
    {Unary::kSin, -3.1, 3.1, 1.5},   {Unary::kCos, -3.1, 3.1, 1.5},
    {Unary::kSin, -8192, 8192, 2.3}, {Unary::kCos, -8192, 8192, 2.3},
};

struct ActivationClaim {
  Activation f;
  double ulps;         // of the value
  double slope_error;  // of the slope, absolute
};
const ActivationClaim kActivationClaims[] = {
    {Activation::kLinear, 0, 0},           {Activation::kRelu, 0, 0},
    {Activation::kLeakyRelu, 0.5, 0},      {Activation::kElu, 1, 1e-7},
    {Activation::kGelu, 5, 2e-7},          {Activation::kSilu, 2.5, 1e-6},
    {Activation::kSigmoid, 2.1, 1e-7},     {Activation::kTanh, 5, 6e-7},
    {Activation::kSoftplus, 2, 1e-7},      {Activation::kSelu, 1.8, 1.5e-7},
    {Activation::kCelu, 1, 1e-7},          {Activation::kSoftsign, 1.5, 2.1e-7},
    {Activation::kHardsigmoid, 1.5, 4e-9}, {Activation::kHardswish, 2.4, 1e-7},
    {Activation::kMish, 3.8, 2e-7},
};

}  // namespace

TEST_CASE("unary functions keep to the stated units in the last place") {
  for (const Claim& claim : kClaims) {
    const auto x = arguments(claim.lo, claim.hi);
    CAPTURE(static_cast<int>(claim.f));
    CAPTURE(claim.lo);
    for_each_table([&](const Kernels& k) {
      Buffer<> y(x.size());
      k.unary(claim.f, x.size(), x.data(), y.data());
      double worst = 0;
      float where = 0;
      for (std::size_t i = 0; i < x.size(); ++i) {
        if (x[i] < claim.lo || x[i] > claim.hi) continue;
        const double error = ulps(y[i], value(claim.f, x[i]));
        if (error > worst) {
          worst = error;
          where = x[i];
        }
      }
      CAPTURE(where);
      CHECK(worst <= claim.ulps);
    });
  }
}

TEST_CASE("activations and their slopes keep to the stated errors") {
  // Values below 2^-100 are flushed: the range stops before.
  const auto x = arguments(-11, 60);
  for (const ActivationClaim& claim : kActivationClaims) {
    CAPTURE(static_cast<int>(claim.f));
    for_each_table([&](const Kernels& k) {
      Buffer<> y(x.size()), dx(x.size()), dy(x.size());
      for (std::size_t i = 0; i < dy.size(); ++i) dy[i] = 1;
      k.activate(claim.f, x.size(), x.data(), y.data());
      k.activate_grad(claim.f, x.size(), x.data(), y.data(), dy.data(), dx.data());
      double worst = 0, worst_slope = 0;
      for (std::size_t i = 0; i < x.size(); ++i) {
        if (x[i] < -11) continue;
        worst = std::fmax(worst, ulps(y[i], value(claim.f, x[i])));
        worst_slope = std::fmax(worst_slope, std::fabs(dx[i] - slope(claim.f, x[i])));
      }
      CHECK(worst <= claim.ulps);
      CHECK(worst_slope <= claim.slope_error);
    });
  }
}

TEST_CASE("special arguments give what IEEE 754 says, and denormals are flushed") {
  for_each_table([](const Kernels& k) {
    const auto of = [&](Unary f, float x) {
      float y = 7;
      k.unary(f, 1, &x, &y);
      return y;
    };
    CHECK(of(Unary::kExp, 1000) == kInf);
    CHECK(of(Unary::kExp, kInf) == kInf);
    CHECK(of(Unary::kExp, -kInf) == 0);
    CHECK(of(Unary::kExp, 0) == 1);
    CHECK(of(Unary::kLog, 0) == -kInf);
    CHECK(of(Unary::kLog, 1) == 0);
    CHECK(of(Unary::kLog, kInf) == kInf);
    CHECK(std::isnan(of(Unary::kLog, -1)));
    CHECK(of(Unary::kTanh, kInf) == 1);
    CHECK(of(Unary::kTanh, -kInf) == -1);
    CHECK(of(Unary::kSigmoid, kInf) == 1);
    CHECK(of(Unary::kSoftplus, kInf) == kInf);
    CHECK(of(Unary::kSoftplus, -kInf) == 0);
    CHECK(std::isnan(of(Unary::kSin, kInf)));
    for (int i = 0; i < kUnaryCount; ++i) CHECK(std::isnan(of(static_cast<Unary>(i), kNan)));

    for (int i = 0; i < kActivationCount; ++i) {
      const auto f = static_cast<Activation>(i);
      CAPTURE(i);
      const float x[] = {kNan, kInf, 1e-39f, -1e-35f, -120, -1e30f};
      float y[6];
      k.activate(f, 6, x, y);
      CHECK(std::isnan(y[0]));
      const bool bounded = f == Activation::kSigmoid || f == Activation::kTanh ||
                           f == Activation::kSoftsign || f == Activation::kHardsigmoid;
      CHECK(y[1] == (bounded ? 1 : kInf));
      if (f != Activation::kLinear) {
        for (const float v : y) CHECK_FALSE((v != 0 && std::fabs(v) < 0x1p-100f));
      }
      if (f == Activation::kGelu || f == Activation::kSilu || f == Activation::kHardsigmoid ||
          f == Activation::kHardswish || f == Activation::kMish) {
        CHECK(y[5] == 0);
      }
      // No slope is lost to infinity, for whatever comes in.
      const float dy[] = {1, 1, 1, 1, 1, 1};
      float dx[6];
      k.activate_grad(f, 6, x, y, dy, dx);
      for (int j = 1; j < 6; ++j) CHECK(std::fabs(dx[j]) < 1.8f);
    }
  });
}

TEST_CASE("exact tables give the scalar table's bits for any bits as input") {
  constexpr std::size_t kCount = 100'003;
  Buffer<> x(kCount), dy = uniform(kCount, -2, 2, 9);
  hunch::Random random(6, hunch::Stream::kUser);
  for (std::size_t i = 0; i < kCount; ++i) {
    // Half are any bit pattern (NaN, infinities, denormals), half of ordinary size.
    const std::uint32_t bits = random.bits();
    std::memcpy(&x[i], &bits, 4);
    if (i % 2 == 0) x[i] = static_cast<float>(random.normal() * 4);
  }
  const Kernels& scalar = *available()[0];
  for_each_table([&](const Kernels& k) {
    if (!k.exact) return;
    Buffer<> y(kCount), want(kCount), dx(kCount), want_dx(kCount);
    for (int i = 0; i < kUnaryCount; ++i) {
      CAPTURE(i);
      k.unary(static_cast<Unary>(i), kCount, x.data(), y.data());
      scalar.unary(static_cast<Unary>(i), kCount, x.data(), want.data());
      CHECK(same(y, want));
    }
    for (int i = 0; i < kActivationCount; ++i) {
      CAPTURE(i);
      const auto f = static_cast<Activation>(i);
      k.activate(f, kCount, x.data(), y.data());
      scalar.activate(f, kCount, x.data(), want.data());
      CHECK(same(y, want));
      k.activate_grad(f, kCount, x.data(), y.data(), dy.data(), dx.data());
      scalar.activate_grad(f, kCount, x.data(), want.data(), dy.data(), want_dx.data());
      CHECK(same(dx, want_dx));
    }
  });
}

TEST_CASE("elementwise functions take any length and alignment, and may work in place") {
  for_each_table([](const Kernels& k) {
    for (const std::size_t n : kLengths) {
      const auto x = uniform(n, 0.1, 4, n);
      const auto whole = uniform(n, 0.1, 4, n, 0);  // the same numbers, aligned otherwise
      for (int i = 0; i < kUnaryCount; ++i) {
        const auto f = static_cast<Unary>(i);
        Buffer<> y(n, 3), z = whole;
        k.unary(f, n, x.data(), y.data());
        k.unary(f, n, z.data(), z.data());
        CHECK(y.intact());
        CHECK(z.intact());
        CHECK(same(y, z));
      }
      for (int i = 0; i < kActivationCount; ++i) {
        const auto f = static_cast<Activation>(i);
        Buffer<> y(n, 3), z = whole, dx(n, 2), dy = uniform(n, -1, 1, 77);
        k.activate(f, n, x.data(), y.data());
        k.activate(f, n, z.data(), z.data());
        CHECK(y.intact());
        CHECK(same(y, z));
        k.activate_grad(f, n, x.data(), y.data(), dy.data(), dx.data());
        k.activate_grad(f, n, x.data(), y.data(), dy.data(), dy.data());
        CHECK(dx.intact());
        CHECK(same(dx, dy));
      }
    }
  });
}
