#include "ops/window.h"

#include <algorithm>
#include <cstdint>
#include <limits>

namespace hunch::ops {
namespace {

// Sizes up to this cannot overflow, nor can sums of a few of them.
constexpr int kMost = 65536;

// A patch matrix of 64 KB leaves room in the second cache for what it is multiplied with.
constexpr int kPatchFloats = 16384;

std::size_t size_of(int n) { return static_cast<std::size_t>(n); }
std::ptrdiff_t stride_of(int n) { return static_cast<std::ptrdiff_t>(n); }

void check(const std::string& op, const char* what, const Window& w, int y, int x, int least) {
  if (std::min(y, x) >= least && std::max(y, x) <= kMost) return;
  throw Error("[" + op + "] " + what + " " + w.text(y, x) + ": needs " + std::to_string(least) +
              " to " + std::to_string(kMost));
}

/// Sizes of one axis; windows is 0 when the kernel does not fit.
Axis axis_of(const Slide& slide, int size, bool same, bool ceil) {
  Axis axis{slide, size, 0};
  const int taken = reach(slide);
  if (same) {
    axis.windows = (size + slide.stride - 1) / slide.stride;
    const int padding = std::max((axis.windows - 1) * slide.stride + taken - size, 0);
    axis.slide.before = padding / 2;
    axis.slide.after = padding - padding / 2;
    return axis;
  }
  const int room = size + slide.before + slide.after - taken;
  if (room < 0) return axis;
  axis.windows = (room + (ceil ? slide.stride - 1 : 0)) / slide.stride + 1;
  if (ceil && (axis.windows - 1) * slide.stride >= size + slide.before) --axis.windows;
  return axis;
}

}  // namespace

std::string Window::text(int along_y, int along_x) const {
  return axes == 1 ? std::to_string(along_x)
                   : std::to_string(along_y) + "x" + std::to_string(along_x);
}

Window Window::square(int kernel, int stride, int padding) {
  const Slide slide{kernel, stride, 1, padding, padding};
  return plane(slide, slide);
}

Range Axis::taps(int window, int limit) const {
  const int start = at(window, 0);
  const int room = limit - 1 - start;
  const int last = room < 0 ? 0 : std::min(slide.kernel, room / slide.dilation + 1);
  const int first = start >= 0 ? 0 : (slide.dilation - 1 - start) / slide.dilation;
  return {std::min(first, last), last};
}

Range Axis::windows_on(int tap, Range among, int limit) const {
  const int before = slide.before - tap * slide.dilation;
  const int room = limit - 1 + before;
  const int last = room < 0 ? 0 : room / slide.stride + 1;
  const int first = before <= 0 ? 0 : (before + slide.stride - 1) / slide.stride;
  const int begin = std::clamp(first, among.first, among.last);
  return {begin, std::clamp(last, begin, among.last)};
}

std::size_t Geometry::image_size() const { return pixel(y.size, 0); }
std::size_t Geometry::windows() const { return size_of(y.windows) * size_of(x.windows); }
std::size_t Geometry::kernel_size() const {
  return size_of(y.slide.kernel) * size_of(x.slide.kernel);
}

Shape Geometry::output(int output_channels) const {
  if (axes == 1) return {x.windows, output_channels};
  return {y.windows, x.windows, output_channels};
}

int Geometry::columns(const Context& context, std::size_t image) const {
  if (axes != 1 || context.lengths.empty()) return x.size;
  return std::min(context.lengths[image], x.size);
}

std::size_t Geometry::pixel(int row, int column) const {
  return (size_of(row) * size_of(x.size) + size_of(column)) * size_of(channels);
}

void check_window(const std::string& op, const Shape& input, const Window& w) {
  if (input.rank() != w.axes + 1) {
    throw Error("[" + op + "] input " + input.text() + ": needs " +
                (w.axes == 1 ? "(T,C)" : "(Y,X,C)"));
  }
  check(op, "kernel", w, w.y.kernel, w.x.kernel, 1);
  check(op, "stride", w, w.y.stride, w.x.stride, 1);
  check(op, "dilation", w, w.y.dilation, w.x.dilation, 1);
  check(op, "padding", w, w.y.before, w.x.before, 0);
  check(op, "padding", w, w.y.after, w.x.after, 0);
  const auto far = [](const Slide& s) { return std::int64_t{s.dilation} * (s.kernel - 1) > kMost; };
  if (far(w.y) || far(w.x)) {
    throw Error("[" + op + "] kernel " + w.text(w.y.kernel, w.x.kernel) + " at dilation " +
                w.text(w.y.dilation, w.x.dilation) + ": needs to reach at most " +
                std::to_string(kMost));
  }
}

void check_groups(const std::string& op, const Shape& input, const Window& w, int filters,
                  int groups) {
  const std::string at = "[" + op + "] ";
  if (filters < 1) throw Error(at + std::to_string(filters) + " filters: needs at least 1");
  const int channels = input[w.axes];
  if (groups < 1 || channels % groups != 0 || filters % groups != 0) {
    throw Error(at + "input " + input.text() + ": " + std::to_string(groups) +
                " groups must divide " + std::to_string(channels) + " channels and " +
                std::to_string(filters) + " filters");
  }
  const int group_channels = channels / groups;
  const double weights = static_cast<double>(w.y.kernel) * w.x.kernel * group_channels * filters;
  if (weights > std::numeric_limits<int>::max()) {
    throw Error(at + "input " + input.text() + ": the weight has more than 2147483647 numbers");
  }
}

Geometry lay_windows(const std::string& op, const Shape& input, const Window& w) {
  check_window(op, input, w);
  Geometry g;
  g.axes = w.axes;
  g.channels = input[w.axes];
  g.y = axis_of(w.y, w.axes == 1 ? 1 : input[0], w.same, w.ceil);
  g.x = axis_of(w.x, input[w.axes - 1], w.same, w.ceil);
  if (g.y.windows < 1 || g.x.windows < 1) {
    const bool dilated = w.y.dilation > 1 || w.x.dilation > 1;
    throw Error("[" + op + "] input " + input.text() + ": " + (dilated ? "dilated " : "") +
                "kernel " + w.text(reach(w.y), reach(w.x)) + " is larger than the padded input");
  }
  return g;
}

Patches::Patches(const Geometry& geometry, int channels, Layout layout)
    : geometry_(geometry), channels_(channels), layout_(layout) {}

int Patches::size() const { return static_cast<int>(geometry_.kernel_size()) * channels_; }

int Patches::block() const {
  const int positions = std::clamp(kPatchFloats / size(), 48, 2048);
  // Whole rows of windows are gathered together.
  const int columns = geometry_.x.windows;
  return positions >= columns ? positions / columns * columns : positions;
}

std::size_t Patches::gemm_floats(const kernels::Kernels& k, std::size_t positions,
                                 int width) const {
  std::size_t most = 0;
  // Of every number: gemm cuts its blocks evenly, so a smaller one may need more.
  const int largest = static_cast<int>(std::min(positions, size_of(block())));
  for (int p = 1; p <= largest; ++p) {
    most = std::max({most, k.gemm_scratch(p, width, size()), k.gemm_scratch(p, size(), width),
                     k.gemm_scratch(size(), width, p), k.gemm_scratch(width, size(), p),
                     k.gemm_scratch(size(), p, width)});
  }
  return most;
}

/// Every run of numbers between images and patches, by distances from their beginnings:
/// move(rows, n, image, image stride, patch, patch stride), and clear(rows, n, patch, patch stride)
/// before it where some of them are padding.
template <class Move, class Clear>
void Patches::visit(const Context& context, std::size_t first, int count, Move move,
                    Clear clear) const {
  const Geometry& g = geometry_;
  const std::size_t width = size_of(g.x.windows);
  for (int done = 0; done < count;) {
    // A part of a row of windows, or as many whole rows as there are.
    const std::size_t position = first + size_of(done), image = position / g.windows();
    const int row = static_cast<int>(position % g.windows() / width);
    const int column = static_cast<int>(position % width);
    const bool whole = column == 0 && count - done >= g.x.windows;
    const int rows = whole ? std::min((count - done) / g.x.windows, g.y.windows - row) : 1;
    const Range down{row, row + rows};
    const Range across{column, whole ? g.x.windows : std::min(column + count - done, g.x.windows)};
    const std::size_t origin = image * g.image_size();
    const int limit = g.columns(context, image);
    if (by_tap()) {
      std::size_t to = size_of(done);
      for (int ky = 0; ky < g.y.slide.kernel; ++ky) {
        const Range y = g.y.windows_on(ky, down, g.y.size);
        for (int kx = 0; kx < g.x.slide.kernel; ++kx, to += size_of(count)) {
          const Range x = g.x.windows_on(kx, across, limit);
          if (y != down || x != across) {
            clear(rows, size_of(across.size()), to, across.size());
          }
          if (y.empty() || x.empty()) continue;
          move(y.size(), size_of(x.size()),
               origin + g.pixel(g.y.at(y.first, ky), g.x.at(x.first, kx)),
               g.y.slide.stride * g.x.size,
               to + size_of((y.first - row) * across.size() + x.first - column), across.size());
        }
      }
    } else {
      for (int r = down.first; r < down.last; ++r) {
        const int before = done + (r - row) * across.size();
        by_window(r, across, limit, origin, size_of(before) * size_of(size()), move, clear);
      }
    }
    done += rows * across.size();
  }
}

/// visit() for a part of one row of windows.
template <class Move, class Clear>
void Patches::by_window(int row, Range columns, int limit, std::size_t image, std::size_t to,
                        Move move, Clear clear) const {
  const Geometry& g = geometry_;
  const int kernel = g.x.slide.kernel, patch = size();
  const int step = g.x.slide.stride * g.channels;  // from a window's number to its neighbour's
  const Range down = g.y.taps(row, g.y.size);
  const Range last = g.x.windows_on(kernel - 1, columns, limit);
  // Windows that see no padding take each of their rows as one run, if nothing lies between.
  const bool runs = channels_ == g.channels && g.x.slide.dilation == 1;
  const Range inner = runs ? g.x.windows_on(0, last, limit) : Range{columns.first, columns.first};
  const auto offset = [&](int column) {
    return to + size_of(column - columns.first) * size_of(patch);
  };
  for (int ky = 0; ky < g.y.slide.kernel; ++ky, to += size_of(kernel * channels_)) {
    if (ky < down.first || ky >= down.last) {
      clear(columns.size(), size_of(kernel * channels_), to, patch);
      continue;
    }
    const int y = g.y.at(row, ky);
    if (!inner.empty()) {
      move(inner.size(), size_of(kernel * channels_), image + g.pixel(y, g.x.at(inner.first, 0)),
           step, offset(inner.first), patch);
    }
    for (const Range edge : {Range{columns.first, inner.first}, Range{inner.last, columns.last}}) {
      for (int kx = 0; kx < kernel && !edge.empty(); ++kx) {
        const Range x = g.x.windows_on(kx, edge, limit);
        const std::size_t tap = size_of(kx * channels_);
        if (x != edge) clear(edge.size(), size_of(channels_), offset(edge.first) + tap, patch);
        if (x.empty()) continue;
        move(x.size(), size_of(channels_), image + g.pixel(y, g.x.at(x.first, kx)), step,
             offset(x.first) + tap, patch);
      }
    }
  }
}

void Patches::gather(const Context& context, int first_channel, std::size_t first, int count,
                     const float* images, float* patches) const {
  const auto copy = context.kernels->copy_matrix;
  images += first_channel;
  visit(
      context, first, count,
      [=](int rows, std::size_t n, std::size_t image, int image_stride, std::size_t patch,
          int stride) {
        copy(rows, n, images + image, stride_of(image_stride), patches + patch, stride_of(stride));
      },
      [=](int rows, std::size_t n, std::size_t patch, int stride) {
        float* to = patches + patch;
        for (int r = 0; r < rows; ++r, to += stride) std::fill_n(to, n, 0.0f);
      });
}

void Patches::scatter(const Context& context, int first_channel, std::size_t first, int count,
                      const float* patches, float* images) const {
  const auto add = context.kernels->add_matrix;
  images += first_channel;
  visit(
      context, first, count,
      [=](int rows, std::size_t n, std::size_t image, int image_stride, std::size_t patch,
          int stride) {
        add(rows, n, patches + patch, stride_of(stride), images + image, stride_of(image_stride));
      },
      [](int, std::size_t, std::size_t, int) {});
}

}  // namespace hunch::ops
