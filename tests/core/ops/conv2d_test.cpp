#include "ops/conv2d.h"

#include "windows.h"

using namespace hunch;
using golden::numbers;
using ops::Conv2d;
using ops::Slide;
using ops::Window;

TEST_CASE("conv2d, conv1d: outputs and gradients as PyTorch has them") {
  windows::check_golden("conv", [](const golden::ConvRun& run) {
    return Conv2d(run.filters, windows::window_of(run), run.groups);
  });
}

TEST_CASE("conv2d: Jacobian of strides, dilations, padding, groups, pixels and single channels") {
  const Slide wide{3, 2, 1, 1, 0}, dilated{2, 1, 3, 2, 1}, far{3, 3, 2, 4, 4};
  struct Case {
    Shape input;
    Window window;
    int filters, groups;
  };
  const std::vector<Case> cases = {
      {{5, 6, 1}, Window::square(3), 2, 1},
      {{4, 5, 1}, Window::plane(wide, dilated), 3, 1},
      {{4, 5, 1}, Window::square(1), 3, 1},
      {{4, 5, 3}, Window::square(3, 1, 1), 9, 1},
      {{5, 5, 2}, Window::plane(dilated, wide), 3, 1},
      {{5, 4, 4}, Window::plane(wide, wide), 6, 2},
      {{4, 5, 2}, Window::plane(far, dilated), 2, 1},
      {{3, 4, 5}, Window::square(1), 3, 1},
      {{3, 4, 4}, Window::square(1), 6, 2},
      {{4, 3, 9}, Window::plane(wide, dilated), 9, 9},
      {{5, 4, 3}, Window::plane(far, far), 3, 3},
      {{3, 4, 2}, Window::square(2), 6, 2},
  };
  for (const Case& c : cases) {
    CAPTURE(c.input.text());
    CAPTURE(c.filters);
    Conv2d op(c.filters, c.window, c.groups);
    windows::check_jacobian(op, c.input);
  }
}

TEST_CASE("conv1d: Jacobian, and steps beyond a sequence's length are padding") {
  struct Case {
    int channels, filters, groups;
  };
  for (const Case& c : {Case{3, 2, 1}, Case{1, 3, 1}, Case{3, 3, 3}}) {
    CAPTURE(c.channels);
    CAPTURE(c.groups);
    Conv2d op(c.filters, Window::line({3, 1, 2, 2, 2}), c.groups);
    const Shape input{7, c.channels};
    CHECK(op.name() == "conv1d");
    windows::check_jacobian(op, input);
    windows::check_jacobian(op, input, 3, {4, 7, 1});

    // The same as a sequence with zeros there.
    ops::Context context = windows::context_of(kernels::exact());
    const auto channels = static_cast<std::size_t>(c.channels);
    std::vector<float> x = numbers(14 * channels, 1, 0.5);
    const std::vector<float> parameters = numbers(op.parameter_count(), 0.7, 0.2);
    const std::vector<int> lengths = {4, 7};
    context.lengths = lengths;
    const auto cut = jacobian::Bench(op, context, 2, input, x, parameters).forward();
    context.lengths = {};
    const auto all = jacobian::Bench(op, context, 2, input, x, parameters).forward();
    std::fill_n(x.begin() + static_cast<std::ptrdiff_t>(4 * channels), 3 * channels, 0.0f);
    const auto zeros = jacobian::Bench(op, context, 2, input, x, parameters).forward();
    CHECK(cut == zeros);
    CHECK(cut != all);
  }
}

TEST_CASE("conv2d: blocks of patches do not show") {
  // So many positions that a batch takes several blocks, which end amid rows and images.
  const kernels::Kernels& k = kernels::exact();
  struct Case {
    Shape input;
    int filters, groups;
  };
  for (const Case& c : {Case{{40, 61, 1}, 3, 1}, Case{{9, 7, 40}, 4, 1}, Case{{4, 60, 64}, 4, 2}}) {
    CAPTURE(c.input.text());
    constexpr int rows = 3;
    Conv2d op(c.filters, Window::square(5, 1, 2), c.groups);
    op.infer_shape(c.input);
    const std::size_t size = c.input.size();
    jacobian::Bench all(op, windows::context_of(k), rows, c.input, numbers(rows * size, 1, 0.5),
                        numbers(op.parameter_count(), 0.7, 0.2));
    const std::vector<float> y = all.forward();
    const std::vector<float> dy = numbers(y.size(), 1, 3);
    std::vector<float> dx(rows * size), gradient(op.parameter_count()), sum(op.parameter_count());
    op.backward(all.context, all.buffers(), all.x, y, dy, dx, gradient);

    // One image alone, by hand where it is cheap: at one window and one weight.
    for (std::size_t row = 0; row < rows; ++row) {
      const auto part = [&](const std::vector<float>& v) {
        const auto n = static_cast<std::ptrdiff_t>(v.size() / rows);
        const auto from = v.begin() + static_cast<std::ptrdiff_t>(row) * n;
        return std::vector<float>(from, from + n);
      };
      jacobian::Bench one(op, all.context, 1, c.input, part(all.x), all.parameters);
      const std::vector<float> y_one = one.forward();
      CHECK(y_one == part(y));
      std::vector<float> dx_one(size);
      op.backward(one.context, one.buffers(), one.x, y_one, part(dy), dx_one, sum);
      for (std::size_t i = 0; i < size; ++i) {
        REQUIRE(dx_one[i] == doctest::Approx(double{part(dx)[i]}).epsilon(1e-5).scale(1));
      }
    }
    for (std::size_t i = 0; i < sum.size(); ++i) {
      REQUIRE(sum[i] == doctest::Approx(double{gradient[i]}).epsilon(1e-4).scale(10));
    }

    // Against the definition, everywhere.
    const int rows_of = c.input[0], columns = c.input[1], channels = c.input[2];
    const int in_group = channels / c.groups, out_group = c.filters / c.groups;
    const auto at = [](int a, int b, int bs, int d, int ds) {
      return static_cast<std::size_t>((a * bs + b) * ds + d);
    };
    for (int f = 0; f < c.filters; ++f) {
      for (int yo = 0; yo < rows_of; yo += 3) {
        for (int xo = 0; xo < columns; ++xo) {
          double want = double{
              all.parameters[op.parameter_count() - static_cast<std::size_t>(c.filters - f)]};
          for (int tap = 0; tap < 25; ++tap) {
            const int yi = yo + tap / 5 - 2, xi = xo + tap % 5 - 2;
            if (yi < 0 || yi >= rows_of || xi < 0 || xi >= columns) continue;
            for (int i = 0; i < in_group; ++i) {
              want += double{all.x[2 * size +
                                   at(yi, xi, columns, f / out_group * in_group + i, channels)]} *
                      all.parameters[at(tap, i, in_group, f, c.filters)];
            }
          }
          const float got = y[2 * size / static_cast<std::size_t>(channels) *
                                  static_cast<std::size_t>(c.filters) +
                              at(yo, xo, columns, f, c.filters)];
          REQUIRE(std::fabs(got - want) <= 1e-4);
        }
      }
    }
  }
}

