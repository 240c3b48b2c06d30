#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>

#include "ops/sequence.h"
#include "ops/window.h"

/// What poolings share: the window's rectangle on the image, and the way back to the largest.
namespace hunch::ops::pooling {

/// Windows side by side that have the same taps on the image: none if rows or cols is 0.
struct View {
  int y, x;                    ///< the first of them among (Yo,Xo)
  int count;                   ///< how many
  std::ptrdiff_t step;         ///< from one's taps to the next one's
  int rows, cols;              ///< taps
  std::size_t image, origin;   ///< numbers from x's first to the image's, from there to the taps'
  std::ptrdiff_t row, column;  ///< from a tap to the one below, and to the one at its right
  bool empty() const { return rows == 0 || cols == 0; }
};

/// f(view) for all windows of all images in the order of the output (B,Yo,Xo).
template <class Function>
void for_each_run(const Context& context, const Geometry& g, int rows, Function f) {
  View v{};
  v.row = std::ptrdiff_t{g.y.slide.dilation} * g.x.size * g.channels;
  v.column = std::ptrdiff_t{g.x.slide.dilation} * g.channels;
  v.step = std::ptrdiff_t{g.x.slide.stride} * g.channels;
  for (int image = 0; image < rows; ++image, v.image += g.image_size()) {
    const int limit = g.columns(context, static_cast<std::size_t>(image));
    const Range last = g.x.windows_on(g.x.slide.kernel - 1, {0, g.x.windows}, limit);
    const Range inner = g.x.windows_on(0, last, limit);  // with all their taps
    for (v.y = 0; v.y < g.y.windows; ++v.y) {
      const Range down = g.y.taps(v.y, g.y.size);
      for (v.x = 0; v.x < g.x.windows; v.x += v.count) {
        v.count = v.x == inner.first ? std::max(inner.size(), 1) : 1;
        const Range across = g.x.taps(v.x, limit);
        v.rows = down.size();
        v.cols = across.size();
        v.origin = v.empty() ? 0 : g.pixel(g.y.at(v.y, down.first), g.x.at(v.x, across.first));
        f(v);
      }
    }
  }
}

/// A winner's number where there is none.
inline constexpr std::uint32_t kNobody = std::numeric_limits<std::uint32_t>::max();

/// Checks that the numbers of an image can be told by 31 bits.
inline void check_size(const std::string& op, const Shape& input) {
  if (input.size() <= static_cast<std::size_t>(std::numeric_limits<int>::max())) return;
  throw Error("[" + op + "] input " + input.text() + ": has more than 2147483647 numbers");
}

/// The checks of global pooling; returns the channels.
inline int check_global(const std::string& op, const Shape& input) {
  if (input.rank() != 2 && input.rank() != 3) {
    throw Error("[" + op + "] input " + input.text() + ": needs (Y,X,C) or (T,D)");
  }
  check_size(op, input);
  return input[input.rank() - 1];
}

/// How many of a row's positions count: all, but of a sequence those before its length.
inline int count_of(const Context& context, int row, int positions, bool sequence) {
  return sequence ? std::min(length_of(context, row, positions), positions) : positions;
}

/// (B,Yo,Xo,C): the number, within its image, of the pixel's channel that was the largest.
inline std::uint32_t* winners_of(const Buffers& buffers) {
  return reinterpret_cast<std::uint32_t*>(buffers.saved.data());
}

/// dx (B,in) from dy (B,out): all of it to the winners. `apart`: windows share no number, so that
/// none need be read to be added to.
inline void send_to_winners(const Buffers& buffers, bool apart, std::span<const float> dy,
                            std::span<float> dx) {
  const std::size_t rows = static_cast<std::size_t>(buffers.rows);
  const std::size_t inputs = dx.size() / rows, outputs = dy.size() / rows;
  std::fill(dx.begin(), dx.end(), 0.0f);
  const std::uint32_t* winner = winners_of(buffers);
  const float* gradient = dy.data();
  float* image = dx.data();
  const auto send = [&](auto give) {
    for (std::size_t row = 0; row < rows; ++row, image += inputs) {
      for (std::size_t i = 0; i < outputs; ++i, ++winner, ++gradient) {
        if (*winner != kNobody) give(image[*winner], *gradient);
      }
    }
  };
  if (apart) {
    send([](float& to, float d) { to = d; });
  } else {
    send([](float& to, float d) { to += d; });
  }
}

}  // namespace hunch::ops::pooling
