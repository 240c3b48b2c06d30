#include <cmath>
#include <functional>

#include "kernels/support.h"

using namespace hunch::kernels;

namespace {

struct Rule {
  const char* name;
  /// Runs one step of the kernel on w and two state buffers.
  std::function<void(const Kernels&, std::size_t, const UpdateParams&, float*, const float*, float*,
                     float*)>
      run;
  /// The same for one parameter in double, by the formula of the paper.
  std::function<void(const UpdateParams&, double& w, double g, double& a, double& b)> formula;
};

const Rule kRules[] = {
    {"sgd",
     [](auto& k, auto n, auto& p, float* w, const float* g, float*, float*) { k.sgd(n, p, w, g); },
     [](auto& p, double& w, double g, double&, double&) { w -= p.rate * g; }},
    {"momentum",
     [](auto& k, auto n, auto& p, float* w, const float* g, float* a, float*) {
       k.momentum(n, p, w, g, a);
     },
     [](auto& p, double& w, double g, double& v, double&) {
       v = p.momentum * v + g;
       w -= p.rate * v;
     }},
    {"nesterov",
     [](auto& k, auto n, auto& p, float* w, const float* g, float* a, float*) {
       k.nesterov(n, p, w, g, a);
     },
     [](auto& p, double& w, double g, double& v, double&) {
       v = p.momentum * v + g;
       w -= p.rate * (g + p.momentum * v);
     }},
    {"rmsprop",
     [](auto& k, auto n, auto& p, float* w, const float* g, float* a, float*) {
       k.rmsprop(n, p, w, g, a);
     },
     [](auto& p, double& w, double g, double& s, double&) {
       s = p.beta2 * s + (1 - double{p.beta2}) * g * g;
       w -= p.rate * g / (std::sqrt(s) + p.epsilon);
     }},
    {"adagrad",
     [](auto& k, auto n, auto& p, float* w, const float* g, float* a, float*) {
       k.adagrad(n, p, w, g, a);
     },
     [](auto& p, double& w, double g, double& s, double&) {
       s += g * g;
       w -= p.rate * g / (std::sqrt(s) + p.epsilon);
     }},
    {"adam",
     [](auto& k, auto n, auto& p, float* w, const float* g, float* a, float* b) {
       k.adam(n, p, w, g, a, b);
     },
     [](auto& p, double& w, double g, double& m, double& v) {
       m = p.beta1 * m + (1 - double{p.beta1}) * g;
       v = p.beta2 * v + (1 - double{p.beta2}) * g * g;
       w -= p.rate * m * p.correction1 / (std::sqrt(v * p.correction2) + p.epsilon);
     }},
};

UpdateParams parameters(int step) {
  UpdateParams p;
  p.rate = 0.01f;
  p.momentum = 0.9f;
  p.beta1 = 0.9f;
  p.beta2 = 0.999f;
  p.correction1 = static_cast<float>(1 / (1 - std::pow(double{p.beta1}, step)));
  p.correction2 = static_cast<float>(1 / (1 - std::pow(double{p.beta2}, step)));
  p.decay = 0.1f;
  p.grad_scale = 0.5f;
  return p;
}

}  // namespace

TEST_CASE("every optimizer follows its formula over ten steps") {
  for (const Rule& rule : kRules) {
    const std::string name = rule.name;
    CAPTURE(name);
    for (const std::size_t n : kLengths) {
      const auto start = uniform(n, -1, 1, n);
      Buffer<> scalar_weights(n);
      for_each_table([&](const Kernels& k) {
        auto w = start;
        Buffer<> a(n, 2), b(n, 3);
        std::vector<double> want(start.data(), start.data() + n), m(n), v(n);
        for (int step = 1; step <= 10; ++step) {
          const UpdateParams p = parameters(step);
          const auto g = uniform(n, -1, 1, n + static_cast<std::size_t>(100 * step));
          rule.run(k, n, p, w.data(), g.data(), a.data(), b.data());
          for (std::size_t i = 0; i < n; ++i) {
            want[i] -= p.rate * double{p.decay} * want[i];
            rule.formula(p, want[i], 0.5 * g[i], m[i], v[i]);
          }
        }
        CHECK((w.intact() && a.intact() && b.intact()));
        double worst = 0;
        for (std::size_t i = 0; i < n; ++i) {
          worst = std::fmax(worst, std::fabs(w[i] - want[i]));
          worst = std::fmax(worst, std::fabs(a[i] - m[i]));
          worst = std::fmax(worst, std::fabs(b[i] - v[i]));
        }
        CHECK(worst < 3e-6);
        if (&k == available()[0]) scalar_weights = w;
        if (k.exact) CHECK(same(w, scalar_weights));
      });
    }
  }
}

TEST_CASE("moments that have died away become zero or normal, not denormal") {
  for_each_table([](const Kernels& k) {
    constexpr std::size_t kCount = 37;
    Buffer<> w(kCount), g(kCount), m(kCount), v(kCount);
    for (std::size_t i = 0; i < kCount; ++i) m[i] = v[i] = 1e-30f;
    UpdateParams p = parameters(1000);
    p.rate = 0;
    for (int step = 0; step < 500; ++step) {
      k.adam(kCount, p, w.data(), g.data(), m.data(), v.data());
      for (std::size_t i = 0; i < kCount; ++i) {
        CHECK_UNARY(m[i] == 0 || m[i] >= 0x1p-126f);
        CHECK_UNARY(v[i] >= 0x1p-126f);
      }
    }
    CHECK(m[0] == 0);
    CHECK(m[kCount - 1] == 0);
    Buffer<> velocity(kCount);
    for (std::size_t i = 0; i < kCount; ++i) velocity[i] = 2e-38f;
    for (int step = 0; step < 20; ++step)
      k.momentum(kCount, p, w.data(), g.data(), velocity.data());
    CHECK(velocity[0] == 0);
  });
}
