#pragma once

#include <cmath>
#include <cstdint>
#include <vector>

#include "base/math.h"
#include "base/random.h"
#include "kernels/kernels.h"

// What the self-test's two parts share.
namespace hunch::kernels {

inline constexpr std::size_t kCount = 149;  // whole vectors and a tail on every target

/// Numbers in [-3, 3) without Philox, which is under test itself.
inline std::vector<float> numbers(std::size_t n, std::uint32_t seed) {
  std::vector<float> x(n);
  for (float& v : x) {
    seed = seed * 1664525u + 1013904223u;
    v = static_cast<float>(seed >> 8) * (6 / 0x1p24f) - 3;
  }
  return x;
}

/// Collects what a table answers and what it should.
class Trial {
 public:
  explicit Trial(const Kernels& table) : k(table) {}
  const Kernels& k;

  void expect(float got, double want, double scale = 1) {
    answers.push_back(got);
    passed = passed && std::fabs(got - want) <= 4e-6 * std::fmax(scale, std::fabs(want));
  }
  template <class Want>
  void expect_all(const std::vector<float>& got, Want want, double scale = 1) {
    for (std::size_t i = 0; i < got.size(); ++i) expect(got[i], want(i), scale);
  }

  std::vector<float> answers;
  bool passed = true;
};

inline double sigmoid(double x) { return 1 / (1 + math::exp(-x)); }

/// Word `index` of a domain: groups of four blocks are stored word by word (text/random.inc.h).
inline std::uint32_t random_word(const RandomKey& key, std::uint32_t domain, std::uint64_t index,
                                 bool grouped) {
  const std::uint64_t block = grouped ? index / 16 * 4 + index % 4 : index / 4;
  const auto words = philox4x32(
      {static_cast<std::uint32_t>(block), key.step_lo, key.step_hi, key.layer | domain << 28},
      {static_cast<std::uint32_t>(key.key), static_cast<std::uint32_t>(key.key >> 32)});
  return words[grouped ? index / 4 % 4 : index % 4];
}

inline constexpr RandomKey kKey{0x0123456789abcdefu, 3, 77, 1};

/// What a table answers for the kernels of other layers than dense ones (HUNCH_LAYER_KERNELS).
Trial try_layers(const Kernels& k);

}  // namespace hunch::kernels
