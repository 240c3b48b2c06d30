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

/// The examples of a review in their order: validation, test, training.
Review begin_review(const data::Dataset& dataset) {
  Review review;
  using enum train::Part;
  for (const auto part : {kValidation, kTest, kTrain}) {
    for (std::size_t n = 0; n < dataset.count(); ++n) {
      if (train::part_of(dataset, n) != part || review.examples.size() == kMostReviewed) continue;
      review.examples.push_back(static_cast<std::int32_t>(n));
      review.labels.push_back(static_cast<std::uint16_t>(dataset.targets[n]));
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
    examples.labels.push_back(static_cast<std::uint16_t>(dataset.targets[n]));
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
  const int wanted = scene.network.stochastic() ? std::max(samples, 1) : 1;
  const bool shorter =
      predictive_ != nullptr && predictive_->samples() > static_cast<std::size_t>(wanted);
  if (predictive_ == nullptr || version != version_ || shorter || !(at == at_)) {
    predictive_ = std::make_unique<uncertainty::Predictive>(
        head, 1, scene.noise_variance, static_cast<std::size_t>(wanted), scene.kernels);
    version_ = version;
    at_ = at;
    asks_of_image_ = false;
  }
  ImageProbe probe;
  if (predictive_->classes() < 2 || head.answers > 1) return probe;
  std::vector<float> outputs(static_cast<std::size_t>(head.outputs));
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
    uncertainty::McDropout& asked = posterior(scene);
    asked.set_points(features, count);
    asks_of_image_ = false;
    uncertainty::Predictive predictive(head, count, scene.noise_variance, 0, scene.kernels);
    std::vector<float> outputs(count * static_cast<std::size_t>(head.outputs));  // (n,O)
    const int wanted = scene.network.stochastic() ? std::max(samples, 1) : 1;
    for (int s = 0; s < wanted; ++s) {
      asked.sample(static_cast<std::uint64_t>(s), outputs);
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
      seen_[next_ + i] = version;
    }
    next_ = (next_ + count) % total;
  }
  review_.complete = seen_[next_] == version;
  return review_;
}

void ImageViewer::forget() {
  posterior_.reset();
  asks_of_image_ = false;
  predictive_.reset();
}

}  // namespace hunch::session
