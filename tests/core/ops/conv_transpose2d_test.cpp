#include "ops/conv_transpose2d.h"

#include "ops/conv2d.h"
#include "windows.h"

using namespace hunch;
using golden::numbers;
using ops::Conv2d;
using ops::ConvTranspose2d;
using ops::Slide;
using ops::Window;

namespace {

Window same(Window window) {
  window.same = true;
  return window;
}

}  // namespace

TEST_CASE("conv_transpose2d, conv_transpose1d: outputs and gradients as PyTorch has them") {
  windows::check_golden("conv_transpose", [](const golden::ConvRun& run) {
    return ConvTranspose2d(run.filters, windows::window_of(run),
                           {run.output_padding[0], run.output_padding[1]}, run.groups);
  });
}

TEST_CASE("conv_transpose2d: Jacobian of strides, dilations, padding, groups, single channels") {
  const Slide wide{3, 2, 1, 1, 0}, dilated{2, 1, 3, 2, 1}, far{3, 3, 2, 4, 3};
  struct Case {
    Shape input;
    Window window;
    int filters, groups;
    std::array<int, 2> output_padding = {0, 0};
  };
  const std::vector<Case> cases = {
      {{3, 4, 2}, Window::square(3), 1, 1},
      {{3, 2, 3}, Window::plane(wide, dilated), 1, 1, {1, 2}},
      {{3, 2, 3}, Window::plane(dilated, wide), 3, 1},
      {{2, 3, 1}, Window::square(4, 2, 1), 5, 1},
      {{3, 2, 4}, Window::plane(wide, wide), 6, 2, {0, 1}},
      {{3, 3, 2}, Window::plane(far, dilated), 2, 1, {2, 0}},
      {{2, 3, 3}, Window::plane(far, far), 3, 3},
      {{3, 2, 9}, Window::square(1), 2, 1},
      {{2, 2, 2}, Window::square(2, 3), 3, 1},
      {{2, 3, 2}, same(Window::square(3, 2)), 3, 1},
      {{2, 3, 2}, same(Window::plane({2, 3}, {4, 1})), 1, 1},
  };
  for (const Case& c : cases) {
    CAPTURE(c.input.text());
    CAPTURE(c.filters);
    ConvTranspose2d op(c.filters, c.window, c.output_padding, c.groups);
    CHECK(op.name() == "conv_transpose2d");
    windows::check_jacobian(op, c.input);
  }
}

TEST_CASE("conv_transpose1d: Jacobian, and steps beyond a sequence's length add nothing") {
  struct Case {
    int channels, filters, groups;
    Slide slide;
  };
  for (const Case& c : {Case{3, 2, 1, {3, 2, 1, 1, 1}}, Case{2, 1, 1, {3, 1, 2, 2, 2}},
                        Case{4, 4, 2, {4, 2, 1, 0, 0}}}) {
    CAPTURE(c.channels);
    ConvTranspose2d op(c.filters, Window::line(c.slide), {0, 1}, c.groups);
    const Shape input{5, c.channels};
    CHECK(op.name() == "conv_transpose1d");
    windows::check_jacobian(op, input);
    windows::check_jacobian(op, input, 3, {3, 5, 1});

    // The same as a sequence with zeros there.
    ops::Context context = windows::context_of(kernels::exact());
    const auto channels = static_cast<std::size_t>(c.channels);
    std::vector<float> x = numbers(10 * channels, 1, 0.5);
    const std::vector<float> parameters = numbers(op.parameter_count(), 0.7, 0.2);
    const std::vector<int> lengths = {3, 5};
    context.lengths = lengths;
    const auto cut = jacobian::Bench(op, context, 2, input, x, parameters).forward();
    context.lengths = {};
    const auto all = jacobian::Bench(op, context, 2, input, x, parameters).forward();
    std::fill_n(x.begin() + static_cast<std::ptrdiff_t>(3 * channels), 2 * channels, 0.0f);
    const auto zeros = jacobian::Bench(op, context, 2, input, x, parameters).forward();
    windows::check_all(cut, {zeros.begin(), zeros.end()});
    CHECK(cut != all);
  }
}

