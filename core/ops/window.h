#pragma once

#include <cstddef>
#include <string>

#include "ops/op.h"

/// What convolution and pooling share: how windows lie on an image, and patch matrices.
namespace hunch::ops {

/// How a window moves along one axis.
struct Slide {
  int kernel = 1;
  int stride = 1;
  int dilation = 1;           ///< distance between neighbouring taps
  int before = 0, after = 0;  ///< padding: left and right, or top and bottom
  bool operator==(const Slide&) const = default;
};

/// Windows over images (Y,X,C), or over sequences (T,C), which are images of one row.
struct Window {
  Slide y, x;
  /// Padding so that there are size / stride windows, rounded up; an odd one goes to the end (as
  /// SAME_UPPER of ONNX). before and after are ignored then. Otherwise padding is as given: none is
  /// "valid".
  bool same = false;
  /// Rounds the number of windows up. A window that would begin behind the input is left out.
  bool ceil = false;
  int axes = 2;  ///< 2: (Y,X,C); 1: (T,C)

  static Window square(int kernel, int stride = 1, int padding = 0);
  static Window plane(const Slide& y, const Slide& x) { return {.y = y, .x = x}; }
  static Window line(const Slide& t) { return {.y = {}, .x = t, .axes = 1}; }
  std::string suffix() const { return axes == 1 ? "1d" : "2d"; }  ///< of an op's name
  std::string text(int along_y, int along_x) const;               ///< "3x5", or "5" of one axis
};

/// [first, last), never with last < first.
struct Range {
  int first = 0, last = 0;
  int size() const { return last - first; }
  bool empty() const { return last == first; }
  bool operator==(const Range&) const = default;
};

/// One axis with sizes: tap k of window o lies at o * stride - before + k * dilation.
struct Axis {
  Slide slide;
  int size = 1;     ///< Y or X
  int windows = 1;  ///< Yo or Xo
  int at(int window, int tap) const {
    return window * slide.stride - slide.before + tap * slide.dilation;
  }
  /// The taps of a window that lie on [0, limit).
  Range taps(int window, int limit) const;
  /// Those of `among` windows whose tap lies on [0, limit).
  Range windows_on(int tap, Range among, int limit) const;
};

/// All windows over one image.
struct Geometry {
  Axis y, x;
  int channels = 1;  ///< C
  int axes = 2;

  std::size_t image_size() const;   ///< Y * X * C
  std::size_t windows() const;      ///< Yo * Xo
  std::size_t kernel_size() const;  ///< Ky * Kx
  /// (Yo,Xo,channels) or (To,channels).
  Shape output(int output_channels) const;
  /// How many columns of an image count: X, or a sequence's length.
  int columns(const Context& context, std::size_t image) const;
  /// Distance from an image's first number to channel 0 of its pixel (row, column).
  std::size_t pixel(int row, int column) const;
};

/// Lays windows over `input`. Errors: a rank that is not the window's; sizes below 1 or huge; a
/// kernel that is larger than the padded input.
Geometry lay_windows(const std::string& op, const Shape& input, const Window& window);
/// The checks of rank and sizes alone, and the size of a dilated kernel.
void check_window(const std::string& op, const Shape& input, const Window& window);
/// What convolutions need besides: filters; groups that divide them and the channels; a weight that
/// is not huge.
void check_groups(const std::string& op, const Shape& input, const Window& window, int filters,
                  int groups);
inline int reach(const Slide& s) { return s.dilation * (s.kernel - 1) + 1; }

/// Patch matrices: what the windows see of `channels` channels from `first_channel` on, 0 where
/// there is padding. Position p is a window: image p / (Yo*Xo), window p % (Yo*Xo) of it.
class Patches {
 public:
  /// kByWindow: (positions, Ky*Kx*channels). kByTap: (Ky*Kx, positions), which has long runs when
  /// C is 1 and the stride along x is 1, the only case it is for.
  enum class Layout : std::uint8_t { kByWindow, kByTap };

  Patches() = default;
  Patches(const Geometry& geometry, int channels, Layout layout);
  int size() const;  ///< Ky*Kx*channels
  bool by_tap() const { return layout_ == Layout::kByTap; }
  /// How many positions are worked on at a time, so that their patches stay in the cache.
  int block() const;
  /// Room for the patches of a block, and behind it
  std::size_t patch_floats() const {
    return static_cast<std::size_t>(block()) * static_cast<std::size_t>(size());
  }
  /// for gemm's products of them with matrices of `width` columns or rows, for up to so many
  /// positions in all.
  std::size_t gemm_floats(const kernels::Kernels& kernels, std::size_t positions, int width) const;
  /// patches = those of `count` positions from `first` on (im2col).
  void gather(const Context& context, int first_channel, std::size_t first, int count,
              const float* images, float* patches) const;
  /// The transpose: images += what the patches hold, each number where it was taken from (col2im).
  void scatter(const Context& context, int first_channel, std::size_t first, int count,
               const float* patches, float* images) const;

 private:
  template <class Move, class Clear>
  void visit(const Context& context, std::size_t first, int count, Move move, Clear clear) const;
  template <class Move, class Clear>
  void by_window(int row, Range columns, int limit, std::size_t image, std::size_t to, Move move,
                 Clear clear) const;

  Geometry geometry_;
  int channels_ = 1;
  Layout layout_ = Layout::kByWindow;
};

}  // namespace hunch::ops
