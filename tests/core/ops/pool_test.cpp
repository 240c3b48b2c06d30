#include <limits>

#include "ops/average_pool2d.h"
#include "ops/global_average_pool.h"
#include "ops/global_max_pool.h"
#include "ops/max_pool2d.h"
#include "windows.h"

using namespace hunch;
using golden::numbers;
using ops::AveragePool2d;
using ops::GlobalAveragePool;
using ops::GlobalMaxPool;
using ops::MaxPool2d;
using ops::Slide;
using ops::Window;

namespace {

constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();
constexpr float kInfinity = std::numeric_limits<float>::infinity();

/// Numbers in disorder, no two nearer than the steps of a Jacobian could bring together.
std::vector<float> apart(std::size_t count) {
  std::vector<float> x(count);
  for (std::size_t i = 0; i < count; ++i) {
    x[i] = 0.05f * static_cast<float>(i * 389 % 997) - 20.0f;  // 997 is a prime
  }
  return x;
}

std::vector<float> run(ops::Op& op, const Shape& input, std::vector<float> x,
                       const std::vector<int>& lengths = {},
                       const kernels::Kernels& k = kernels::exact()) {
  ops::Context context = windows::context_of(k);
  context.lengths = lengths;
  const int rows = static_cast<int>(x.size() / input.size());
  return jacobian::Bench(op, context, rows, input, std::move(x), {}).forward();
}

/// The gradient by x, forward having gone before.
std::vector<float> gradient(ops::Op& op, const Shape& input, std::vector<float> x,
                            const std::vector<float>& dy, const std::vector<int>& lengths = {},
                            const kernels::Kernels& k = kernels::exact()) {
  ops::Context context = windows::context_of(k);
  context.lengths = lengths;
  const int rows = static_cast<int>(x.size() / input.size());
  jacobian::Bench bench(op, context, rows, input, std::move(x), {});
  const std::vector<float> y = bench.forward();
  std::vector<float> dx(bench.x.size(), 99.0f);
  op.backward(bench.context, bench.buffers(), bench.x, y, dy, dx, {});
  return dx;
}

struct Case {
  Shape input;
  Window window;
};

const Slide kWide{3, 2, 1, 1, 0}, kDilated{2, 1, 3, 2, 1}, kFar{3, 3, 2, 4, 4};

Window rounded_up(Window window) {
  window.ceil = true;
  return window;
}

/// Strides, dilations, padding, windows on nothing but padding, channels around whole vectors.
const std::vector<Case> kCases = {
    {{4, 6, 2}, Window::square(2, 2)},
    {{5, 6, 1}, Window::square(3)},
    {{4, 5, 3}, Window::square(3, 1, 1)},
    {{5, 5, 2}, Window::plane(kWide, kDilated)},
    {{4, 5, 5}, Window::plane(kFar, kWide)},
    {{3, 4, 8}, Window::square(2, 1, 1)},
    {{3, 4, 17}, Window::square(2, 2)},
    {{5, 5, 1}, rounded_up(Window::square(2, 2, 0))},
    {{4, 7, 3}, rounded_up(Window::square(3, 3, 1))},
    {{3, 3, 2}, Window::square(2, 2, 3)},
};

}  // namespace

TEST_CASE("poolings: outputs and gradients as PyTorch has them") {
  windows::check_golden(
      "max_pool", [](const golden::ConvRun& run) { return MaxPool2d(windows::window_of(run)); });
  windows::check_golden("average_pool", [](const golden::ConvRun& run) {
    return AveragePool2d(windows::window_of(run), run.count_include_pad);
  });
  windows::check_golden("global_average",
                        [](const golden::ConvRun&) { return GlobalAveragePool(); });
  windows::check_golden("global_max", [](const golden::ConvRun&) { return GlobalMaxPool(); });
}

TEST_CASE("max_pool2d, average_pool2d: Jacobian") {
  for (const Case& c : kCases) {
    CAPTURE(c.input.text());
    MaxPool2d most(c.window);
    CHECK(most.name() == "max_pool2d");
    windows::check_jacobian(most, c.input, 2, {}, apart(2 * c.input.size()));
    for (const bool include : {false, true}) {
      CAPTURE(include);
      AveragePool2d average(c.window, include);
      CHECK(average.name() == "average_pool2d");
      windows::check_jacobian(average, c.input);
    }
  }
}

