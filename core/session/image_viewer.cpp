#include "session/image_viewer.h"

#include <algorithm>

#include "base/random.h"
#include "train/batcher.h"

namespace hunch::session {
namespace {

/// A review of more examples would never be done while the network learns.
constexpr std::size_t kMostReviewed = 4096;

bool is_image_set(const data::Dataset& dataset) {
  return dataset.shape.rank() == 3 && dataset.feature_scaling.mean.size() == 1;
}

std::span<const float> features_of(const data::Dataset& dataset, std::size_t n) {
  const std::size_t size = dataset.shape.size();
  return std::span(dataset.features).subspan(n * size, size);
}

/// Features (Y X C). The question may be from before the data changed: an example that is not there
/// is the last one, pixels of another size are the first example.
std::vector<float> features_at(const data::Dataset& dataset, const ImageAt& at) {
  if (at.pixels.size() == dataset.shape.size() && is_image_set(dataset)) {
    const data::Scaling& scaling = dataset.feature_scaling;
    std::vector<float> features;
    for (const std::uint8_t pixel : at.pixels) {
      features.push_back(static_cast<float>((static_cast<double>(pixel) - scaling.mean[0]) /
                                            scaling.deviation[0]));
    }
    return features;
  }
  const std::size_t example = at.pixels.empty() ? std::min(at.example, dataset.count() - 1) : 0;
  const auto features = features_of(dataset, example);
  return {features.begin(), features.end()};
}

std::uint16_t argmax(std::span<const float> values) {
  return static_cast<std::uint16_t>(std::max_element(values.begin(), values.end()) -
                                    values.begin());
}

/// Bit k: whether value k is above 1/2.
std::uint16_t bits_of(std::span<const float> values) {
  std::uint16_t bits = 0;
  for (std::size_t k = 0; k < values.size(); ++k) {
    bits = static_cast<std::uint16_t>(bits | (values[k] > 0.5F ? 1U << k : 0U));
  }
  return bits;
}

/// 0 where images are not told apart.
std::uint16_t label_of(const data::Dataset& dataset, std::size_t n) {
  if (dataset.itself) return 0;
  if (!dataset.several) return static_cast<std::uint16_t>(dataset.targets[n]);
  const auto labels = static_cast<std::size_t>(dataset.answers);
  return bits_of(std::span(dataset.targets).subspan(n * labels, labels));
}

std::uint8_t byte_of(float ink) {
  return static_cast<std::uint8_t>(std::clamp(255 * ink + 0.5F, 0.0F, 255.0F));
}

/// Every label of several by itself; the entropies of all are added up, as if they were
/// independent.
void fill_labels(const uncertainty::Predictive& predictive, ImageProbe& probe) {
  const std::size_t labels = predictive.points();
  std::vector<float> both(2 * labels), total(labels), expected(labels), information(labels);
  predictive.probabilities(both);
  predictive.total_entropy(total);
  predictive.expected_entropy(expected);
  predictive.mutual_information(information);
  probe.draws.resize(labels * predictive.samples());
  for (std::size_t k = 0; k < labels; ++k) {
    probe.probabilities.push_back(both[2 * k + 1]);
    probe.low.push_back(static_cast<float>(predictive.quantile(k, 0.05, 1)));
    probe.high.push_back(static_cast<float>(predictive.quantile(k, 0.95, 1)));
    probe.total += static_cast<double>(total[k]);
    probe.aleatoric += static_cast<double>(expected[k]);
    probe.epistemic += static_cast<double>(information[k]);
    const auto kept = predictive.kept(k);  // (S,2)
    for (std::size_t s = 0; s < predictive.samples(); ++s) {
      probe.draws[s * labels + k] = kept[2 * s + 1];
    }
  }
}

/// The examples of a review in their order: validation, test, training.
Review begin_review(const data::Dataset& dataset) {
  Review review;
  using enum train::Part;
  for (const auto part : {kValidation, kTest, kTrain}) {
    for (std::size_t n = 0; n < dataset.count(); ++n) {
      if (train::part_of(dataset, n) != part || review.examples.size() == kMostReviewed) continue;
      review.examples.push_back(static_cast<std::int32_t>(n));
      review.labels.push_back(label_of(dataset, n));
      review.parts.push_back(static_cast<std::uint8_t>(part));
    }
  }
  review.winners.assign(review.examples.size(), Review::kUnseen);
  review.total.assign(review.examples.size(), 0.0F);
  review.epistemic.assign(review.examples.size(), 0.0F);
  return review;
}

}  // namespace

Examples ImageViewer::examples(const data::Dataset& dataset, std::size_t first,
                               std::size_t count) const {
  Examples examples;
  examples.first = first;
  if (!is_image_set(dataset) || first >= dataset.count()) return examples;
  const data::Scaling& scaling = dataset.feature_scaling;
  const std::size_t last = first + std::min(count, dataset.count() - first);
  for (std::size_t n = first; n < last; ++n) {
    for (const float feature : features_of(dataset, n)) {
      const double pixel = static_cast<double>(feature) * scaling.deviation[0] + scaling.mean[0];
      examples.pixels.push_back(static_cast<std::uint8_t>(std::clamp(pixel + 0.5, 0.0, 255.0)));
    }
    examples.labels.push_back(label_of(dataset, n));
    examples.parts.push_back(static_cast<std::uint8_t>(train::part_of(dataset, n)));
  }
  return examples;
}

std::vector<std::vector<float>> ImageViewer::stage_outputs(const Scene& scene,
                                                           std::span<const Stage> stages,
                                                           const ImageAt& at, int pass) const {
  ops::Context context;
  context.kernels = &scene.kernels;
  if (pass >= 0) {  // the masks that the probe's sample `pass` has
    context.mode = ops::Mode::kSample;
    context.random.key = stream_key(scene.seed, Stream::kProbeMask);
    context.random.step_lo = static_cast<std::uint32_t>(pass);
  }
  nn::Workspace workspace(scene.network, scene.kernels, 1, nn::Workspace::Use::kForward);
  const std::vector<float> features = features_at(scene.prepared.dataset, at);
  std::copy(features.begin(), features.end(), workspace.input().begin());
  nn::forward(scene.network, scene.parameters, workspace, context, 1);

  std::vector<std::vector<float>> outputs;
  for (const Stage& stage : stages) {
    const auto output = workspace.output(stage.step).first(stage.shape.size());
    outputs.emplace_back(output.begin(), output.end());
  }
  return outputs;
}

uncertainty::McDropout& ImageViewer::posterior(const Scene& scene) {
  if (posterior_ == nullptr) {
    posterior_ = std::make_unique<uncertainty::McDropout>(
        scene.network, scene.parameters, scene.kernels, scene.seed, ops::MaskScope::kPerRow);
  }
  return *posterior_;
}

ImageProbe ImageViewer::probe(const Scene& scene, std::uint64_t version, const ImageAt& at,
                              int samples, int more) {
  const nn::Head head = scene.network.head();
  if (head.itself) return told(scene, version, at, samples, more);
  const int wanted = scene.network.stochastic() ? std::max(samples, 1) : 1;
  // Of labels that may hold at once, each is asked for itself.
  const bool several = scene.prepared.dataset.several;
  const std::size_t points = several ? static_cast<std::size_t>(head.answers) : 1;
  const bool shorter =
      predictive_ != nullptr && predictive_->samples() > static_cast<std::size_t>(wanted);
  if (predictive_ == nullptr || version != version_ || shorter || !(at == at_)) {
    predictive_ = std::make_unique<uncertainty::Predictive>(
        head, points, scene.noise_variance, static_cast<std::size_t>(wanted), scene.kernels);
    version_ = version;
    at_ = at;
    asks_of_image_ = false;
  }
  ImageProbe probe;
  if (predictive_->classes() < 2 || (head.answers > 1 && !several)) return probe;
  std::vector<float> outputs(static_cast<std::size_t>(head.width()));
  int have = static_cast<int>(predictive_->samples());
  if (!asks_of_image_ && have < wanted) {
    posterior(scene).set_points(features_at(scene.prepared.dataset, at), 1);
    asks_of_image_ = true;
  }
  for (const int until = std::min(wanted, have + std::max(more, 1)); have < until; ++have) {
    posterior_->sample(static_cast<std::uint64_t>(have), outputs);
    predictive_->add(outputs);
  }
  probe.samples = have;
  probe.complete = have >= wanted;

  if (several) {
    fill_labels(*predictive_, probe);
    return probe;
  }
  const auto classes = static_cast<std::size_t>(predictive_->classes());
  probe.probabilities.resize(classes);
  predictive_->probabilities(probe.probabilities);
  const auto kept = predictive_->kept(0);  // (S,K)
  probe.draws.assign(kept.begin(), kept.end());
  for (std::size_t s = 0; s < probe.draws.size(); s += classes) {
    probe.votes.push_back(static_cast<std::uint8_t>(argmax(kept.subspan(s, classes))));
  }
  for (int k = 0; k < predictive_->classes(); ++k) {
    probe.low.push_back(static_cast<float>(predictive_->quantile(0, 0.05, k)));
    probe.high.push_back(static_cast<float>(predictive_->quantile(0, 0.95, k)));
  }
  std::vector<float> value(1);
  predictive_->total_entropy(value);
  probe.total = static_cast<double>(value.front());
  predictive_->expected_entropy(value);
  probe.aleatoric = static_cast<double>(value.front());
  predictive_->mutual_information(value);
  probe.epistemic = static_cast<double>(value.front());
  return probe;
}

/// The same of an autoencoder.
ImageProbe ImageViewer::told(const Scene& scene, std::uint64_t version, const ImageAt& at,
                             int samples, int more) {
  const data::Dataset& dataset = scene.prepared.dataset;
  const int wanted = scene.network.stochastic() ? std::max(samples, 1) : 1;
  if (told_ == nullptr || version != version_ || told_->samples() > wanted || !(at == at_)) {
    told_ = std::make_unique<ToldImages>(scene.network.head(), dataset.target_scaling, 1,
                                         scene.kernels);
    passes_.clear();
    version_ = version;
    at_ = at;
    asks_of_image_ = false;
  }
  int have = told_->samples();
  if (!asks_of_image_ && have < wanted) {
    posterior(scene).set_points(features_at(dataset, at), 1);
    asks_of_image_ = true;
  }
  std::vector<float> outputs(dataset.shape.size());
  for (const int until = std::min(wanted, have + std::max(more, 1)); have < until; ++have) {
    posterior_->sample(static_cast<std::uint64_t>(have), outputs);
    told_->add(outputs);
    if (have >= ImageProbe::kPasses) continue;
    for (const float ink : told_->last()) passes_.push_back(byte_of(ink));
  }
  ImageProbe probe;
  probe.samples = have;
  probe.complete = have >= wanted;
  probe.told = told_->mean();
  probe.deviation = told_->deviation();
  probe.passes = passes_;
  return probe;
}

/// The next `count` examples of the review, which the posterior has been given.
void ImageViewer::review_classes(const Scene& scene, std::size_t count, int samples) {
  const nn::Head head = scene.network.head();
  if (scene.prepared.dataset.several) return review_labels(scene, count, samples);
  uncertainty::Predictive predictive(head, count, scene.noise_variance, 0, scene.kernels);
  std::vector<float> outputs(count * static_cast<std::size_t>(head.outputs));  // (n,O)
  for (int s = 0; s < samples; ++s) {
    posterior_->sample(static_cast<std::uint64_t>(s), outputs);
    predictive.add(outputs);
  }
  const auto classes = static_cast<std::size_t>(predictive.classes());
  std::vector<float> p(count * classes);  // (n,K)
  predictive.probabilities(p);
  const auto slice = [&](std::vector<float>& of) { return std::span(of).subspan(next_, count); };
  predictive.total_entropy(slice(review_.total));
  predictive.mutual_information(slice(review_.epistemic));
  for (std::size_t i = 0; i < count; ++i) {
    review_.winners[next_ + i] = argmax(std::span(p).subspan(i * classes, classes));
  }
}

/// The same of labels that may hold at once.
void ImageViewer::review_labels(const Scene& scene, std::size_t count, int samples) {
  const nn::Head head = scene.network.head();
  const auto labels = static_cast<std::size_t>(head.answers);
  const std::size_t asked = count * labels;
  uncertainty::Predictive predictive(head, asked, scene.noise_variance, 0, scene.kernels);
  std::vector<float> outputs(asked);  // (n,K)
  for (int s = 0; s < samples; ++s) {
    posterior_->sample(static_cast<std::uint64_t>(s), outputs);
    predictive.add(outputs);
  }
  std::vector<float> both(2 * asked), total(asked), information(asked), holds(labels);
  predictive.probabilities(both);
  predictive.total_entropy(total);
  predictive.mutual_information(information);
  for (std::size_t i = 0; i < count; ++i) {
    float all = 0, doubt = 0;
    for (std::size_t k = 0; k < labels; ++k) {
      holds[k] = both[2 * (i * labels + k) + 1];
      all += total[i * labels + k];
      doubt += information[i * labels + k];
    }
    review_.winners[next_ + i] = bits_of(holds);
    review_.total[next_ + i] = all;
    review_.epistemic[next_ + i] = doubt;
  }
}

/// The same of an autoencoder, whose images have these features (n,A).
void ImageViewer::review_told(const Scene& scene, std::span<const float> features,
                              std::size_t count, int samples) {
  const data::Dataset& dataset = scene.prepared.dataset;
  ToldImages told(scene.network.head(), dataset.target_scaling, count, scene.kernels);
  std::vector<float> outputs(features.size());  // (n,A)
  for (int s = 0; s < samples; ++s) {
    posterior_->sample(static_cast<std::uint64_t>(s), outputs);
    told.add(outputs);
  }
  const auto to = static_cast<std::ptrdiff_t>(next_);
  const std::vector<float> errors = told.errors(features, dataset.feature_scaling);
  const std::vector<float> spreads = told.spreads();
  std::copy(errors.begin(), errors.end(), review_.total.begin() + to);
  std::copy(spreads.begin(), spreads.end(), review_.epistemic.begin() + to);
  std::fill_n(review_.winners.begin() + to, count, std::uint16_t{0});
}

Review ImageViewer::review(const Scene& scene, std::uint64_t version, int samples, int more) {
  const data::Dataset& dataset = scene.prepared.dataset;
  if (!is_image_set(dataset)) return {};
  if (review_.examples.empty()) {
    review_ = begin_review(dataset);
    seen_.assign(review_.examples.size(), 0);
  }
  const std::size_t total = review_.examples.size();
  const std::size_t count =
      seen_[next_] == version
          ? 0
          : std::min(static_cast<std::size_t>(std::max(more, 1)), total - next_);
  if (count > 0) {
    std::vector<float> features;  // (n,Y X C)
    for (std::size_t v = next_; v < next_ + count; ++v) {
      const auto own = features_of(dataset, static_cast<std::size_t>(review_.examples[v]));
      features.insert(features.end(), own.begin(), own.end());
    }
    const nn::Head head = scene.network.head();
    posterior(scene).set_points(features, count);
    asks_of_image_ = false;
    const int wanted = scene.network.stochastic() ? std::max(samples, 1) : 1;
    if (head.itself) {
      review_told(scene, features, count, wanted);
    } else {
      review_classes(scene, count, wanted);
    }
    std::fill_n(seen_.begin() + static_cast<std::ptrdiff_t>(next_), count, version);
    next_ = (next_ + count) % total;
  }
  review_.complete = seen_[next_] == version;
  return review_;
}

void ImageViewer::forget() {
  posterior_.reset();
  asks_of_image_ = false;
  predictive_.reset();
  told_.reset();
}

}  // namespace hunch::session
