#include "data/audio/log_mel.h"

#include <algorithm>
#include <cmath>

#include "base/math.h"

namespace hunch::data {
namespace {

constexpr double kRange = 50;  // decibels from black to white

double to_mel(double hertz) { return 2595 * math::log(1 + hertz / 700) / math::log(10); }
double to_hertz(double mel) { return 700 * (math::exp(mel * math::log(10) / 2595) - 1); }

/// Samples in so many milliseconds, at least one.
std::size_t samples_in(double milliseconds, int rate) {
  return static_cast<std::size_t>(std::max(1.0, std::floor(milliseconds * rate / 1000 + 0.5)));
}

/// Where the filters begin, peak and end, in Hz: each begins where the one before it peaks.
std::vector<double> edges(const MelForm& form) {
  std::vector<double> hertz;  // (mels + 2)
  hertz.reserve(static_cast<std::size_t>(form.mels) + 2);
  const double bottom = to_mel(MelForm::kBottom), top = to_mel(form.top);
  for (int i = 0; i < form.mels + 2; ++i) {
    hertz.push_back(to_hertz(bottom + (top - bottom) * i / (form.mels + 1)));
  }
  return hertz;
}

/// So long that a frame fits and that bins are no further apart than half of the narrowest filter.
std::size_t transform_size(const MelForm& form, int rate) {
  const std::vector<double> hertz = edges(form);
  const double narrowest = hertz[1] - hertz[0];
  std::size_t size = 4;
  while (size < samples_in(MelForm::kWindow, rate) ||
         static_cast<double>(rate) / static_cast<double>(size) > narrowest) {
    size *= 2;
  }
  return size;
}

}  // namespace

LogMel::LogMel(const MelForm& form, int rate)
    : form_(form), rate_(rate), spectrum_(transform_size(form, rate)) {
  const std::size_t width = samples_in(MelForm::kWindow, rate), bins = spectrum_.bins();
  for (std::size_t i = 0; i < width; ++i) {
    const double turn = static_cast<double>(i) / static_cast<double>(width);
    window_.push_back(0.5 - 0.5 * math::cos(2 * math::kPi * turn));
  }
  frame_.resize(2 * (bins - 1));
  power_.resize(bins);

  const double step = static_cast<double>(rate) / static_cast<double>(frame_.size());
  const std::vector<double> hertz = edges(form);
  for (std::size_t band = 0; band + 2 < hertz.size(); ++band) {
    const double low = hertz[band], peak = hertz[band + 1], high = hertz[band + 2];
    Filter filter;
    double sum = 0;
    for (std::size_t bin = 0; bin < bins; ++bin) {
      const double at = step * static_cast<double>(bin);
      const double weight = std::min((at - low) / (peak - low), (high - at) / (high - peak));
      if (weight <= 0) continue;
      if (filter.weights.empty()) filter.first = bin;
      filter.weights.push_back(weight);
      sum += weight;
    }
    for (double& weight : filter.weights) weight /= sum;
    filters_.push_back(std::move(filter));
  }
}

std::vector<double> LogMel::bands(std::span<const float> samples) {
  const auto frames = static_cast<std::size_t>(form_.frames());
  std::vector<double> out(filters_.size() * frames);  // (mels, frames)
  for (std::size_t t = 0; t < frames; ++t) {
    const auto from = static_cast<std::size_t>(
        std::floor(static_cast<double>(t) * form_.hop * rate_ / 1000 + 0.5));
    std::fill(frame_.begin(), frame_.end(), 0.0);
    for (std::size_t i = 0; i < window_.size() && from + i < samples.size(); ++i) {
      frame_[i] = window_[i] * static_cast<double>(samples[from + i]);
    }
    spectrum_.apply(frame_, power_);
    for (std::size_t band = 0; band < filters_.size(); ++band) {
      const Filter& filter = filters_[band];
      double& sum = out[band * frames + t];
      for (std::size_t i = 0; i < filter.weights.size(); ++i) {
        sum += filter.weights[i] * power_[filter.first + i];
      }
    }
  }
  return out;
}

std::vector<std::uint8_t> LogMel::picture(std::span<const float> sound) {
  const std::vector<double> powers = bands(part_of(sound, samples_in(1000 * form_.seconds, rate_)));
  const double loudest = *std::max_element(powers.begin(), powers.end());
  const auto frames = static_cast<std::size_t>(form_.frames());
  std::vector<std::uint8_t> pixels(powers.size(), 0);
  for (std::size_t i = 0; i < powers.size(); ++i) {
    if (!(powers[i] > 0)) continue;
    const double decibels = 10 * math::log(powers[i] / loudest) / math::log(10);
    const std::size_t row = filters_.size() - 1 - i / frames;
    pixels[row * frames + i % frames] =
        static_cast<std::uint8_t>(std::max(0.0, 255 * (1 + decibels / kRange) + 0.5));
  }
  return pixels;
}

std::vector<float> part_of(std::span<const float> sound, std::size_t length) {
  double mean = 0;
  for (const float sample : sound) mean += static_cast<double>(sample);
  mean /= static_cast<double>(std::max<std::size_t>(sound.size(), 1));
  const auto value = [&](std::size_t i) { return static_cast<double>(sound[i]) - mean; };

  std::vector<float> part(length, 0.0f);
  if (sound.size() <= length) {
    const std::size_t start = (length - sound.size()) / 2;
    for (std::size_t i = 0; i < sound.size(); ++i) part[start + i] = static_cast<float>(value(i));
    return part;
  }
  std::vector<double> energy(sound.size() + 1, 0);  // of all samples before this one
  for (std::size_t i = 0; i < sound.size(); ++i) energy[i + 1] = energy[i] + value(i) * value(i);
  std::size_t best = 0;
  for (std::size_t i = 1; i + length <= sound.size(); ++i) {
    if (energy[i + length] - energy[i] > energy[best + length] - energy[best]) best = i;
  }
  for (std::size_t i = 0; i < length; ++i) part[i] = static_cast<float>(value(best + i));
  return part;
}

}  // namespace hunch::data
