#pragma once

#include <complex>
#include <cstddef>
#include <span>
#include <vector>

namespace hunch::data {

/// |X_k|^2 of X_k = sum over n of x_n exp(-2 pi i k n / N), by the fast Fourier transform of Cooley
/// and Tukey, "An Algorithm for the Machine Calculation of Complex Fourier Series", Math. Comp. 19
/// (1965). The N real numbers go through it as N/2 complex ones. The same bits on every target.
class PowerSpectrum {
 public:
  /// N: a power of two from 4.
  explicit PowerSpectrum(std::size_t size);

  std::size_t bins() const { return size_ / 2 + 1; }
  /// samples (N) -> power (N/2 + 1)
  void apply(std::span<const double> samples, std::span<double> power);

 private:
  using Complex = std::complex<double>;
  void transform();

  std::size_t size_;
  std::vector<Complex> roots_;         // (N/2) exp(-2 pi i k / N)
  std::vector<std::size_t> reversed_;  // (N/2) its bits in the other order
  std::vector<Complex> work_;          // (N/2)
};

}  // namespace hunch::data
