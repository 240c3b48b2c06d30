#pragma once

#include <array>
#include <cstring>
#include <utility>

#include "kernels/kernels.h"
#include "kernels/text/loops.inc.h"

// C = op(A) op(B) + start, after Goto and van de Geijn, "Anatomy of high-performance matrix
// multiplication", ACM TOMS 34 (2008): a tile of C stays in registers while k runs; panels of B are
// packed so that they are read in order from the first cache, and A too when it is stored
// transposed and large. Small matrices are read in place.
//
// Every element of C is one chain, start + a0 b0 + a1 b1 + ..., whatever the tile, the packing and
// the blocking are: blocks of K continue from C in memory. Only rows_dot() sums in lanes.
namespace hunch::kernels {
namespace {

using Index = std::ptrdiff_t;

constexpr int kTileVectors = 2;
constexpr int kTileCols = kTileVectors * kLanes;
constexpr int kBlockK = 256;
constexpr int kBlockN = 512;
constexpr int kBlockM = 32 * kTileRows;
constexpr int kDirectB = 8192;           // floats of B that are read in place,
constexpr int kDirectM = 8 * kTileRows;  // and rows of C for which packing any B would not pay
// A transposed A is read in place up to this depth, or up to so many columns of C.
constexpr int kDirectA = 128;
constexpr int kDirectN = 128;

constexpr int lesser(int a, int b) { return a < b ? a : b; }
constexpr int round_up(int n, int unit) { return (n + unit - 1) / unit * unit; }
/// The size of each of the fewest equal parts of n that are at most `most`.
constexpr int even_part(int n, int most) {
  const int parts = (n + most - 1) / most;
  return parts == 0 ? 0 : (n + parts - 1) / parts;
}

/// Rows as the fewest tiles: `tall` ones of `height` rows, then `low` ones of a row less. None is
/// so low that its few chains leave the pipelines empty.
struct Cut {
  int height, tall, low;
};
constexpr Cut cut_rows(int rows) {
  const int tiles = (rows + kTileRows - 1) / kTileRows, height = even_part(rows, kTileRows);
  const int tall = rows - tiles * (height - 1);
  return {height, tall, tiles - tall};
}

/// Element (i, k) of op(A) is data[i * row + k * depth].
struct View {
  const float* data;
  Index row;
  Index depth;
};

/// Where C's chains start: that of element (i, j) is from[i * row + j * column]. Column is 0 where
/// all start at 0, of which there is a row of one tile.
struct Start {
  const float* from;
  Index row, column;
  Start at(Index i, Index j) const { return {from + i * row + j * column, row, column}; }
};

/// Tiles of C below each other: so many of so many rows, whose rows of A begin `step` apart.
struct Stack {
  int tiles, rows;
  int depth;
  View a;
  Index step;
  const float* b;
  Index b_stride;
  Start start;
  float* c;
  Index ldc;
};

/// C (R, V vectors) from `depth` columns of A and rows of B, tile by tile: what a Stack says, one
/// by one, since wasm passes a struct through memory. Adjacent: A's rows are next to each other.
/// Never inlined: among what its caller keeps, the addresses of A's rows would no longer find
/// registers.
template <int R, int V, bool adjacent>
__attribute__((noinline)) void tiles(int count, int depth, const float* a, Index a_row,
                                     Index a_depth, Index step, const float* b, Index b_stride,
                                     const float* start, Index start_row, float* c, Index ldc) {
  const Index row = adjacent ? 1 : a_row;
  for (; count > 0; --count, a += step, start += R * start_row, c += R * ldc) {
    F sum[R][V];
    HUNCH_UNROLL
    for (int i = 0; i < R; ++i) {
      HUNCH_UNROLL
      for (int j = 0; j < V; ++j) sum[i][j] = load(start + i * start_row + j * kLanes);
    }
    const float* p = a;
    const float* q = b;
    for (int k = 0; k < depth; ++k, p += a_depth, q += b_stride) {
      F right[V];
      HUNCH_UNROLL
      for (int j = 0; j < V; ++j) right[j] = load(q + j * kLanes);
      HUNCH_UNROLL
      for (int i = 0; i < R; ++i) {
        const F left = splat(p[i * row]);
        HUNCH_UNROLL
        for (int j = 0; j < V; ++j) sum[i][j] = madd(left, right[j], sum[i][j]);
      }
    }
    HUNCH_UNROLL
    for (int i = 0; i < R; ++i) {
      HUNCH_UNROLL
      for (int j = 0; j < V; ++j) store(c + i * ldc + j * kLanes, sum[i][j]);
    }
  }
}

/// tiles() of R = 1, 2, ... rows.
using Tiles = decltype(&tiles<1, 1, false>);
template <int V, bool adjacent, int... before>
constexpr std::array<Tiles, sizeof...(before)> tiles_of(std::integer_sequence<int, before...>) {
  return {tiles<before + 1, V, adjacent>...};
}
template <int V, bool adjacent>
constexpr auto kTiles = tiles_of<V, adjacent>(std::make_integer_sequence<int, kTileRows>());

/// tiles() for `cols` <= V vectors of C: at the right edge a padded copy of C is worked on. B has
/// whole vectors there.
template <int V>
void stack_edge(const Stack& s, int cols) {
  constexpr int width = V * kLanes;
  const auto row = static_cast<std::size_t>(s.rows - 1);
  const Tiles of_rows = s.a.row == 1 ? kTiles<V, true>[row] : kTiles<V, false>[row];
  const auto run = [of_rows](const Stack& t) {
    of_rows(t.tiles, t.depth, t.a.data, t.a.row, t.a.depth, t.step, t.b, t.b_stride, t.start.from,
            t.start.row, t.c, t.ldc);
  };
  if (cols == width) return run(s);
  constexpr int last = width - kLanes;  // whole vectors, then a part of one
  const auto rest = static_cast<std::size_t>(cols - last);
  const auto get = [rest](const float* p, int j) {
    return j < last ? load(p + j) : load_part(p + j, rest);
  };
  float padded[kTileRows * width] = {};
  Stack one = s;
  one.tiles = 1;
  one.start = {padded, width, 1};
  one.c = padded;
  one.ldc = width;
  const float* start = s.start.from;
  float* c = s.c;
  for (int t = 0; t < s.tiles; ++t, one.a.data += s.step) {
    for (int i = 0; i < s.rows; ++i, start += s.start.row) {
      for (int j = 0; j < width; j += kLanes) {
        store(padded + i * width + j, get(start, j));
      }
    }
    run(one);
    for (int i = 0; i < s.rows; ++i, c += s.ldc) {
      const float* from = padded + i * width;
      for (int j = 0; j < last; j += kLanes) store(c + j, load(from + j));
      store_part(c + last, load(from + last), rest);
    }
  }
}

/// op(B)'s rows k < depth and columns j < cols as panels of kTileCols columns (the last one of one
/// vector when that is enough), padded with zeros.
void pack_b(Trans tb, const float* b, Index ldb, int depth, int cols, float* to) {
  for (int j = 0; j < cols; j += kTileCols) {
    const int width = cols - j <= kLanes ? kLanes : kTileCols;
    const int used = lesser(width, cols - j);
    if (tb == Trans::kNo) {
      const float* from = b + j;
      for (int k = 0; k < depth; ++k, from += ldb) {
        float* row = to + static_cast<Index>(k) * width;
        if (used == width) {
          for (int v = 0; v < width; v += kLanes) store(row + v, load(from + v));
        } else {
          for (int i = 0; i < width; ++i) row[i] = i < used ? from[i] : 0;
        }
      }
    } else {
      const float* from = b + j * ldb;
      int i = 0;
      for (; i + 4 <= used; i += 4) {
        int k = 0;
        for (; k + 4 <= depth; k += 4) {
          transpose4(from + i * ldb + k, ldb, to + static_cast<Index>(k) * width + i, width);
        }
        for (; k < depth; ++k) {
          for (int u = i; u < i + 4; ++u) to[static_cast<Index>(k) * width + u] = from[u * ldb + k];
        }
      }
      for (; i < width; ++i) {
        for (int k = 0; k < depth; ++k) {
          to[static_cast<Index>(k) * width + i] = i < used ? from[i * ldb + k] : 0;
        }
      }
    }
    to += static_cast<Index>(depth) * width;
  }
}

/// Rows of a transposed A (stored depth x rows) tile by tile, in each depth by depth.
void pack_a(const float* a, Index lda, int depth, Cut cut, float* to) {
  for (int t = 0; t < cut.tall + cut.low; ++t) {
    const int height = t < cut.tall ? cut.height : cut.height - 1;
    const float* from = a;
    for (int k = 0; k < depth; ++k, from += lda, to += height) {
      int u = 0;
      for (; u + 4 <= height; u += 4) std::memcpy(to + u, from + u, 4 * sizeof(float));
      for (; u < height; ++u) to[u] = from[u];
    }
    a += height;
  }
}

/// y[r * y_stride] += the dot product of row r < R of m (R, depth) with x.
template <int R>
HUNCH_INLINE void rows_dot(int depth, const float* m, Index ldm, const float* x, float* y,
                           Index y_stride) {
  const int whole = depth / kLanes * kLanes;
  F sum[R];
  HUNCH_UNROLL
  for (int r = 0; r < R; ++r) sum[r] = splat(0.0f);
  for (int k = 0; k < whole; k += kLanes) {
    const F right = load(x + k);
    HUNCH_UNROLL
    for (int r = 0; r < R; ++r) sum[r] = madd(load(m + r * ldm + k), right, sum[r]);
  }
  if (whole < depth) {
    const auto rest = static_cast<std::size_t>(depth - whole);
    const F right = load_part(x + whole, rest);
    HUNCH_UNROLL
    for (int r = 0; r < R; ++r) {
      sum[r] = madd(load_part(m + r * ldm + whole, rest), right, sum[r]);
    }
  }
  for (int r = 0; r < R; ++r) y[r * y_stride] = y[r * y_stride] + add_across(sum[r]);
}

/// The same for any number of rows, four at a time.
void rows_dot(int rows, int depth, const float* m, Index ldm, const float* x, float* y,
              Index y_stride) {
  int i = 0;
  for (; i + 4 <= rows; i += 4) rows_dot<4>(depth, m + i * ldm, ldm, x, y + i * y_stride, y_stride);
  for (; i < rows; ++i) rows_dot<1>(depth, m + i * ldm, ldm, x, y + i * y_stride, y_stride);
}

/// Floats that gemm_blocks() needs: one block of B in panels, one of A in tiles.
constexpr std::size_t block_scratch(int M, int N, int K) {
  const int cols = round_up(even_part(N, kBlockN), kTileCols) + kTileCols;
  return static_cast<std::size_t>(even_part(K, kBlockK)) *
         static_cast<std::size_t>(cols + lesser(M, kBlockM));
}

std::size_t gemm_scratch(int M, int N, int K) {
  if (M <= 0 || N <= 0 || K <= 0) return 0;
  const std::size_t scratch = block_scratch(M, N, K);
  if (N > 1) return scratch;
  const std::size_t as_row = block_scratch(1, M, K);  // see gemm()
  return scratch > as_row ? scratch : as_row;
}

/// Tiles over one block: all of `a`'s rows by `cols` columns. B is packed in panels, or read in
/// place at stride ldb; then cols is a multiple of kLanes.
void block(Cut cut, int cols, int depth, View a, bool a_packed, const float* b, bool b_packed,
           Index ldb, Start start, float* c, Index ldc) {
  for (int j = 0; j < cols; j += kTileCols) {
    const int used = lesser(kTileCols, cols - j);
    const bool narrow = used <= kLanes;
    const Index b_stride = !b_packed ? ldb : narrow ? kLanes : kTileCols;
    const float* panel = b + (b_packed ? static_cast<Index>(j) * depth : j);
    View left = a;
    float* corner = c + j;
    int row = 0;
    for (int low = 0; low < 2; ++low) {
      const int tiles = low ? cut.low : cut.tall, height = cut.height - low;
      if (a_packed) left.row = 1, left.depth = height;
      const Index step = height * (a_packed ? depth : a.row);
      if (tiles > 0) {
        const Stack s{tiles,    height,           depth,  left, step, panel,
                      b_stride, start.at(row, j), corner, ldc};
        narrow ? stack_edge<1>(s, used) : stack_edge<2>(s, used);
      }
      row += tiles * height;
      left.data += tiles * step;
      corner += tiles * height * ldc;
    }
  }
}

/// The general case, M, N, K > 0.
void gemm_blocks(Trans ta, Trans tb, int M, int N, int K, const float* A, Index lda, const float* B,
                 Index ldb, Start start, float* C, Index ldc, float* scratch) {
  const int block_k = even_part(K, kBlockK);
  const int block_n = round_up(even_part(N, kBlockN), kTileCols);
  const int block_m = even_part(M, kBlockM);
  const bool b_in_place = tb == Trans::kNo && (Index{K} * N <= kDirectB || M <= kDirectM);
  const bool a_packed = ta == Trans::kYes && block_k > kDirectA && N > kDirectN;
  float* packed_a = scratch + static_cast<Index>(block_k) * (block_n + kTileCols);
  for (int k = 0; k < K; k += block_k) {
    const int depth = lesser(block_k, K - k);
    for (int j = 0; j < N; j += block_n) {
      const int cols = lesser(block_n, N - j);
      const float* b = tb == Trans::kNo ? B + k * ldb + j : B + j * ldb + k;
      // In place only whole vectors can be read; the columns at the right edge are packed.
      const int direct = b_in_place ? cols / kLanes * kLanes : 0;
      if (direct < cols) {
        pack_b(tb, tb == Trans::kNo ? b + direct : b + direct * ldb, ldb, depth, cols - direct,
               scratch);
      }
      for (int i = 0; i < M; i += block_m) {
        const Cut cut = cut_rows(lesser(block_m, M - i));
        View a = ta == Trans::kNo ? View{A + i * lda + k, lda, 1} : View{A + k * lda + i, 1, lda};
        if (a_packed) {
          pack_a(a.data, lda, depth, cut, packed_a);
          a.data = packed_a;
        }
        float* c = C + i * ldc + j;
        const Start from = k > 0 ? Start{c, ldc, 1} : start.at(i, j);
        block(cut, direct, depth, a, a_packed, b, false, ldb, from, c, ldc);
        block(cut, cols - direct, depth, a, a_packed, scratch, true, 0, from.at(0, direct),
              c + direct, ldc);
      }
    }
  }
}

/// The chains' starts alone, which are all of the answer when K is 0: 0 or C, plus a bias for each
/// column.
void begin(int M, int N, bool accumulate_c, const float* bias, float* C, Index ldc) {
  for (int i = 0; i < M; ++i) {
    for (int j = 0; j < N; ++j) {
      const float c = accumulate_c ? C[i * ldc + j] : 0;
      C[i * ldc + j] = bias != nullptr ? c + bias[j] : c;
    }
  }
}

void gemm(Trans ta, Trans tb, int M, int N, int K, const float* A, int lda, const float* B, int ldb,
          bool accumulate_c, const float* bias, float* C, int ldc, float* scratch) {
  if (M <= 0 || N <= 0) return;
  if (K <= 0) return begin(M, N, accumulate_c, bias, C, ldc);
  if (K == 1 && tb == Trans::kYes && ldb == 1) {  // a column stored in order is a row
    tb = Trans::kNo;
    ldb = N;
  }
  const bool b_is_vector = tb == Trans::kYes || ldb == 1 || K == 1;  // of N = 1, contiguous
  if (N == 1 && ta == Trans::kNo && b_is_vector) {
    begin(M, 1, accumulate_c, bias, C, ldc);
    return rows_dot(M, K, A, lda, B, C, ldc);
  }
  const bool a_is_vector = ta == Trans::kNo || lda == 1 || K == 1;  // of M = 1
  if (M == 1 && tb == Trans::kYes && a_is_vector) {
    begin(1, N, accumulate_c, bias, C, ldc);
    return rows_dot(N, K, B, ldb, A, C, 1);
  }
  if (N == 1 && ldc == 1 && M > 1) {  // C as a row: its transpose is op(B)' op(A)'
    begin(M, 1, accumulate_c, bias, C, ldc);
    const Trans left = tb == Trans::kNo ? Trans::kYes : Trans::kNo;
    const Trans right = ta == Trans::kNo ? Trans::kYes : Trans::kNo;
    return gemm_blocks(left, right, 1, M, K, B, ldb, A, lda, {C, 0, 1}, C, M, scratch);
  }
  static constexpr float zeros[kTileCols] = {};
  Start start{zeros, 0, 0};
  if (accumulate_c) {
    if (bias != nullptr) begin(M, N, true, bias, C, ldc);
    start = {C, ldc, 1};
  } else if (bias != nullptr) {
    start = {bias, 0, 1};
  }
  gemm_blocks(ta, tb, M, N, K, A, lda, B, ldb, start, C, ldc, scratch);
}

/// Enough independent chains to fill the pipelines, fed from registers alone.
double burn(std::size_t rounds) {
  constexpr int chains = 12;
  F sum[chains];
  HUNCH_UNROLL
  for (int i = 0; i < chains; ++i) sum[i] = splat(static_cast<float>(i));
  const F factor = splat(0.999f), term = splat(0.5f);
  for (std::size_t r = 0; r < rounds; ++r) {
    HUNCH_UNROLL
    for (int i = 0; i < chains; ++i) sum[i] = madd(sum[i], factor, term);
  }
  F total = sum[0];
  HUNCH_UNROLL
  for (int i = 1; i < chains; ++i) total = total + sum[i];
  volatile float sink = add_across(total);
  (void)sink;
  return 2.0 * chains * kLanes * static_cast<double>(rounds);
}

}  // namespace
}  // namespace hunch::kernels
