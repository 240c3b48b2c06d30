#pragma once

#include "ops/recurrent.h"

namespace hunch::ops {

/// Gates r, u, n in this order, each H wide, of W, U and b; s the sigmoid:
///   r = s(x_t Wr + br + h Ur), u = s(x_t Wu + bu + h Uu),
///   n = tanh(x_t Wn + bn + r (h Un + cn))   reset after (cuDNN, PyTorch), with a recurrent bias cn
///   n = tanh(x_t Wn + bn + (r h) Un)        reset before
///   h_t = u h_(t-1) + (1 - u) n
/// Cho, van Merrienboer, Gulcehre, Bahdanau, Bougares, Schwenk, Bengio 2014, "Learning phrase
/// representations using RNN encoder-decoder for statistical machine translation", EMNLP. The state
/// mask is on h in the products alone. Shapes, options and errors: Recurrent.
class Gru final : public Recurrent {
 public:
  explicit Gru(const RecurrentOptions& options, bool reset_after = true)
      : Recurrent("gru", {3, 4, false, reset_after}, options), reset_after_(reset_after) {}

 protected:
  void step(const Step& s) const override;
  void step_back(const StepBack& b) const override;
  void weight_gradient(const kernels::Kernels& k, int rows, const float* inputs, const float* gates,
                       const float* dgates, bool accumulate, float* dweight,
                       float* scratch) const override;

 private:
  bool reset_after_;
};

}  // namespace hunch::ops
