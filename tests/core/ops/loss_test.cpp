#include <doctest/doctest.h>

#include <cmath>
#include <limits>

#include "golden/numbers.h"
#include "jacobian.h"
#include "ops/binary_cross_entropy.h"
#include "ops/categorical_cross_entropy.h"
#include "ops/gaussian_nll.h"
#include "ops/huber.h"
#include "ops/mean_absolute_error.h"
#include "ops/mean_squared_error.h"

using namespace hunch;
using golden::numbers;

namespace {

struct Result {
  double value;
  std::vector<float> gradient;
};

Result run(const ops::Loss& loss, int outputs, std::vector<float> y, std::vector<float> target) {
  const int rows = static_cast<int>(target.size());
  std::vector<float> scratch(ops::Loss::scratch_floats(rows, outputs));
  const ops::LossInput in{&kernels::exact(), rows, outputs, y, target, scratch};
  std::vector<float> gradient(y.size());
  const double value = loss.forward(in);
  loss.backward(in, gradient);
  return {value, gradient};
}

}  // namespace

TEST_CASE("losses: gradients against central differences, every kernel table") {
  for (const kernels::Kernels* k : kernels::available()) {
    CAPTURE(std::string(k->name));
    const std::vector<float> y = numbers(7, 2, 0.3);
    const std::vector<float> t = numbers(7, 1.5, 1.1);
    const std::vector<float> binary = {0, 1, 1, 0, 1, 0, 0};
    const std::vector<float> classes = {0, 3, 1, 2, 2, 0, 3};
    jacobian::check_loss(ops::MeanSquaredError(), *k, 7, 1, y, t);
    jacobian::check_loss(ops::MeanAbsoluteError(), *k, 7, 1, y, t);
    jacobian::check_loss(ops::Huber(0.8), *k, 7, 1, y, t);
    jacobian::check_loss(ops::BinaryCrossEntropy(), *k, 7, 1, y, binary);
    jacobian::check_loss(ops::CategoricalCrossEntropy(), *k, 7, 4, numbers(28, 2, 0.3), classes);
    jacobian::check_loss(ops::GaussianNll(), *k, 7, 2, numbers(14, 1.2, 0.3), t);
  }
}

TEST_CASE("losses by hand: values are means over the rows") {
  CHECK(run(ops::MeanSquaredError(), 1, {1, 5}, {0, 2}).value == doctest::Approx(5.0));
  CHECK(run(ops::MeanAbsoluteError(), 1, {1, 5}, {0, 2}).value == doctest::Approx(2.0));
  // 1/2 1^2 within delta 2; 2 (3 - 1) beyond
  CHECK(run(ops::Huber(2), 1, {1, 5}, {0, 2}).value == doctest::Approx((0.5 + 4.0) / 2));
  CHECK(run(ops::BinaryCrossEntropy(), 1, {0, 0}, {0, 1}).value == doctest::Approx(std::log(2.0)));
  CHECK(run(ops::CategoricalCrossEntropy(), 3, {0, 0, 0}, {2}).value ==
        doctest::Approx(std::log(3.0)));
  // 1/2 [ln 4 + 3^2 / 4]
  CHECK(run(ops::GaussianNll(), 2, {5, std::log(4.0f)}, {2}).value ==
        doctest::Approx(0.5 * (std::log(4.0) + 2.25)));
  CHECK(run(ops::MeanAbsoluteError(), 1, {2}, {2}).gradient[0] == 0.0f);
}

TEST_CASE("cross-entropies stay finite and exact for enormous logits") {
  for (const float z : {50.0f, 200.0f, 1e6f, 1e30f}) {
    const Result wrong = run(ops::BinaryCrossEntropy(), 1, {z}, {0});
    CHECK(wrong.value == doctest::Approx(static_cast<double>(z)));
    CHECK(wrong.gradient[0] == doctest::Approx(1.0));
    const Result right = run(ops::BinaryCrossEntropy(), 1, {z}, {1});
    CHECK(right.value >= 0);
    CHECK(right.value < 1e-20);
    CHECK(std::isfinite(right.gradient[0]));
    const Result many = run(ops::CategoricalCrossEntropy(), 3, {z, 0, -z}, {1});
    CHECK(many.value == doctest::Approx(static_cast<double>(z)));
    CHECK(many.gradient[0] == doctest::Approx(1.0));
    CHECK(many.gradient[1] == doctest::Approx(-1.0));
  }
  // A sure answer's small loss keeps its digits: ln(1 + e^-12)
  CHECK(run(ops::BinaryCrossEntropy(), 1, {12}, {1}).value ==
        doctest::Approx(6.144193477725e-6).epsilon(1e-5));
}

TEST_CASE("a prediction that is not a number shows in the loss and the gradient") {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  for (const Result& r :
       {run(ops::MeanSquaredError(), 1, {nan}, {0}), run(ops::MeanAbsoluteError(), 1, {nan}, {0}),
        run(ops::Huber(1), 1, {nan}, {0}), run(ops::BinaryCrossEntropy(), 1, {nan}, {0}),
        run(ops::CategoricalCrossEntropy(), 2, {nan, 0}, {0}),
        run(ops::GaussianNll(), 2, {nan, 0}, {0})}) {
    CHECK(std::isnan(r.value));
    CHECK(std::isnan(r.gradient[0]));
  }
}

TEST_CASE("gaussian: a wild log variance is held, and its gradient only leads back") {
  const Result low = run(ops::GaussianNll(), 2, {1, -500}, {1});
  CHECK(low.value == doctest::Approx(-0.5 * ops::kLogVarianceLimit));
  CHECK(low.gradient[1] == 0.0f);  // would lead further out
  const Result low_wrong = run(ops::GaussianNll(), 2, {1, -500}, {2});
  CHECK(low_wrong.gradient[1] < 0);  // a step against it raises s
  CHECK(std::isfinite(low_wrong.value));
  const Result high = run(ops::GaussianNll(), 2, {1, 500}, {1});
  CHECK(high.gradient[1] > 0);
  CHECK(ops::clamp_log_variance(3) == 3);
}