TEST_CASE("conv_transpose2d: the gradient of a convolution by its input") {
  // So many positions that a batch takes several blocks, which end amid rows and images.
  struct Case {
    Shape image;
    Window window;
    int channels;
    std::array<int, 2> output_padding;
  };
  const Window odd = Window::plane({3, 2, 2, 1, 2}, {4, 3, 1, 2, 0});
  for (const Case& c : {Case{{40, 61, 1}, Window::square(5, 1, 2), 3, {0, 0}},
                        Case{{40, 61, 1}, odd, 3, {0, 2}}, Case{{29, 31, 6}, odd, 5, {1, 2}},
                        Case{{13, 16, 40}, same(Window::square(3, 1)), 4, {0, 0}},
                        Case{{14, 18, 20}, same(Window::square(5, 2)), 4, {0, 0}}}) {
    CAPTURE(c.image.text());
    constexpr int rows = 3;
    for (const kernels::Kernels* k : kernels::available()) {
      CAPTURE(std::string(k->name));
      Conv2d conv(c.channels, c.window);
      const Shape pixels = conv.infer_shape(c.image);
      ConvTranspose2d op(c.image[2], c.window, c.output_padding);
      REQUIRE(op.infer_shape(pixels) == c.image);

      const std::vector<float> x = numbers(rows * pixels.size(), 1, 0.5);
      std::vector<float> weights = numbers(op.parameter_count(), 0.7, 0.2);
      std::fill(weights.end() - c.image[2], weights.end(), 0.0f);
      const std::vector<float> y =
          jacobian::Bench(op, windows::context_of(*k), rows, pixels, x, weights).forward();

      // The convolution has its weights' matrix the other way round.
      std::vector<float> turned(conv.parameter_count());
      const std::size_t height = static_cast<std::size_t>(op.parameters()[0].cols);
      const std::size_t width = static_cast<std::size_t>(c.channels);
      for (std::size_t i = 0; i < height; ++i) {
        for (std::size_t j = 0; j < width; ++j) turned[i * width + j] = weights[j * height + i];
      }
      jacobian::Bench bench(conv, windows::context_of(*k), rows, c.image,
                            std::vector<float>(y.size()), turned);
      std::vector<float> dx(y.size()), gradient(turned.size());
      conv.backward(bench.context, bench.buffers(), bench.x, bench.forward(), x, dx, gradient);
      windows::check_all(y, {dx.begin(), dx.end()});
    }
  }
}

TEST_CASE("conv_transpose2d: blocks of patches do not show in gradients") {
  for (const Shape& input : {Shape{40, 41, 2}, Shape{9, 11, 24}}) {
    CAPTURE(input.text());
    for (const int filters : {1, 20}) {
      constexpr std::size_t rows = 3;
      ConvTranspose2d op(filters, Window::square(3, 1, 1));
      const std::size_t out = op.infer_shape(input).size(), in = input.size();
      const std::vector<float> x = numbers(rows * in, 1, 0.5), dy = numbers(rows * out, 1, 3);
      const std::vector<float> parameters = numbers(op.parameter_count(), 0.7, 0.2);
      const ops::Context context = windows::context_of(kernels::exact());
      const auto run = [&](std::size_t first, std::size_t count, std::vector<float>& dx,
                           std::vector<float>& sum) {
        const auto part = [&](const std::vector<float>& v, std::size_t size) {
          const auto from = v.begin() + static_cast<std::ptrdiff_t>(first * size);
          return std::vector<float>(from, from + static_cast<std::ptrdiff_t>(count * size));
        };
        jacobian::Bench bench(op, context, static_cast<int>(count), input, part(x, in), parameters);
        const std::vector<float> y = bench.forward();
        std::vector<float> own(count * in);
        op.backward(bench.context, bench.buffers(), bench.x, y, part(dy, out), own, sum);
        dx.insert(dx.end(), own.begin(), own.end());
        return y;
      };
      std::vector<float> dx, dx_one, sum(op.parameter_count()), sum_one(op.parameter_count()), one;
      const std::vector<float> all = run(0, rows, dx, sum);
      for (std::size_t row = 0; row < rows; ++row) {
        const std::vector<float> y = run(row, 1, dx_one, sum_one);
        one.insert(one.end(), y.begin(), y.end());
      }
      windows::check_all(one, {all.begin(), all.end()});
      windows::check_all(dx_one, {dx.begin(), dx.end()});
      for (std::size_t i = 0; i < sum.size(); ++i) {
        REQUIRE(sum_one[i] == doctest::Approx(double{sum[i]}).epsilon(1e-4).scale(10));
      }
    }
  }
}

