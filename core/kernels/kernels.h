#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

/// The innermost loops: raw pointers and sizes, no allocation, no state, no errors. The text of
/// every kernel is written once over a small vector type and compiled once for each target; a
/// `Kernels` table holds the functions of one target. All matrices are row-major, float32.
namespace hunch::kernels {

enum class Activation : std::uint8_t {
  kLinear,
  kRelu,
  kLeakyRelu,
  kElu,
  kGelu,
  kSilu,
  kSigmoid,
  kTanh,
  kSoftplus,
  kSelu,         ///< 1.0507 (x > 0 ? x : 1.6733 (e^x - 1))
  kCelu,         ///< with alpha 1, where it is elu
  kSoftsign,     ///< x / (1 + |x|)
  kHardsigmoid,  ///< 0.2 x + 0.5 held in [0,1]
  kHardswish,    ///< x (x + 3) / 6, the second factor held in [0,1]
  kMish          ///< x tanh(softplus(x))
};
inline constexpr int kActivationCount = 15;

/// Elementwise maths offered as kernels (vector argument reduction and polynomials, no libm).
enum class Unary : std::uint8_t { kExp, kLog, kTanh, kSigmoid, kSoftplus, kSin, kCos };
inline constexpr int kUnaryCount = 7;

enum class Trans : std::uint8_t { kNo, kYes };

/// What a fused optimizer update needs; rates are already scheduled and bias-corrected by the
/// caller.
struct UpdateParams {
  float rate = 0;         ///< step size of this step
  float momentum = 0;     ///< momentum / Nesterov
  float beta1 = 0;        ///< Adam first-moment decay
  float beta2 = 0;        ///< Adam second-moment decay; RMSProp's rho
  float correction1 = 1;  ///< 1 / (1 - beta1^t)
  float correction2 = 1;  ///< 1 / (1 - beta2^t)
  float epsilon = 1e-8f;  ///< added outside the root
  float decay = 0;        ///< decoupled weight decay: w -= rate * decay * w
  float grad_scale = 1;   ///< multiplies each gradient first (clipping by norm)
};

/// A counter of the Philox generator: value = f(key, counter). See base/random.h for what goes
/// where.
struct RandomKey {
  std::uint64_t key = 0;  ///< seed, mixed with the stream
  std::uint32_t layer = 0;
  std::uint32_t step_lo = 0;  ///< training step or Monte-Carlo sample
  std::uint32_t step_hi = 0;
};

/// Rows of numbers in a rectangle: row (i, j) begins at data + i * row + j * column.
struct Grid {
  const float* data;
  std::ptrdiff_t row;
  std::ptrdiff_t column;
};

struct Kernels {
  const char* name;  ///< "scalar", "simd128", "relaxed", "sse", "avx2", "avx512", "neon"
  bool exact;  ///< four lanes, no fused multiply-add: the same bits as every other exact table

  /// C (M,N) = op(A) (M,K) * op(B) (K,N) + (accumulate ? C : 0) + (bias ? bias (N) to every row :
  /// 0). lda, ldb, ldc are row strides of the matrices as stored. `scratch` has gemm_scratch(M,N,K)
  /// floats and may be null when that is 0. Any M,N,K >= 0. Small sizes (M = 1 or N = 1) are quick
  /// too.
  void (*gemm)(Trans ta, Trans tb, int M, int N, int K, const float* A, int lda, const float* B,
               int ldb, bool accumulate, const float* bias, float* C, int ldc, float* scratch);
  std::size_t (*gemm_scratch)(int M, int N, int K);

  void (*col_sum)(int rows, int cols, const float* x, float* sum);  ///< sum (cols) += rows of x

  /// y (n) = f(x); x and y may be the same buffer.
  void (*activate)(Activation f, std::size_t n, const float* x, float* y);
  /// dx (n) = dy * f'(x), given both x (input) and y (output); dx may alias dy.
  void (*activate_grad)(Activation f, std::size_t n, const float* x, const float* y,
                        const float* dy, float* dx);
  void (*unary)(Unary f, std::size_t n, const float* x, float* y);

  /// mask (n bytes): 1 = keep with probability 1 - rate, else 0. Element i depends on (key, first +
  /// i) alone: the same bits on every target and however a range is split. The probability is exact
  /// to 2^-24 or better.
  void (*dropout_mask)(RandomKey key, std::uint64_t first, std::size_t n, float rate,
                       std::uint8_t* mask);
  /// y (n) = mask ? x * scale : 0; y may alias x.
  void (*dropout_apply)(std::size_t n, const float* x, const std::uint8_t* mask, float scale,
                        float* y);
  /// y (n): uniform in [0,1) with 24 bits; normal by Box-Muller over own log, sqrt, sin, cos.
  void (*random_uniform)(RandomKey key, std::uint64_t first, std::size_t n, float* y);
  void (*random_normal)(RandomKey key, std::uint64_t first, std::size_t n, float* y);

