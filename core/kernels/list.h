#pragma once

// clang-format off
/// Every function of a `Kernels` table, once: makes the tables, and the lists of tests and benches.
#define HUNCH_KERNEL_LIST(X)                                                                       \
  X(gemm) X(gemm_scratch) X(col_sum)                                                               \
  X(activate) X(activate_grad) X(unary)                                                            \
  X(dropout_mask) X(dropout_apply) X(random_uniform) X(random_normal)                              \
  X(scale) X(axpy) X(add_rows) X(multiply) X(regularize)                                           \
  X(dot) X(sum) X(sum_squares) X(sum_abs) X(max_abs) X(all_finite)                                 \
  X(softmax) X(log_sum_exp)                                                                        \
  X(lstm_gates) X(lstm_gates_grad) X(gru_gates) X(gru_gates_grad)                                  \
  X(sgd) X(momentum) X(nesterov) X(rmsprop) X(adagrad) X(adam)                                     \
  X(burn)
// clang-format on