TEST_CASE("conv_transpose2d: a smaller batch fits into the scratch of a larger one") {
  for (const kernels::Kernels* k : kernels::available()) {
    for (const int channels : {1, 8, 700}) {
      ConvTranspose2d op(5, Window::square(3, 2));
      op.infer_shape({7, 9, channels});
      for (int rows = 1; rows < 9; ++rows) {
        CHECK(op.scratch_floats(rows, *k) <= op.scratch_floats(rows + 1, *k));
      }
    }
  }
}

TEST_CASE("conv_transpose2d: sizes, and parameters by name, with fans") {
  ConvTranspose2d op(6, Window::plane({3, 2}, {5, 1}), {1, 0}, 2);
  CHECK(op.infer_shape({4, 7, 4}) == Shape{10, 11, 6});
  const std::vector<ops::Parameter> parameters = op.parameters();
  REQUIRE(parameters.size() == 2);
  CHECK(parameters[0].rows == 4);
  CHECK(parameters[0].cols == 45);
  CHECK(parameters[0].fan_in == 20);
  CHECK(parameters[0].fan_out == 45);
  CHECK(parameters[1].cols == 6);
  CHECK_FALSE(parameters[1].is_weight);
  CHECK(op.parameter_count() == 186);
  ConvTranspose2d twice(3, same(Window::square(5, 2)));
  CHECK(twice.infer_shape({4, 7, 4}) == Shape{8, 14, 3});
  ConvTranspose2d line(3, Window::line({4, 3, 1, 1, 0}));
  CHECK(line.infer_shape({5, 2}) == Shape{15, 3});
}

TEST_CASE("conv_transpose2d: says what it got and what it needs") {
  const auto says = [](const Shape& input, ConvTranspose2d op, const char* text) {
    CHECK_THROWS_WITH_AS(op.infer_shape(input), text, Error);
  };
  const Window twice = Window::square(3, 2, 1);
  says({28, 28}, {2, twice}, "[conv_transpose2d] input (28,28): needs (Y,X,C)");
  says({28, 28, 1}, {2, Window::line({3})}, "[conv_transpose1d] input (28,28,1): needs (T,C)");
  says({9, 9, 1}, {2, Window::square(3, 0)}, "[conv_transpose2d] stride 0x0: needs 1 to 65536");
  says({9, 9, 1}, {0, twice}, "[conv_transpose2d] 0 filters: needs at least 1");
  says({9, 9, 6}, {4, twice, {0, 0}, 3},
       "[conv_transpose2d] input (9,9,6): 3 groups must divide 6 channels and 4 filters");
  says({9, 9, 1}, {2, twice, {0, 2}},
       "[conv_transpose2d] output padding 0x2: needs 0 or more, but less than the stride or the "
       "dilation");
  says({9, 1}, {2, Window::line({3, 2}), {0, -1}},
       "[conv_transpose1d] output padding -1: needs 0 or more, but less than the stride or the "
       "dilation");
  says({9, 9, 1}, {2, same(twice), {1, 0}},
       "[conv_transpose2d] output padding 1x0: needs 0 with padding that keeps the size");
  says({1, 9, 1}, {2, Window::square(3, 2, 2)},
       "[conv_transpose2d] input (1,9,1): the padding leaves no output");
  says({900, 900, 1}, {2, Window::square(3, 40)},
       "[conv_transpose2d] input (900,900,1): the output has more than 1073741824 numbers");
  says({9, 9, 30}, {100, Window::square(9000)},
       "[conv_transpose2d] input (9,9,30): the weight has more than 2147483647 numbers");
}
