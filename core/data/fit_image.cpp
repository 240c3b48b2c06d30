#include "data/fit_image.h"

#include <algorithm>
#include <cmath>

namespace hunch::data {
namespace {

/// The old pixels from `first` on that a new one covers, and their shares of it.
struct Cover {
  std::size_t first = 0;
  std::vector<double> shares;
};

/// `count` new pixels over the middle `length` of `from` old ones.
std::vector<Cover> covers(int from, double length, int count) {
  std::vector<Cover> all(static_cast<std::size_t>(count));
  const double begin = (from - length) / 2, step = length / count;
  for (int i = 0; i < count; ++i) {
    const double low = begin + i * step, high = low + step;
    const int first = std::clamp(static_cast<int>(std::floor(low)), 0, from - 1);
    const int last = std::clamp(static_cast<int>(std::ceil(high)) - 1, first, from - 1);
    Cover& cover = all[static_cast<std::size_t>(i)];
    cover.first = static_cast<std::size_t>(first);
    for (int old = first; old <= last; ++old) {
      cover.shares.push_back((std::min(high, old + 1.0) - std::max(low, double(old))) / step);
    }
  }
  return all;
}

}  // namespace

std::vector<std::uint8_t> fit_image(std::span<const std::uint8_t> pixels, int from_height,
                                    int from_width, int channels, int height, int width) {
  const double scale =
      std::min(static_cast<double>(from_height) / height, static_cast<double>(from_width) / width);
  const std::vector<Cover> rows = covers(from_height, scale * height, height);
  const std::vector<Cover> columns = covers(from_width, scale * width, width);
  const auto depth = static_cast<std::size_t>(channels);
  const std::size_t line = static_cast<std::size_t>(from_width) * depth;
  std::vector<std::uint8_t> fitted;
  fitted.reserve(rows.size() * columns.size() * depth);
  for (const Cover& row : rows) {
    for (const Cover& column : columns) {
      for (std::size_t channel = 0; channel < depth; ++channel) {
        double sum = 0;
        for (std::size_t y = 0; y < row.shares.size(); ++y) {
          const std::uint8_t* old =
              pixels.data() + (row.first + y) * line + column.first * depth + channel;
          double across = 0;
          for (std::size_t x = 0; x < column.shares.size(); ++x) {
            across += column.shares[x] * old[x * depth];
          }
          sum += row.shares[y] * across;
        }
        fitted.push_back(static_cast<std::uint8_t>(std::clamp(sum + 0.5, 0.0, 255.0)));
      }
    }
  }
  return fitted;
}

}  // namespace hunch::data
