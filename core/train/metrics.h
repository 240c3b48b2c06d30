#pragma once

namespace hunch::train {

/// Loss and the task's metrics over one part of the data, dropout off. Every field is NaN when the
/// part is empty.
struct Metrics {
  double loss = 0;      ///< without the regularization terms
  double accuracy = 0;  ///< classification; of labels that may hold at once, the mean over them
  double rmse = 0;      ///< regression, in the target's own units
  double r2 = 0;        ///< regression: 1 - SSE/SST, SST about the part's own mean; 0 when SST is 0
  double exact = 0;     ///< such labels: share of the examples all of whose labels are right
  double f1 = 0;        ///< such labels: 2 TP / (2 TP + FP + FN) over all of them; 1 without any
};

}  // namespace hunch::train
