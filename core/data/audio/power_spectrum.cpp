#include "data/audio/power_spectrum.h"

#include "base/math.h"

namespace hunch::data {
namespace {

using Complex = std::complex<double>;

/// Written out: the library's product looks for infinities.
Complex product(Complex a, Complex b) {
  return {a.real() * b.real() - a.imag() * b.imag(), a.real() * b.imag() + a.imag() * b.real()};
}

}  // namespace

PowerSpectrum::PowerSpectrum(std::size_t size)
    : size_(size), roots_(size / 2), reversed_(size / 2, 0), work_(size / 2) {
  const std::size_t half = size / 2;
  for (std::size_t k = 0; k < half; ++k) {
    const double angle = 2 * math::kPi * static_cast<double>(k) / static_cast<double>(size);
    roots_[k] = {math::cos(angle), -math::sin(angle)};
  }
  for (std::size_t k = 1; k < half; ++k) {
    reversed_[k] = reversed_[k / 2] / 2 + (k % 2 == 1 ? half / 2 : 0);
  }
}

void PowerSpectrum::transform() {
  const std::size_t half = size_ / 2;
  for (std::size_t width = 1; width < half; width *= 2) {
    const std::size_t stride = size_ / (2 * width);  // between the roots of this width
    for (std::size_t start = 0; start < half; start += 2 * width) {
      for (std::size_t k = 0; k < width; ++k) {
        Complex& even = work_[start + k];
        Complex& odd = work_[start + width + k];
        const Complex turned = product(roots_[k * stride], odd);
        odd = even - turned;
        even += turned;
      }
    }
  }
}

void PowerSpectrum::apply(std::span<const double> samples, std::span<double> power) {
  const std::size_t half = size_ / 2;
  for (std::size_t k = 0; k < half; ++k) {
    work_[reversed_[k]] = {samples[2 * k], samples[2 * k + 1]};
  }
  transform();
  // Z = E + i O holds the spectra of the even and the odd samples; X_k = E_k + exp(-2 pi i k/N)
  // O_k.
  for (std::size_t k = 0; k <= half; ++k) {
    const Complex z = work_[k % half], mirrored = std::conj(work_[(half - k) % half]);
    const Complex even = (z + mirrored) * 0.5;
    const Complex difference = (z - mirrored) * 0.5;
    const Complex odd{difference.imag(), -difference.real()};
    const Complex root = k < half ? roots_[k] : Complex{-1, 0};
    power[k] = std::norm(even + product(root, odd));
  }
}

}  // namespace hunch::data
