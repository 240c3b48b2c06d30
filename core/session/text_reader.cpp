#include "session/text_reader.h"

#include <algorithm>

#include "uncertainty/predictive.h"

namespace hunch::session {

std::span<const int> visible(std::span<const int> tokens, const nn::Network& network) {
  const std::size_t most = static_cast<std::size_t>(network.input()[0]);
  return tokens.size() > most ? tokens.last(most) : tokens;
}

TextReader::TextReader(const Scene& scene, int samples)
    : scene_(scene),
      posterior_(scene.network, scene.parameters, scene.kernels, scene.seed,
                 ops::MaskScope::kPerRow),
      samples_(scene.network.stochastic() ? std::max(samples, 1) : 1) {
  const auto rows = static_cast<std::size_t>(samples_);
  features_.resize(rows * static_cast<std::size_t>(scene.network.feature_count()));
  lengths_.resize(rows);
  outputs_.resize(rows * static_cast<std::size_t>(scene.network.head().width()));
}

std::span<const float> TextReader::ask(std::span<const int> tokens) {
  // Each row draws masks of its own: all samples are one pass over as many rows.
  const std::size_t steps = features_.size() / lengths_.size();
  std::fill(features_.begin(), features_.end(), 0.0f);
  for (std::size_t s = 0; s < lengths_.size(); ++s) {
    std::copy(tokens.begin(), tokens.end(),
              features_.begin() + static_cast<std::ptrdiff_t>(s * steps));
    lengths_[s] = static_cast<int>(tokens.size());
  }
  posterior_.set_points(features_, lengths_.size(), lengths_);
  posterior_.sample(0, outputs_);
  return outputs_;
}

NextTokens TextReader::read(std::span<const int> tokens) {
  const std::span<const int> seen = visible(tokens, scene_.network);
  const nn::Head head = scene_.network.head();
  const auto classes = static_cast<std::size_t>(head.outputs);
  const std::size_t stride = static_cast<std::size_t>(head.width());
  const std::span<const float> outputs = ask(seen);

  uncertainty::Predictive all(head, seen.size(), 0, 0, scene_.kernels);
  uncertainty::Predictive last(head, 1, 0, lengths_.size(), scene_.kernels);
  for (std::size_t s = 0; s < lengths_.size(); ++s) {
    const auto row = outputs.subspan(s * stride, seen.size() * classes);
    all.add(row);
    last.add(row.last(classes));
  }
  NextTokens next;
  next.samples = samples_;
  next.probabilities.resize(seen.size() * classes);
  for (auto* field : {&next.total, &next.aleatoric, &next.epistemic}) field->resize(seen.size());
  all.probabilities(next.probabilities);
  all.total_entropy(next.total);
  all.expected_entropy(next.aleatoric);
  all.mutual_information(next.epistemic);
  for (int k = 0; k < head.outputs; ++k) {
    next.low.push_back(static_cast<float>(last.quantile(0, 0.05, k)));
    next.high.push_back(static_cast<float>(last.quantile(0, 0.95, k)));
  }
  return next;
}

std::vector<WrittenToken> TextReader::write(std::span<const int> tokens, const Writing& how,
                                            int end, std::uint64_t n) {
  const nn::Head head = scene_.network.head();
  const auto classes = static_cast<std::size_t>(head.outputs);
  const std::size_t stride = static_cast<std::size_t>(head.width());
  std::vector<int> text(tokens.begin(), tokens.end());
  std::vector<WrittenToken> written;
  std::vector<float> p(classes), total(1), epistemic(1);
  Random random(how.seed, Stream::kUser, n);
  const int separator = scene_.network.separator();
  if (scene_.network.parted() && std::find(text.begin(), text.end(), separator) == text.end()) {
    text.push_back(separator);
    written.push_back({separator, 1, 0, 0});
  }
  while (static_cast<int>(written.size()) < how.longest) {
    const std::span<const int> seen = visible(text, scene_.network);
    const std::span<const float> outputs = ask(seen);
    uncertainty::Predictive predictive(head, 1, 0, 0, scene_.kernels);
    for (std::size_t s = 0; s < lengths_.size(); ++s) {
      predictive.add(outputs.subspan(s * stride + (seen.size() - 1) * classes, classes));
    }
    predictive.probabilities(p);
    predictive.total_entropy(total);
    predictive.mutual_information(epistemic);
    std::vector<float> possible = p;
    possible.front() = 0;  // padding is no token
    const int token = draw_from(sharpen(possible, how.sampling), random);
    if (token == end) break;
    text.push_back(token);
    written.push_back({token, p[static_cast<std::size_t>(token)], total[0], epistemic[0]});
  }
  return written;
}

}  // namespace hunch::session