  void (*scale)(std::size_t n, float a, float* x);                 ///< x *= a
  void (*axpy)(std::size_t n, float a, const float* x, float* y);  ///< y += a x
  /// y (n) = start (n) + sum over i < count of factor[i] * row index[i] of `rows` (row k begins at
  /// k * stride): a sparse row times a matrix. start may be y.
  void (*add_rows)(std::size_t count, const std::uint32_t* index, const float* factor,
                   std::size_t n, const float* rows, std::size_t stride, const float* start,
                   float* y);
  void (*multiply)(std::size_t n, const float* x, const float* y, float* z);  ///< z = x y
  float (*dot)(std::size_t n, const float* x, const float* y);
  float (*sum)(std::size_t n, const float* x);
  float (*sum_squares)(std::size_t n, const float* x);
  float (*sum_abs)(std::size_t n, const float* x);
  float (*max_abs)(std::size_t n, const float* x);
  bool (*all_finite)(std::size_t n, const float* x);
  /// g (n) += l1 * sign(w) + l2 * w   (gradient of l1 |w| + l2/2 w^2)
  void (*regularize)(std::size_t n, float l1, float l2, const float* w, float* g);
  /// p (rows, cols) = softmax of each row, shifted by the row's maximum; p may alias x.
  void (*softmax)(int rows, int cols, const float* x, float* p);
  /// lse (rows) = log(sum(exp(row)))
  void (*log_sum_exp)(int rows, int cols, const float* x, float* lse);

  // For layers beyond dense ones (HUNCH_LAYER_KERNELS of list.h).
  /// One step of an LSTM for `rows` rows of `width` = H units. z (rows,4H): i, f, g, o of each row,
  /// before their functions on entry and after them on return; cell (rows,H) = f before + i g;
  /// state (rows,H) = o tanh(cell). cell may be `before`.
  void (*lstm_gates)(int rows, int width, float* z, const float* before, float* cell, float* state);
  /// dz (rows,4H), by what z held on entry, from z and cell as left, dstate (rows,H) by `state` and
  /// dcell (rows,H) by `cell`, which becomes that by `before`.
  void (*lstm_gates_grad)(int rows, int width, const float* z, const float* before,
                          const float* cell, const float* dstate, float* dcell, float* dz);
  /// One step of a GRU. z (rows,4H): r, u, n before their functions and p; r, u, n on return; n =
  /// tanh(n + r p) when the reset comes after the product, else tanh(n). state (rows,H) = u before
  /// + (1 - u) n; may be `before`.
  void (*gru_gates)(int rows, int width, bool reset_after, float* z, const float* before,
                    float* state);
  /// dz (rows,4H) by r, u, n, p as they were on entry with reset_after; dbefore (rows,H) += u
  /// dstate.
  void (*gru_gates_grad)(int rows, int width, const float* z, const float* before,
                         const float* dstate, float* dbefore, float* dz);

  /// to (rows, n) = from (rows, n), and to += from, at their row strides: row after row, so that
  /// rows of `to` may overlap.
  void (*copy_matrix)(int rows, std::size_t n, const float* from, std::ptrdiff_t from_stride,
                      float* to, std::ptrdiff_t to_stride);
  void (*add_matrix)(int rows, std::size_t n, const float* from, std::ptrdiff_t from_stride,
                     float* to, std::ptrdiff_t to_stride);
  /// y (n) = start (n) + sum over the (rows, cols) grid of a's row times b's row. start may be y.
  void (*multiply_window)(int rows, int cols, std::size_t n, Grid a, Grid b, const float* start,
                          float* y);
  /// y (count, n) = the largest of the (rows, cols) rows of each of `count` grids, of which x is
  /// the first and each begins `step` after the one before: the first of equals, NaN above all (the
  /// last of them). where (count, n) = its distance from x.data, plus `first`. rows, cols > 0.
  void (*max_windows)(int count, std::ptrdiff_t step, int rows, int cols, std::size_t n, Grid x,
                      std::uint32_t first, float* y, std::uint32_t* where);

  // Optimizers over P parameters: w, g (P) and their state buffers (P). Denormal moments are
  // flushed.
  void (*sgd)(std::size_t n, const UpdateParams& p, float* w, const float* g);
  void (*momentum)(std::size_t n, const UpdateParams& p, float* w, const float* g, float* v);
  void (*nesterov)(std::size_t n, const UpdateParams& p, float* w, const float* g, float* v);
  void (*rmsprop)(std::size_t n, const UpdateParams& p, float* w, const float* g, float* s);
  void (*adagrad)(std::size_t n, const UpdateParams& p, float* w, const float* g, float* s);
  void (*adam)(std::size_t n, const UpdateParams& p, float* w, const float* g, float* m, float* v);

  double (*burn)(std::size_t rounds);  ///< see burn_multiply_add
};

/// The tables compiled into this program that this processor can run, slowest first.
std::span<const Kernels* const> available();

/// The quickest table that passed `self_test`; falls back towards scalar. Decided once.
const Kernels& best();

/// The four-lane table without fused multiply-add: equal bits on every target. A program that links
/// none (the page's relaxed module) gets what there is: look at `exact` of the answer.
const Kernels& exact();

/// By name, or null: for tests, benchmarks and `--kernels`.
const Kernels* by_name(const char* name);

/// About a millisecond of known answers (a browser has shipped SIMD that computed wrongly).
bool self_test(const Kernels& k);
/// Its halves: HUNCH_DENSE_KERNELS and HUNCH_LAYER_KERNELS.
bool self_test_dense(const Kernels& k);
bool self_test_layers(const Kernels& k);

/// Hashes of what the self-test's calls answer: the same for all exact tables, on every machine.
struct AnswerHashes {
  std::uint64_t dense = 0, layers = 0;
  bool operator==(const AnswerHashes&) const = default;
};
AnswerHashes answer_hashes(const Kernels& k);

/// Multiply-adds on registers alone, `rounds` times; returns how many floating-point operations
/// that was. The caller times it: the machine's measured peak for this table.
double burn_multiply_add(const Kernels& k, std::size_t rounds);

}  // namespace hunch::kernels
