#pragma once

// clang-format off
/// What dense networks and their training need.
#define HUNCH_DENSE_KERNELS(X)                                                                     \
  X(gemm) X(gemm_scratch) X(col_sum)                                                               \
  X(activate) X(activate_grad) X(unary)                                                            \
  X(dropout_mask) X(dropout_apply)                                                                 \
  X(scale) X(axpy) X(add_rows) X(multiply) X(regularize)                                           \
  X(dot) X(sum) X(sum_squares) X(sum_abs) X(max_abs) X(all_finite)                                 \
  X(softmax) X(log_sum_exp)                                                                        \
  X(sgd) X(momentum) X(nesterov) X(rmsprop) X(adagrad) X(adam)                                     \
  X(burn)
/// What other layers need besides.
#define HUNCH_LAYER_KERNELS(X)                                                                     \
  X(lstm_gates) X(lstm_gates_grad) X(gru_gates) X(gru_gates_grad)                                  \
  X(copy_matrix) X(add_matrix) X(multiply_window) X(max_windows)                                   \
  X(random_uniform) X(random_normal)
/// Every function of a `Kernels` table, once: makes the tables, and the lists of tests and benches.
#define HUNCH_KERNEL_LIST(X) HUNCH_DENSE_KERNELS(X) HUNCH_LAYER_KERNELS(X)
// clang-format on
