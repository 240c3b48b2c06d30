#include "uncertainty/predictive.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/math.h"
#include "ops/gaussian_nll.h"

namespace hunch::uncertainty {
namespace {

constexpr std::size_t kChunk = 256;  // points at a time, so that scratch stays in the cache
constexpr float kSure = 80;          // a logit beyond it is as good as endless: exp(-80) = 2e-35

/// H = -sum p ln p of K probabilities, 0 ln 0 = 0.
double entropy(const double* p, std::size_t classes, double scale) {
  double h = 0;
  for (std::size_t k = 0; k < classes; ++k) {
    const double q = p[k] * scale;
    if (q > 0) h -= q * math::log(q);
  }
  return h;
}

}  // namespace

Predictive::Predictive(nn::Head head, std::size_t points, double noise_variance, std::size_t keep,
                       const kernels::Kernels& kernels)
    : head_(head),
      points_(points),
      noise_variance_(noise_variance),
      keep_(keep),
      kernels_(&kernels),
      sums_(points * width()),
      spreads_(points),
      learned_(head.kind == nn::Head::Kind::kGaussian ? points : 0),
      kept_(points * keep * width()),
      chunk_(kChunk * 2 * width()) {}

void Predictive::clear() {
  samples_ = 0;
  std::fill(sums_.begin(), sums_.end(), 0.0);
  std::fill(spreads_.begin(), spreads_.end(), 0.0);
  std::fill(learned_.begin(), learned_.end(), 0.0);
}

std::size_t Predictive::samples() const { return samples_; }
std::size_t Predictive::points() const { return points_; }

int Predictive::classes() const {
  if (head_.kind == nn::Head::Kind::kLogit) return 2;
  return head_.kind == nn::Head::Kind::kLogits ? head_.outputs : 0;
}

std::size_t Predictive::width() const { return static_cast<std::size_t>(std::max(classes(), 1)); }

void Predictive::keep(std::size_t n, std::span<const float> values) {
  if (samples_ >= keep_) return;
  std::copy(values.begin(), values.end(),
            kept_.begin() + static_cast<std::ptrdiff_t>((n * keep_ + samples_) * values.size()));
}

void Predictive::add(std::span<const float> outputs) {
  if (classes() > 0) {
    add_classes(outputs);
  } else {
    add_values(outputs);
  }
  ++samples_;
}

void Predictive::add_classes(std::span<const float> outputs) {
  const std::size_t classes = width();
  const bool binary = head_.kind == nn::Head::Kind::kLogit;
  for (std::size_t first = 0; first < points_; first += kChunk) {
    const std::size_t rows = std::min(kChunk, points_ - first);
    float* p = chunk_.data();                     // (rows,K), or (rows) sigmoid(-|z|) of a logit
    float* l = chunk_.data() + kChunk * classes;  // (rows,K) ln p, or (rows) softplus(-|z|)
    if (binary) {
      const float* z = outputs.data() + first;
      for (std::size_t i = 0; i < rows; ++i) l[i] = -std::min(std::fabs(z[i]), kSure);
      kernels_->unary(kernels::Unary::kSigmoid, rows, l, p);
      kernels_->unary(kernels::Unary::kSoftplus, rows, l, l);
      for (std::size_t i = 0; i < rows; ++i) {
        // With q the smaller probability, H = softplus(-|z|) + |z| q: only positive terms, so a
        // sure answer's small entropy keeps its digits.
        const std::size_t n = first + i;
        const float larger = 1.0f - p[i];
        const float both[2] = {z[i] >= 0 ? p[i] : larger, z[i] >= 0 ? larger : p[i]};
        sums_[2 * n] += both[0];
        sums_[2 * n + 1] += both[1];
        const double size = std::min(std::fabs(z[i]), kSure);
        spreads_[n] += static_cast<double>(l[i]) + size * p[i];
        keep(n, both);
      }
      continue;
    }
    const float* z = outputs.data() + first * classes;
    kernels_->softmax(static_cast<int>(rows), static_cast<int>(classes), z, p);
    for (std::size_t i = 0; i < rows * classes; ++i) {
      l[i] = std::max(p[i], std::numeric_limits<float>::min());
    }
    kernels_->unary(kernels::Unary::kLog, rows * classes, l, l);
    for (std::size_t i = 0; i < rows; ++i) {
      const std::size_t n = first + i;
      double h = 0;
      for (std::size_t k = 0; k < classes; ++k) {
        const double q = p[i * classes + k];
        sums_[n * classes + k] += q;
        h -= q * l[i * classes + k];
      }
      spreads_[n] += h;
      keep(n, {p + i * classes, classes});
    }
  }
}

void Predictive::add_values(std::span<const float> outputs) {
  const bool gaussian = head_.kind == nn::Head::Kind::kGaussian;
  const std::size_t stride = gaussian ? 2 : 1;
  const double weight = 1.0 / static_cast<double>(samples_ + 1);
  for (std::size_t first = 0; first < points_; first += kChunk) {
    const std::size_t rows = std::min(kChunk, points_ - first);
    const float* y = outputs.data() + first * stride;
    if (gaussian) {
      float* variance = chunk_.data();  // (rows)
      for (std::size_t i = 0; i < rows; ++i) variance[i] = ops::clamp_log_variance(y[2 * i + 1]);
      kernels_->unary(kernels::Unary::kExp, rows, variance, variance);
      for (std::size_t i = 0; i < rows; ++i) learned_[first + i] += variance[i];
    }
    for (std::size_t i = 0; i < rows; ++i) {
      // Welford 1962: no squares of large means to subtract.
      const std::size_t n = first + i;
      const float value = y[i * stride];
      const double delta = value - sums_[n];
      sums_[n] += delta * weight;
      spreads_[n] += delta * (value - sums_[n]);
      keep(n, {&value, 1});
    }
  }
}

void Predictive::probabilities(std::span<float> p) const {
  const double scale = 1.0 / static_cast<double>(std::max<std::size_t>(samples_, 1));
  for (std::size_t i = 0; i < sums_.size(); ++i) p[i] = static_cast<float>(sums_[i] * scale);
}

void Predictive::total_entropy(std::span<float> h) const {
  const double scale = 1.0 / static_cast<double>(std::max<std::size_t>(samples_, 1));
  for (std::size_t n = 0; n < points_; ++n) {
    h[n] = static_cast<float>(entropy(&sums_[n * width()], width(), scale));
  }
}

void Predictive::expected_entropy(std::span<float> h) const {
  const double scale = 1.0 / static_cast<double>(std::max<std::size_t>(samples_, 1));
  for (std::size_t n = 0; n < points_; ++n) h[n] = static_cast<float>(spreads_[n] * scale);
}

void Predictive::mutual_information(std::span<float> i) const {
  const double scale = 1.0 / static_cast<double>(std::max<std::size_t>(samples_, 1));
  for (std::size_t n = 0; n < points_; ++n) {
    const double total = entropy(&sums_[n * width()], width(), scale);
    i[n] = static_cast<float>(std::max(0.0, total - spreads_[n] * scale));
  }
}

void Predictive::mean(std::span<float> m) const {
  for (std::size_t n = 0; n < points_; ++n) m[n] = static_cast<float>(sums_[n]);
}

void Predictive::epistemic_variance(std::span<float> v) const {
  const double scale = 1.0 / static_cast<double>(std::max<std::size_t>(samples_, 1));
  for (std::size_t n = 0; n < points_; ++n) v[n] = static_cast<float>(spreads_[n] * scale);
}

void Predictive::aleatoric_variance(std::span<float> v) const {
  const double scale = 1.0 / static_cast<double>(std::max<std::size_t>(samples_, 1));
  for (std::size_t n = 0; n < points_; ++n) {
    v[n] = static_cast<float>(learned_.empty() ? noise_variance_ : learned_[n] * scale);
  }
}

void Predictive::total_variance(std::span<float> v) const {
  const double scale = 1.0 / static_cast<double>(std::max<std::size_t>(samples_, 1));
  for (std::size_t n = 0; n < points_; ++n) {
    const double noise = learned_.empty() ? noise_variance_ : learned_[n] * scale;
    v[n] = static_cast<float>(spreads_[n] * scale + noise);
  }
}

std::span<const float> Predictive::kept(std::size_t n) const {
  const std::size_t count = std::min(samples_, keep_);
  return std::span(kept_).subspan(n * keep_ * width(), count * width());
}

double Predictive::quantile(std::size_t n, double q, int k) const {
  const std::span<const float> samples = kept(n);
  const std::size_t stride = width();
  const std::size_t offset = stride > 1 ? static_cast<std::size_t>(k) : 0;
  std::vector<float> values;
  for (std::size_t i = offset; i < samples.size(); i += stride) values.push_back(samples[i]);
  if (values.empty()) return std::numeric_limits<double>::quiet_NaN();
  std::sort(values.begin(), values.end());
  const double place = std::clamp(q, 0.0, 1.0) * static_cast<double>(values.size() - 1);
  const std::size_t below = static_cast<std::size_t>(place);
  const std::size_t above = std::min(below + 1, values.size() - 1);
  const double share = place - static_cast<double>(below);
  return values[below] + share * (static_cast<double>(values[above]) - values[below]);
}

}  // namespace hunch::uncertainty
