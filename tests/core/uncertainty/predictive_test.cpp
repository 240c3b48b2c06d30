#include "uncertainty/predictive.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "golden/numbers.h"

using namespace hunch;
using golden::numbers;
using uncertainty::Predictive;
using Kind = nn::Head::Kind;

namespace {

using Field = void (Predictive::*)(std::span<float>) const;

double at(const Predictive& p, Field field, std::size_t n = 0) {
  std::vector<float> values(p.points());
  (p.*field)(values);
  return static_cast<double>(values[n]);
}

float logit(double p) { return static_cast<float>(std::log(p / (1 - p))); }

double entropy(double p) {
  return p <= 0 || p >= 1 ? 0 : -p * std::log(p) - (1 - p) * std::log(1 - p);
}

}  // namespace

TEST_CASE("binary: entropies and mutual information by hand") {
  Predictive p({Kind::kLogit, 1}, 3, 0, 0);
  CHECK(p.classes() == 2);
  // Point 0: samples agree on 1/2. Point 1: they are sure of opposite classes. Point 2: 0.9 and
  // 0.5.
  p.add(std::vector<float>{0, 40, logit(0.9)});
  p.add(std::vector<float>{0, -40, 0});
  CHECK(p.samples() == 2);
  CHECK(at(p, &Predictive::total_entropy, 0) == doctest::Approx(std::log(2.0)));
  CHECK(at(p, &Predictive::expected_entropy, 0) == doctest::Approx(std::log(2.0)));
  CHECK(std::fabs(at(p, &Predictive::mutual_information, 0)) < 1e-6);
  CHECK(at(p, &Predictive::total_entropy, 1) == doctest::Approx(std::log(2.0)));
  CHECK(std::fabs(at(p, &Predictive::expected_entropy, 1)) < 1e-12);
  CHECK(at(p, &Predictive::mutual_information, 1) == doctest::Approx(std::log(2.0)));
  CHECK(at(p, &Predictive::total_entropy, 2) == doctest::Approx(entropy(0.7)));
  const double expected = (entropy(0.9) + entropy(0.5)) / 2;
  CHECK(at(p, &Predictive::expected_entropy, 2) == doctest::Approx(expected));
  CHECK(at(p, &Predictive::mutual_information, 2) == doctest::Approx(entropy(0.7) - expected));
  std::vector<float> q(6);
  p.probabilities(q);
  CHECK(q[4] == doctest::Approx(0.3));
  CHECK(q[5] == doctest::Approx(0.7));
}

TEST_CASE("binary: a sure answer's entropy keeps its digits, an endless one gives 0") {
  Predictive p({Kind::kLogit, 1}, 2, 0, 0);
  p.add(std::vector<float>{-15, 1e30f});
  const double q = 3.0590222692562472e-07;  // sigmoid(-15)
  CHECK(at(p, &Predictive::expected_entropy, 0) == doctest::Approx(q * 16).epsilon(1e-4));
  CHECK(at(p, &Predictive::expected_entropy, 1) < 1e-30);
  CHECK(at(p, &Predictive::total_entropy, 1) < 1e-30);
}

TEST_CASE("classes: entropies by hand; averages are of probabilities, not of logits") {
  Predictive p({Kind::kLogits, 3}, 1, 0, 0);
  const auto logits = [](double a, double b, double c) {
    return std::vector<float>{static_cast<float>(std::log(a)) + 7,
                              static_cast<float>(std::log(b)) + 7,
                              static_cast<float>(std::log(c)) + 7};
  };
  p.add(logits(0.7, 0.2, 0.1));
  p.add(logits(0.1, 0.2, 0.7));
  const auto h = [](double a, double b, double c) {
    return -a * std::log(a) - b * std::log(b) - c * std::log(c);
  };
  std::vector<float> q(3);
  p.probabilities(q);
  CHECK(q[0] == doctest::Approx(0.4));
  CHECK(q[1] == doctest::Approx(0.2));
  CHECK(at(p, &Predictive::total_entropy) == doctest::Approx(h(0.4, 0.2, 0.4)));
  CHECK(at(p, &Predictive::expected_entropy) == doctest::Approx(h(0.7, 0.2, 0.1)));
  CHECK(at(p, &Predictive::mutual_information) ==
        doctest::Approx(h(0.4, 0.2, 0.4) - h(0.7, 0.2, 0.1)));

  Predictive far({Kind::kLogits, 3}, 1, 0, 0);
  far.add(std::vector<float>{0, -500, 500});  // 0 ln 0 = 0
  CHECK(std::fabs(at(far, &Predictive::total_entropy)) < 1e-6);
}

