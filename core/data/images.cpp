#include "data/images.h"

#include <algorithm>
#include <cmath>

#include "data/frames.h"
#include "data/labels.h"
#include "data/split.h"
#include "spec/json_tree.h"
#include "spec/words.h"

namespace hunch::data {
namespace {

Issues check(const spec::ModelSpec& spec, const Images& images) {
  constexpr std::size_t kFewest = 4;
  const auto tests = std::count(images.is_test.begin(), images.is_test.end(), std::uint8_t{1});
  const std::size_t learned = images.count() - static_cast<std::size_t>(tests);
  if (learned < kFewest) {
    return {
        {"/data", std::to_string(learned), "at least " + std::to_string(kFewest) + " examples"}};
  }
  if (spec::is_autoencoding(spec.data)) return {};
  if (images.class_names.size() < 2) {
    return {
        {"/data", std::to_string(images.class_names.size()), "examples of at least two classes"}};
  }
  if (spec.training.loss == spec::Loss::kBinaryCrossEntropy && !images.several &&
      images.class_names.size() > 2) {
    return {{"/training/loss", spec::json_quote(spec::to_word(spec.training.loss)),
             "auto or categorical-cross-entropy: there are " +
                 std::to_string(images.class_names.size()) + " classes"}};
  }
  return {};
}

/// Mean and deviation of every pixel of the training part, by the counts of the 256 values.
void fit_pixels(const Images& images, Dataset& dataset) {
  std::vector<std::uint64_t> counts(256, 0);
  const std::size_t size = images.image_size();
  for (std::size_t n = 0; n < images.count(); ++n) {
    if (dataset.is_train[n] == 0) continue;
    for (std::size_t i = 0; i < size; ++i) ++counts[images.pixels[n * size + i]];
  }
  double total = 0, sum = 0, squares = 0;
  for (std::size_t value = 0; value < counts.size(); ++value) {
    const double count = static_cast<double>(counts[value]);
    const double v = static_cast<double>(value);
    total += count;
    sum += count * v;
    squares += count * v * v;
  }
  const double mean = sum / total;
  const double variance = std::max(squares / total - mean * mean, 0.0);
  dataset.feature_scaling = {{mean}, {variance > 0 ? std::sqrt(variance) : 1.0}};
}

std::vector<float> scaled_pixels(const std::vector<std::uint8_t>& pixels, const Scaling& scaling) {
  std::vector<float> of_value(256);
  for (std::size_t value = 0; value < of_value.size(); ++value) {
    of_value[value] =
        static_cast<float>((static_cast<double>(value) - scaling.mean[0]) / scaling.deviation[0]);
  }
  std::vector<float> features(pixels.size());
  std::transform(pixels.begin(), pixels.end(), features.begin(),
                 [&](std::uint8_t value) { return of_value[value]; });
  return features;
}

/// Asks for the images' classes.
void ask_class(const spec::ModelSpec& spec, const Images& images, Dataset& dataset) {
  dataset.task = Task::kClassification;
  dataset.class_names = images.class_names;
  dataset.target_name = "class";
  dataset.target_scaling = {{0}, {1}};
  if (images.several) {
    dataset.several = true;
    dataset.answers = dataset.class_count();
    dataset.target_name = "labels";
    for (const std::uint16_t bits : images.labels) {
      for (int k = 0; k < dataset.answers; ++k) dataset.target_raw.push_back(bits >> k & 1);
    }
  } else {
    dataset.target_raw.assign(images.labels.begin(), images.labels.end());
  }
  confuse_labels(dataset, spec.data.label_noise, spec.seed);
  dataset.targets.assign(dataset.target_raw.begin(), dataset.target_raw.end());
}

/// Asks for the images themselves.
void ask_itself(spec::Loss loss, Dataset& dataset) {
  constexpr double kMost = 255;
  const double mean = dataset.feature_scaling.mean[0] / kMost;
  const double deviation = dataset.feature_scaling.deviation[0] / kMost;
  const bool shares = loss == spec::Loss::kBinaryCrossEntropy;
  dataset.task = Task::kRegression;
  dataset.itself = shares ? Affine{deviation, mean} : Affine{};
  dataset.target_scaling = shares ? Scaling{{0}, {1}} : Scaling{{mean}, {deviation}};
  dataset.answers = dataset.feature_count();
  dataset.target_name = "image";
}

}  // namespace

std::variant<Prepared, Issues> prepare_images(const spec::ValidSpec& spec, const Images& images) {
  if (images.frames > 1) return prepare_images(spec, lay_out_frames(images, spec->data.frames));
  Issues issues = check(*spec, images);
  if (!issues.empty()) return issues;

  Prepared prepared;
  Dataset& dataset = prepared.dataset;
  dataset.shape = {images.height, images.width, images.channels};
  dataset.is_test = images.is_test;

  // The test set takes no part in the split.
  std::vector<int> labels;
  std::vector<std::int32_t> rows;
  for (std::size_t n = 0; n < images.count(); ++n) {
    dataset.origin.push_back(static_cast<std::int32_t>(n));
    if (images.is_test[n] != 0) continue;
    labels.push_back(images.several ? 0 : images.labels[n]);
    rows.push_back(static_cast<std::int32_t>(n));
  }
  const std::vector<std::uint8_t> learned =
      split(labels, rows, spec->data.train_fraction, spec->seed);
  dataset.is_train.assign(images.count(), 0);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    dataset.is_train[static_cast<std::size_t>(rows[i])] = learned[i];
  }
  fit_pixels(images, dataset);
  if (spec::is_autoencoding(spec->data)) {
    ask_itself(spec->training.loss, dataset);
  } else {
    ask_class(*spec, images, dataset);
  }
  dataset.features = scaled_pixels(images.pixels, dataset.feature_scaling);
  return prepared;
}

std::variant<std::vector<float>, Issues> image_features(const Dataset& dataset,
                                                        const Images& images) {
  if (images.frames > 1) {
    const bool as_channels = dataset.shape[2] == images.frames;
    return image_features(dataset, lay_out_frames(images, as_channels ? "channels" : "strip"));
  }
  const Shape shape{images.height, images.width, images.channels};
  if (!(shape == dataset.shape)) {
    return Issues{{"/data", spec::json_quote(shape.text()),
                   "images of the size that the model has learned: " + dataset.shape.text()}};
  }
  return scaled_pixels(images.pixels, dataset.feature_scaling);
}

}  // namespace hunch::data
