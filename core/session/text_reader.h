#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "session/sampling.h"
#include "session/scene.h"
#include "uncertainty/posterior.h"

/// A network that tells next tokens, asked about texts and made to write them.
namespace hunch::session {

/// What is told after each of T tokens, over S Monte-Carlo samples. Entropies in nats.
struct NextTokens {
  int samples = 0;
  std::vector<float> probabilities;                ///< (T,K) mean over samples
  std::vector<float> total, aleatoric, epistemic;  ///< (T)
  std::vector<float> low, high;  ///< (K) 5 % and 95 % quantiles over samples, after the last token
};

struct Writing {
  Sampling sampling;
  int longest = 100;  ///< tokens that are written at most
  std::uint64_t seed = 1;
};

struct WrittenToken {
  int token = 0;
  float probability = 0;           ///< mean over samples, before the sampling sharpens it
  float total = 0, epistemic = 0;  ///< nats, of all that might have come
};

/// The tokens that a network can see of a text: the last T.
std::span<const int> visible(std::span<const int> tokens, const nn::Network& network);

class TextReader {
 public:
  /// The scene's network must tell next tokens (head().next), and outlive this.
  TextReader(const Scene& scene, int samples);

  /// Of a longer text the last T tokens are read. `tokens` are ids, at least one.
  NextTokens read(std::span<const int> tokens);

  /// Continues `tokens` until `end` (which is not given; -1: never) or the longest. Text number n
  /// of a seed is always the same. Where the network reads a source and a target, a source that
  /// lacks its separator gets it, as the first token written.
  std::vector<WrittenToken> write(std::span<const int> tokens, const Writing& how, int end,
                                  std::uint64_t n);

 private:
  /// Runs all samples over the tokens, which are at most T; gives (S,T,K).
  std::span<const float> ask(std::span<const int> tokens);

  const Scene& scene_;
  uncertainty::McDropout posterior_;
  int samples_;
  std::vector<float> features_;  // (S,T)
  std::vector<int> lengths_;     // (S)
  std::vector<float> outputs_;   // (S,T,K)
};

}  // namespace hunch::session