TEST_CASE("max_pool1d, average_pool1d: Jacobian, also of sequences of unequal length") {
  for (const Slide& slide : {Slide{3, 2, 1, 1, 1}, Slide{2, 1, 3, 4, 2}, Slide{2, 2}}) {
    for (const int channels : {1, 3, 8}) {
      CAPTURE(channels);
      const Shape input{7, channels};
      for (const std::vector<int>& lengths : {std::vector<int>{}, std::vector<int>{4, 7, 1}}) {
        CAPTURE(lengths.size());
        MaxPool2d most(Window::line(slide));
        CHECK(most.name() == "max_pool1d");
        windows::check_jacobian(most, input, 3, lengths, apart(3 * input.size()));
        for (const bool include : {false, true}) {
          AveragePool2d average(Window::line(slide), include);
          CHECK(average.name() == "average_pool1d");
          windows::check_jacobian(average, input, 3, lengths);
        }
      }
    }
  }
}

TEST_CASE("global pools: Jacobian, also of sequences of unequal length") {
  GlobalAveragePool average;
  GlobalMaxPool most;
  for (const Shape& input : {Shape{3, 4, 5}, Shape{2, 3, 17}, Shape{5, 1, 1}, Shape{1, 1, 4},
                             Shape{7, 3}, Shape{4, 8}, Shape{1, 5}}) {
    CAPTURE(input.text());
    CHECK(average.infer_shape(input) == Shape{input[input.rank() - 1]});
    CHECK(most.infer_shape(input) == Shape{input[input.rank() - 1]});
    windows::check_jacobian(average, input);
    windows::check_jacobian(most, input, 2, {}, apart(2 * input.size()));
  }
  windows::check_jacobian(average, {7, 5}, 3, {4, 7, 1});
  windows::check_jacobian(most, {7, 5}, 3, {4, 7, 1}, apart(105));
}

TEST_CASE("max pools: the first of equals gets all of the gradient") {
  for (const kernels::Kernels* k : kernels::available()) {
    CAPTURE(std::string(k->name));
    MaxPool2d op(Window::square(2, 1));
    // Two windows; the second's first 5 is in its lower row.
    CHECK(gradient(op, {2, 3, 1}, {5, 5, 1, 5, 2, 5}, {1, 10}, {}, *k) ==
          std::vector<float>{1, 10, 0, 0, 0, 0});
    GlobalMaxPool all;
    CHECK(gradient(all, {2, 2, 2}, {1, 7, 3, 7, 3, 0, 3, 7}, {1, 10}, {}, *k) ==
          std::vector<float>{0, 10, 1, 0, 0, 0, 0, 0});
  }
}

TEST_CASE("max pools: a NaN is never hidden, negative infinity is a number like others") {
  for (const kernels::Kernels* k : kernels::available()) {
    CAPTURE(std::string(k->name));
    for (std::size_t at = 0; at < 9; ++at) {
      std::vector<float> x(9, kInfinity);
      x[at] = kNaN;
      MaxPool2d op(Window::square(3));
      CHECK(std::isnan(run(op, {3, 3, 1}, x, {}, *k)[0]));
      GlobalMaxPool all;
      CHECK(std::isnan(run(all, {3, 3, 1}, x, {}, *k)[0]));
      std::vector<float> where(9, 0.0f);
      where[at] = 2;
      CHECK(gradient(op, {3, 3, 1}, x, {2}, {}, *k) == where);
      CHECK(gradient(all, {3, 3, 1}, x, {2}, {}, *k) == where);
    }
    MaxPool2d op(Window::square(2, 2, 1));
    const std::vector<float> lowest(4, -kInfinity);
    CHECK(run(op, {2, 2, 1}, lowest, {}, *k) == lowest);
    CHECK(gradient(op, {2, 2, 1}, lowest, {1, 2, 3, 4}, {}, *k) == std::vector<float>{1, 2, 3, 4});
  }
}

TEST_CASE("pools: padding does not count, and windows on nothing else give 0") {
  const Slide slide{2, 2, 1, 3, 2};  // windows on padding alone, on half of it, on none, ...
  const std::vector<float> x = {-4, -2, -6};
  const std::vector<float> dy = {1, 10, 100, 1000};
  MaxPool2d most(Window::line(slide));
  CHECK(run(most, {3, 1}, x) == std::vector<float>{0, -4, -2, 0});
  CHECK(gradient(most, {3, 1}, x, dy) == std::vector<float>{10, 100, 0});
  AveragePool2d taps(Window::line(slide), false);
  CHECK(run(taps, {3, 1}, x) == std::vector<float>{0, -4, -4, 0});
  CHECK(gradient(taps, {3, 1}, x, dy) == std::vector<float>{10, 50, 50});
  AveragePool2d all(Window::line(slide), true);
  CHECK(run(all, {3, 1}, x) == std::vector<float>{0, -2, -4, 0});
  CHECK(gradient(all, {3, 1}, x, dy) == std::vector<float>{5, 50, 50});

  // Of a window that ends beyond the padding, what is beyond is not counted in any case.
  AveragePool2d beyond(rounded_up(Window::line({4, 3, 1, 0, 1})), true);
  CHECK(run(beyond, {5, 1}, {0, 0, 0, 6, 9}) == std::vector<float>{1.5f, 5});
}