TEST_CASE("conv2d: a smaller batch fits into the scratch of a larger one") {
  for (const kernels::Kernels* k : kernels::available()) {
    for (const int filters : {1, 8, 700}) {
      Conv2d op(filters, Window::square(3));
      op.infer_shape({11, 13, 5});
      for (int rows = 1; rows < 9; ++rows) {
        CHECK(op.scratch_floats(rows, *k) <= op.scratch_floats(rows + 1, *k));
      }
      // The patches stay in the second cache whatever the batch is.
      Conv2d large(8, Window::square(5));
      large.infer_shape({64, 64, 32});
      CHECK(large.scratch_floats(1000, *k) * sizeof(float) <= 768 * 1024);
    }
  }
}

TEST_CASE("conv2d: parameters by name, with fans") {
  Conv2d op(6, Window::plane({3}, {5}), 2);
  op.infer_shape({9, 9, 4});
  const std::vector<ops::Parameter> parameters = op.parameters();
  REQUIRE(parameters.size() == 2);
  CHECK(parameters[0].rows == 30);
  CHECK(parameters[0].cols == 6);
  CHECK(parameters[0].fan_in == 30);
  CHECK(parameters[0].fan_out == 45);
  CHECK(parameters[1].cols == 6);
  CHECK_FALSE(parameters[1].is_weight);
  CHECK(op.parameter_count() == 186);
}

TEST_CASE("conv2d: says what it got and what it needs") {
  const auto says = [](const Shape& input, Conv2d op, const char* text) {
    CHECK_THROWS_WITH_AS(op.infer_shape(input), text, Error);
  };
  says({28, 28}, Conv2d(2, Window::square(3)), "[conv2d] input (28,28): needs (Y,X,C)");
  says({28, 28, 1}, Conv2d(2, Window::line({3})), "[conv1d] input (28,28,1): needs (T,C)");
  says({28, 28, 1}, Conv2d(2, Window::square(31, 1, 1)),
       "[conv2d] input (28,28,1): kernel 31x31 is larger than the padded input");
  says({9, 1}, Conv2d(2, Window::line({5, 1, 3})),
       "[conv1d] input (9,1): dilated kernel 13 is larger than the padded input");
  says({9, 9, 1}, Conv2d(2, Window::plane({3}, {0})), "[conv2d] kernel 3x0: needs 1 to 65536");
  says({9, 9, 1}, Conv2d(2, Window::square(3, 0)), "[conv2d] stride 0x0: needs 1 to 65536");
  says({9, 9, 1}, Conv2d(2, Window::square(3, 1, -1)), "[conv2d] padding -1x-1: needs 0 to 65536");
  says({9, 9, 1}, Conv2d(2, Window::plane({3}, {3, 1, 0})),
       "[conv2d] dilation 1x0: needs 1 to 65536");
  says({9, 9, 1}, Conv2d(2, Window::plane({3}, {60000, 1, 60000})),
       "[conv2d] kernel 3x60000 at dilation 1x60000: needs to reach at most 65536");
  says({9, 9, 1}, Conv2d(0, Window::square(3)), "[conv2d] 0 filters: needs at least 1");
  says({9, 9, 6}, Conv2d(6, Window::square(3), 4),
       "[conv2d] input (9,9,6): 4 groups must divide 6 channels and 6 filters");
  says({9, 9, 6}, Conv2d(4, Window::square(3), 3),
       "[conv2d] input (9,9,6): 3 groups must divide 6 channels and 4 filters");
  says({9, 9, 3}, Conv2d(100, Window::square(9000, 1, 4500)),
       "[conv2d] input (9,9,3): the weight has more than 2147483647 numbers");
}
