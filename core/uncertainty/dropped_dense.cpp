#include "uncertainty/dropped_dense.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "ops/dense.h"
#include "ops/dropout.h"

namespace hunch::uncertainty {
namespace {

constexpr double kLargestRate = 0.25;  // beyond, the plain product is quicker
constexpr std::size_t kFewestUnits = 8;

/// Up to 64 bytes of 0 and 1 as bits: set where the byte is 0. Gathered first and walked after,
/// since a processor guesses the end of one long walk better than of eight short ones.
std::uint64_t zero_bits(const std::uint8_t* bytes, std::size_t count) {
  std::uint64_t bits = 0;
  std::size_t i = 0;
  for (; i + 8 <= count; i += 8) {
    std::uint64_t eight;
    std::memcpy(&eight, bytes + i, 8);
    // The product moves byte k's bit to bit 56 + k.
    bits |= ((eight * 0x0102040810204080u) >> 56) << i;
  }
  for (; i < count; ++i) bits |= std::uint64_t{bytes[i]} << i;
  return count == 64 ? ~bits : bits ^ ((std::uint64_t{1} << count) - 1);
}

/// The indices of the zero bytes among `count` bytes of 0 and 1.
std::size_t find_zeros(const std::uint8_t* bytes, std::size_t count, std::uint32_t* index) {
  std::size_t found = 0;
  for (std::size_t i = 0; i < count; i += 64) {
    std::uint64_t zeros = zero_bits(bytes + i, std::min<std::size_t>(count - i, 64));
    for (; zeros != 0; zeros &= zeros - 1) {
      index[found++] =
          static_cast<std::uint32_t>(i) + static_cast<std::uint32_t>(std::countr_zero(zeros));
    }
  }
  return found;
}

const nn::Network::Step& step_of(const nn::Network& network, int step) {
  return network.steps()[static_cast<std::size_t>(step)];
}

}  // namespace

bool DroppedDense::fits(const nn::Network& network, int step) {
  if (step + 1 >= static_cast<int>(network.steps().size())) return false;
  const auto* dropout = dynamic_cast<const ops::Dropout*>(step_of(network, step).op.get());
  const auto* dense = dynamic_cast<const ops::Dense*>(step_of(network, step + 1).op.get());
  const bool chained = !network.branches() && step_of(network, step + 1).input.rank() == 1;
  return chained && dropout != nullptr && dense != nullptr && !dense->stochastic() &&
         dropout->rate() <= kLargestRate &&
         step_of(network, step + 1).output.size() >= kFewestUnits;
}

void DroppedDense::prepare(const nn::Network& network, std::span<const float> parameters,
                           const kernels::Kernels& kernels, int step, std::span<const float> inputs,
                           std::size_t n) {
  const nn::Network::Step& dense = step_of(network, step + 1);
  const auto& dropout = static_cast<const ops::Dropout&>(*step_of(network, step).op);
  kernels_ = &kernels;
  inputs_ = inputs;
  features_ = dense.input.size();
  units_ = dense.output.size();
  scale_ = dropout.scale();
  weights_ = parameters.subspan(dense.parameter_offset, features_ * units_);
  index_.resize(features_);
  factor_.resize(features_);
  common_.resize(n * units_);

  const int rows = static_cast<int>(n);
  const int width = static_cast<int>(units_);
  const int depth = static_cast<int>(features_);
  const float* bias = weights_.data() + weights_.size();
  std::vector<float> scratch(kernels.gemm_scratch(rows, width, depth));
  kernels.gemm(kernels::Trans::kNo, kernels::Trans::kNo, rows, width, depth, inputs.data(), depth,
               weights_.data(), width, false, nullptr, common_.data(), width, scratch.data());
  kernels.scale(common_.size(), scale_, common_.data());
  for (std::size_t row = 0; row < n; ++row) {
    kernels.axpy(units_, 1, bias, common_.data() + row * units_);
  }
}

void DroppedDense::run(std::size_t first, std::size_t rows, const std::uint8_t* masks,
                       std::span<float> y) {
  for (std::size_t row = 0; row < rows; ++row) {
    const std::size_t dropped = find_zeros(masks + row * features_, features_, index_.data());
    const float* h = inputs_.data() + (first + row) * features_;
    for (std::size_t i = 0; i < dropped; ++i) factor_[i] = -scale_ * h[index_[i]];
    kernels_->add_rows(dropped, index_.data(), factor_.data(), units_, weights_.data(), units_,
                       common_.data() + (first + row) * units_, y.data() + row * units_);
  }
}

}  // namespace hunch::uncertainty