TEST_CASE("one class's logit and two classes' logits mean the same") {
  const std::size_t n = 600;  // more than one chunk
  Predictive one({Kind::kLogit, 1}, n, 0, 0);
  Predictive two({Kind::kLogits, 2}, n, 0, 0);
  for (int s = 0; s < 5; ++s) {
    const std::vector<float> z = numbers(n, 4, s);
    std::vector<float> both(2 * n, 0.0f);
    for (std::size_t i = 0; i < n; ++i) both[2 * i + 1] = z[i];
    one.add(z);
    two.add(both);
  }
  for (const Field f : {&Predictive::total_entropy, &Predictive::expected_entropy,
                        &Predictive::mutual_information}) {
    for (std::size_t i = 0; i < n; ++i) {
      CHECK(std::fabs(at(one, f, i) - at(two, f, i)) < 2e-6);
      if (i % 37 != 0) i += 11;
    }
  }
}

TEST_CASE("mutual information is never negative") {
  Predictive p({Kind::kLogit, 1}, 200, 0, 0);
  for (int s = 0; s < 30; ++s) p.add(numbers(200, 9, 0.1));  // all samples alike
  std::vector<float> mi(200);
  p.mutual_information(mi);
  for (const float v : mi) {
    CHECK(v >= 0);
    CHECK(v < 1e-6f);
  }
}

TEST_CASE("regression: 1/tau enters the variance, not the deviation") {
  Predictive p({Kind::kValue, 1}, 1, 0.25, 0);
  for (const float y : {1.0f, 2.0f, 6.0f}) p.add(std::vector<float>{y});
  CHECK(p.classes() == 0);
  CHECK(at(p, &Predictive::mean) == doctest::Approx(3));
  const double variance = (4.0 + 1.0 + 9.0) / 3;  // population: over S, not S - 1
  CHECK(at(p, &Predictive::epistemic_variance) == doctest::Approx(variance));
  CHECK(at(p, &Predictive::aleatoric_variance) == doctest::Approx(0.25));
  CHECK(at(p, &Predictive::total_variance) == doctest::Approx(variance + 0.25));
  // sqrt(v + 1/tau) and not sqrt(v) + 1/tau
  CHECK(std::sqrt(at(p, &Predictive::total_variance)) < std::sqrt(variance) + 0.25);
}

TEST_CASE("regression: a large common offset loses no digits") {
  Predictive p({Kind::kValue, 1}, 1, 0, 0);
  for (int s = 0; s < 1000; ++s) p.add(std::vector<float>{30000.0f + (s % 2 == 0 ? 0.5f : -0.5f)});
  CHECK(at(p, &Predictive::mean) == doctest::Approx(30000));
  CHECK(at(p, &Predictive::epistemic_variance) == doctest::Approx(0.25).epsilon(1e-9));
}

TEST_CASE("learned variance: the aleatoric part is the mean of the variances") {
  Predictive p({Kind::kGaussian, 2}, 2, 99, 0);
  p.add(std::vector<float>{1, std::log(2.0f), 5, 1000});
  p.add(std::vector<float>{3, std::log(4.0f), 5, 0});
  CHECK(at(p, &Predictive::mean, 0) == doctest::Approx(2));
  CHECK(at(p, &Predictive::epistemic_variance, 0) == doctest::Approx(1));
  CHECK(at(p, &Predictive::aleatoric_variance, 0) == doctest::Approx(3));
  CHECK(at(p, &Predictive::total_variance, 0) == doctest::Approx(4));
  // held at the loss's limit
  CHECK(at(p, &Predictive::aleatoric_variance, 1) == doctest::Approx((std::exp(12.0) + 1) / 2));
}

TEST_CASE("kept samples: quantiles interpolate, oldest first, no more than asked") {
  Predictive p({Kind::kValue, 1}, 2, 0, 4);
  CHECK(std::isnan(p.quantile(0, 0.5)));
  for (const float y : {4.0f, 1.0f, 3.0f, 2.0f, 100.0f}) p.add(std::vector<float>{y, -y});
  CHECK(p.kept(0).size() == 4);
  CHECK(p.kept(0)[0] == 4);
  CHECK(p.kept(1)[1] == -1);
  CHECK(p.quantile(0, 0) == 1);
  CHECK(p.quantile(0, 1) == 4);
  CHECK(p.quantile(0, 0.5) == doctest::Approx(2.5));
  CHECK(p.quantile(0, 0.1) == doctest::Approx(1.3));
  p.clear();
  CHECK(p.samples() == 0);
  CHECK(p.kept(0).empty());
  p.add(std::vector<float>{7, 8});
  CHECK(at(p, &Predictive::mean, 1) == 8);
  CHECK(at(p, &Predictive::epistemic_variance, 1) == 0);

  Predictive classes({Kind::kLogit, 1}, 1, 0, 10);
  classes.add(std::vector<float>{logit(0.2)});
  classes.add(std::vector<float>{logit(0.8)});
  CHECK(classes.kept(0).size() == 4);
  CHECK(classes.kept(0)[1] == doctest::Approx(0.2));
  CHECK(classes.quantile(0, 0, 1) == doctest::Approx(0.2));
  CHECK(classes.quantile(0, 0, 0) == doctest::Approx(0.2));
  CHECK(classes.quantile(0, 1, 0) == doctest::Approx(0.8));
}
