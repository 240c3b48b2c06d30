#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "nn/network.h"

namespace hunch::uncertainty {

/// Dropout and the dense layer after it, of inputs h (n,D) that are the same for every sample. What
/// all units together give is computed once; a sample takes away what its dropped units gave:
///   y = (h m / (1-p)) W + b  =  [h W / (1-p) + b]  -  sum over dropped j of h_j / (1-p) W_j,
/// which at small rates is a tenth of the multiplications. Rounds unlike the plain product, but the
/// same way for every number of rows and on every exact table.
class DroppedDense {
 public:
  /// Whether plan steps `step` and `step` + 1 are such a pair, and this way is the shorter.
  static bool fits(const nn::Network& network, int step);

  /// Computes the common part. `inputs` (n,D) must stay where it is.
  void prepare(const nn::Network& network, std::span<const float> parameters,
               const kernels::Kernels& kernels, int step, std::span<const float> inputs,
               std::size_t n);

  /// y (B,H) of rows [first, first + B) under masks (B,D), 1 = kept.
  void run(std::size_t first, std::size_t rows, const std::uint8_t* masks, std::span<float> y);

 private:
  const kernels::Kernels* kernels_ = nullptr;
  std::span<const float> inputs_;     // (n,D)
  std::span<const float> weights_;    // (D,H)
  std::size_t features_ = 0;          // D
  std::size_t units_ = 0;             // H
  float scale_ = 1;                   // 1/(1-p)
  std::vector<float> common_;         // (n,H)
  std::vector<std::uint32_t> index_;  // (D) dropped units of one row
  std::vector<float> factor_;         // (D) and what they weigh
};

}  // namespace hunch::uncertainty
