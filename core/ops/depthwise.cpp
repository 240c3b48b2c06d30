#include "ops/depthwise.h"

#include <algorithm>
#include <numeric>

namespace hunch::ops::depthwise {
namespace {

using kernels::Grid;

std::size_t size_of(int n) { return static_cast<std::size_t>(n); }

/// The windows that a pixel is seen by: tap + i * tap_step of window - i * window_step, i < count.
struct Seen {
  int count = 0;
  int tap = 0, window = 0;
};

/// How far apart neighbours in Seen lie: the smallest steps of taps and windows that make up for
/// each other.
struct Steps {
  explicit Steps(const Slide& s) {
    const int common = std::gcd(s.stride, s.dilation);
    tap = s.stride / common;
    window = s.dilation / common;
  }
  int tap, window;
};

Seen seen(const Axis& axis, const Steps& steps, int place) {
  const Slide& s = axis.slide;
  Seen seen;
  for (int tap = 0; tap<s.kernel; seen.count> 0 ? tap += steps.tap : ++tap) {
    const int distance = place + s.before - tap * s.dilation;
    if (distance < 0) break;
    if (distance % s.stride != 0 || distance / s.stride >= axis.windows) continue;
    if (seen.count == 0) {
      seen.tap = tap;
      seen.window = distance / s.stride;
    }
    ++seen.count;
  }
  return seen;
}

}  // namespace

void forward(const Context& context, const Geometry& g, int rows, const float* x,
             const float* weight, const float* bias, float* y) {
  const std::size_t n = size_of(g.channels);
  const std::ptrdiff_t channels = g.channels, row = g.x.size * channels,
                       kernel_row = g.x.slide.kernel * channels;
  for (int image = 0; image < rows; ++image, x += g.image_size()) {
    const int limit = g.columns(context, size_of(image));
    for (int yo = 0; yo < g.y.windows; ++yo) {
      const Range down = g.y.taps(yo, g.y.size);
      for (int xo = 0; xo < g.x.windows; ++xo, y += n) {
        const Range across = g.x.taps(xo, limit);
        const bool none = down.empty() || across.empty();
        const Grid pixels{none ? x : x + g.pixel(g.y.at(yo, down.first), g.x.at(xo, across.first)),
                          g.y.slide.dilation * row, g.x.slide.dilation * channels};
        const Grid taps{weight + down.first * kernel_row + across.first * channels, kernel_row,
                        channels};
        context.kernels->multiply_window(down.size(), across.size(), n, pixels, taps, bias, y);
      }
    }
  }
}

void add_weight_gradient(const Context& context, const Geometry& g, int rows, const float* x,
                         const float* dy, float* dweight) {
  const std::size_t n = size_of(g.channels);
  const std::ptrdiff_t channels = g.channels, row = g.x.size * channels,
                       window_row = g.x.windows * channels;
  for (int image = 0; image < rows; ++image, x += g.image_size(), dy += g.windows() * n) {
    const int limit = g.columns(context, size_of(image));
    float* to = dweight;
    for (int ky = 0; ky < g.y.slide.kernel; ++ky) {
      const Range down = g.y.windows_on(ky, {0, g.y.windows}, g.y.size);
      for (int kx = 0; kx < g.x.slide.kernel; ++kx, to += n) {
        const Range across = g.x.windows_on(kx, {0, g.x.windows}, limit);
        if (down.empty() || across.empty()) continue;
        context.kernels->multiply_window(
            down.size(), across.size(), n,
            {x + g.pixel(g.y.at(down.first, ky), g.x.at(across.first, kx)), g.y.slide.stride * row,
             g.x.slide.stride * channels},
            {dy + down.first * window_row + across.first * channels, window_row, channels}, to, to);
      }
    }
  }
}

void input_gradient(const Context& context, const Geometry& g, int rows, const float* dy,
                    const float* weight, float* dx) {
  const std::size_t n = size_of(g.channels);
  const std::ptrdiff_t channels = g.channels, kernel_row = g.x.slide.kernel * channels,
                       window_row = g.x.windows * channels;
  const Steps y_steps(g.y.slide), x_steps(g.x.slide);
  for (int image = 0; image < rows; ++image, dy += g.windows() * n) {
    const int limit = g.columns(context, size_of(image));
    for (int y = 0; y < g.y.size; ++y) {
      const Seen down = seen(g.y, y_steps, y);
      for (int x = 0; x < g.x.size; ++x, dx += n) {
        const Seen across = x < limit ? seen(g.x, x_steps, x) : Seen{};
        std::fill_n(dx, n, 0.0f);
        context.kernels->multiply_window(down.count, across.count, n,
                                         {dy + down.window * window_row + across.window * channels,
                                          -y_steps.window * window_row, -x_steps.window * channels},
                                         {weight + down.tap * kernel_row + across.tap * channels,
                                          y_steps.tap * kernel_row, x_steps.tap * channels},
                                         dx, dx);
      }
    }
  }
}

}  // namespace hunch::ops::depthwise