TEST_CASE("pools: steps beyond a sequence's length are padding, whatever they hold") {
  const std::vector<float> x = {-1, -3, -5, kNaN, kNaN, -1, -3, -5, -7, -9};
  const std::vector<int> lengths = {3, 5};
  const std::vector<float> dy = {1, 10, 100, 2, 20, 200};
  const Window window = rounded_up(Window::line({2, 2}));
  const Shape input{5, 1};
  MaxPool2d most(window);
  CHECK(run(most, input, x, lengths) == std::vector<float>{-1, -5, 0, -1, -5, -9});
  CHECK(gradient(most, input, x, dy, lengths) ==
        std::vector<float>{1, 0, 10, 0, 0, 2, 0, 20, 0, 200});
  AveragePool2d taps(window, false);
  CHECK(run(taps, input, x, lengths) == std::vector<float>{-2, -5, 0, -2, -6, -9});
  CHECK(gradient(taps, input, x, dy, lengths) ==
        std::vector<float>{0.5f, 0.5f, 10, 0, 0, 1, 1, 10, 10, 200});
  AveragePool2d all(window, true);
  CHECK(run(all, input, x, lengths) == std::vector<float>{-2, -2.5f, 0, -2, -6, -9});
  CHECK(gradient(all, input, x, dy, lengths) ==
        std::vector<float>{0.5f, 0.5f, 5, 0, 0, 1, 1, 10, 10, 200});
  GlobalMaxPool last;
  CHECK(run(last, input, x, lengths) == std::vector<float>{-1, -1});
  CHECK(gradient(last, input, x, {7, 8}, lengths) ==
        std::vector<float>{7, 0, 0, 0, 0, 8, 0, 0, 0, 0});
  GlobalAveragePool mean;
  CHECK(run(mean, input, x, lengths)[0] == doctest::Approx(-3));
  CHECK(run(mean, input, x, lengths)[1] == doctest::Approx(-5));
  const std::vector<float> shares = gradient(mean, input, x, {6, 10}, lengths);
  for (std::size_t i = 0; i < shares.size(); ++i) {
    CHECK(shares[i] == doctest::Approx(i < 3 || i > 4 ? 2 : 0));
  }

  // The rows of an image are not steps.
  CHECK(run(last, {5, 1, 1}, {1, 2, 3, 4, 5}, {1}) == std::vector<float>{5});
  CHECK(run(mean, {5, 1, 1}, {1, 2, 3, 4, 5}, {1})[0] == doctest::Approx(3));
}

TEST_CASE("pools: say what they got and what they need") {
  MaxPool2d most(Window::square(3, 2));
  CHECK_THROWS_WITH_AS(most.infer_shape({28, 28}), "[max_pool2d] input (28,28): needs (Y,X,C)",
                       Error);
  CHECK_THROWS_WITH_AS(most.infer_shape({2, 9, 1}),
                       "[max_pool2d] input (2,9,1): kernel 3x3 is larger than the padded input",
                       Error);
  CHECK_THROWS_WITH_AS(most.infer_shape({50000, 50000, 1}),
                       "[max_pool2d] input (50000,50000,1): has more than 2147483647 numbers",
                       Error);
  AveragePool2d average(Window::line({3, 0}), false);
  CHECK_THROWS_WITH_AS(average.infer_shape({9, 1}), "[average_pool1d] stride 0: needs 1 to 65536",
                       Error);
  CHECK_THROWS_WITH_AS(average.infer_shape({9, 9, 1}),
                       "[average_pool1d] input (9,9,1): needs (T,C)", Error);
  AveragePool2d large(Window::square(2), true);
  CHECK_THROWS_WITH_AS(large.infer_shape({50000, 50000, 1}),
                       "[average_pool2d] input (50000,50000,1): has more than 2147483647 numbers",
                       Error);
  GlobalAveragePool mean;
  CHECK_THROWS_WITH_AS(mean.infer_shape({9}),
                       "[global_average_pool] input (9): needs (Y,X,C) or (T,D)", Error);
  CHECK_THROWS_WITH_AS(
      mean.infer_shape({50000, 50000}),
      "[global_average_pool] input (50000,50000): has more than 2147483647 numbers", Error);
  GlobalMaxPool all;
  CHECK_THROWS_WITH_AS(all.infer_shape({2, 3, 4, 5}),
                       "[global_max_pool] input (2,3,4,5): needs (Y,X,C) or (T,D)", Error);
}
