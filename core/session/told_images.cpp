#include "session/told_images.h"

#include <algorithm>
#include <cmath>

namespace hunch::session {
namespace {

constexpr double kMost = 255;  // of a pixel

}  // namespace

ToldImages::ToldImages(const nn::Head& head, const data::Scaling& own, std::size_t images,
                       const kernels::Kernels& kernels)
    : images_(images),
      logits_(head.kind == nn::Head::Kind::kLogit),
      own_(own),
      kernels_(&kernels),
      last_(images * static_cast<std::size_t>(head.width())),
      means_(last_.size()),
      squares_(last_.size()) {}

void ToldImages::add(std::span<const float> outputs) {
  const auto mean = static_cast<float>(own_.mean[0]);
  const auto deviation = static_cast<float>(own_.deviation[0]);
  if (logits_) {
    kernels_->unary(kernels::Unary::kSigmoid, last_.size(), outputs.data(), last_.data());
  } else {
    for (std::size_t i = 0; i < last_.size(); ++i) last_[i] = mean + deviation * outputs[i];
  }
  ++samples_;
  for (std::size_t i = 0; i < last_.size(); ++i) {
    const double delta = last_[i] - means_[i];
    means_[i] += delta / samples_;
    squares_[i] += delta * (last_[i] - means_[i]);
  }
}

std::vector<float> ToldImages::mean() const { return {means_.begin(), means_.end()}; }

std::vector<float> ToldImages::deviation() const {
  std::vector<float> deviations;
  deviations.reserve(squares_.size());
  for (const double square : squares_) {
    deviations.push_back(static_cast<float>(std::sqrt(square / std::max(samples_, 1))));
  }
  return deviations;
}

std::vector<float> ToldImages::errors(std::span<const float> features,
                                      const data::Scaling& pixels) const {
  const std::size_t size = means_.size() / images_;
  std::vector<float> errors;
  for (std::size_t n = 0; n < images_; ++n) {
    double squares = 0;
    for (std::size_t i = n * size; i < (n + 1) * size; ++i) {
      const double ink = (pixels.mean[0] + pixels.deviation[0] * features[i]) / kMost;
      squares += (means_[i] - ink) * (means_[i] - ink);
    }
    errors.push_back(static_cast<float>(std::sqrt(squares / static_cast<double>(size))));
  }
  return errors;
}

std::vector<float> ToldImages::spreads() const {
  const std::vector<float> deviations = deviation();
  const std::size_t size = means_.size() / images_;
  std::vector<float> spreads;
  for (std::size_t n = 0; n < images_; ++n) {
    double sum = 0;
    for (std::size_t i = n * size; i < (n + 1) * size; ++i) sum += deviations[i];
    spreads.push_back(static_cast<float>(sum / static_cast<double>(size)));
  }
  return spreads;
}

}  // namespace hunch::session
