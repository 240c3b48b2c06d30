#pragma once

#include <cstring>

#include "kernels/kernels.h"
#include "kernels/text/maths.inc.h"

// Random numbers by counter: Philox 4x32-10 (see base/random.h), kLanes blocks at a time.
//
// Counter words: block (low 32 bits); step_lo; step_hi (low 16 bits) with the block's next 16 bits
// above; layer (low 28 bits) with the domain above, so that masks, their ties, uniform and normal
// numbers of one key never share a block.
//
// Elements come in groups of four blocks, stored word by word: word k of blocks 4g .. 4g+3 makes
// the k-th 128 bits of group g. That is the order in which vectors hold them, on every width.
namespace hunch::kernels {
namespace {

enum class Domain : std::uint32_t { kMask, kTie, kUniform, kNormal };

/// What the blocks of one call share.
struct Schedule {
  explicit Schedule(const RandomKey& key)
      : step_low(splat(key.step_lo)),
        step_high(key.step_hi & 0xffffu),
        layer(key.layer & 0xfffffffu) {
    auto low = static_cast<std::uint32_t>(key.key),
         high = static_cast<std::uint32_t>(key.key >> 32);
    for (int round = 0; round < 10; ++round) {
      k0[round] = splat(low);
      k1[round] = splat(high);
      low += 0x9E3779B9u;
      high += 0xBB67AE85u;
    }
  }
  I step_low;
  std::uint32_t step_high;
  std::uint32_t layer;
  I k0[10], k1[10];  ///< the key of each round
};

/// Blocks first .. first + kLanes - 1 (`first` is a multiple of kLanes), and the G - 1 sets after
/// it: a set's ten rounds wait for each other, so two sets take little longer than one.
template <int G>
HUNCH_INLINE void philox(const Schedule& s, Domain domain, std::uint64_t first, I (&c)[G][4]) {
  HUNCH_UNROLL
  for (int g = 0; g < G; ++g) {
    const std::uint64_t block = first + static_cast<std::uint64_t>(g * kLanes);
    c[g][0] = splat(static_cast<std::uint32_t>(block)) + iota();
    c[g][1] = s.step_low;
    c[g][2] = splat(s.step_high | static_cast<std::uint32_t>(block >> 32) << 16);
    c[g][3] = splat(s.layer | static_cast<std::uint32_t>(domain) << 28);
  }
  HUNCH_UNROLL
  for (int round = 0; round < 10; ++round) {
    HUNCH_UNROLL
    for (I(&w)[4] : c) {
      I high0, low0, high1, low1;
      multiply_wide<0xD2511F53u>(w[0], high0, low0);
      multiply_wide<0xCD9E8D57u>(w[2], high1, low1);
      w[0] = high1 ^ w[1] ^ s.k0[round];
      w[1] = low1;
      w[2] = high0 ^ w[3] ^ s.k1[round];
      w[3] = low0;
    }
  }
}

/// Elements skip .. skip + count - 1 of the chunk that starts at `start`.
template <int size, class T, class Produce>
__attribute__((noinline)) void part_of_chunk(const RandomKey& key, std::uint64_t start,
                                             std::size_t skip, std::size_t count, T* target,
                                             Produce produce) {
  const Schedule schedule(key);
  T chunk[size];
  produce(schedule, start, chunk);
  std::memcpy(target, chunk + skip, count * sizeof(T));
}

/// Calls produce(schedule, start, out) for the chunks of `size` elements, beginning at multiples of
/// it, that the range touches.
template <int size, class T, class Produce>
HUNCH_INLINE void in_chunks(const RandomKey& key, std::uint64_t first, std::size_t n, T* target,
                            Produce produce) {
  if (const auto skip = static_cast<std::size_t>(first % size); skip != 0 && n > 0) {
    const std::size_t whole = static_cast<std::size_t>(size) - skip;
    const std::size_t count = n < whole ? n : whole;
    part_of_chunk<size>(key, first - skip, skip, count, target, produce);
    first += count;
    target += count;
    n -= count;
  }
  if (n >= size) {
    const Schedule schedule(key);
    for (; n >= size; n -= size) {
      produce(schedule, first, target);
      first += size;
      target += size;
    }
  }
  if (n > 0) part_of_chunk<size>(key, first, 0, n, target, produce);
}

/// One word of one block, in scalar registers.
HUNCH_INLINE std::uint32_t philox_word(const RandomKey& key, Domain domain, std::uint64_t index) {
  const std::uint64_t block = index / 4;
  auto c0 = static_cast<std::uint32_t>(block), c1 = key.step_lo;
  std::uint32_t c2 = (key.step_hi & 0xffffu) | static_cast<std::uint32_t>(block >> 32) << 16;
  std::uint32_t c3 = (key.layer & 0x0fffffffu) | static_cast<std::uint32_t>(domain) << 28;
  auto k0 = static_cast<std::uint32_t>(key.key), k1 = static_cast<std::uint32_t>(key.key >> 32);
  HUNCH_UNROLL
  for (int round = 0; round < 10; ++round) {
    const std::uint64_t p0 = c0 * std::uint64_t{0xD2511F53u}, p1 = c2 * std::uint64_t{0xCD9E8D57u};
    c0 = static_cast<std::uint32_t>(p1 >> 32) ^ c1 ^ k0;
    c2 = static_cast<std::uint32_t>(p0 >> 32) ^ c3 ^ k1;
    c1 = static_cast<std::uint32_t>(p1);
    c3 = static_cast<std::uint32_t>(p0);
    k0 += 0x9E3779B9u;
    k1 += 0xBB67AE85u;
  }
  const std::uint32_t low = index % 2 == 0 ? c0 : c1, high = index % 2 == 0 ? c2 : c3;
  return index % 4 < 2 ? low : high;
}

/// A byte equal to the limit is a tie, one in 256: a word of the element's own is held against the
/// rest of the probability.
HUNCH_INLINE void break_ties(const RandomKey& key, std::uint64_t start, std::uint32_t rest,
                             int offset, std::uint64_t ties, std::uint8_t* mask) {
  for (; ties != 0; ties &= ties - 1) {
    const int byte = __builtin_ctzll(ties);
    const int at = offset + byte / 16 * 64 + byte % 16;
    mask[at] = philox_word(key, Domain::kTie, start + static_cast<std::uint64_t>(at)) >= rest;
  }
}

/// One random byte an element, dropped when below 256 * rate; what 256 * rate has after the point
/// decides ties, to 2^-40 of the probability.
void dropout_mask(RandomKey key, std::uint64_t first, std::size_t n, float rate,
                  std::uint8_t* mask) {
  if (!(rate > 0) || rate >= 1) {
    std::memset(mask, rate >= 1 ? 0 : 1, n);
    return;
  }
  const float scaled = rate * 256;
  const int whole = static_cast<int>(scaled);
  const auto limit = static_cast<std::uint8_t>(whole);
  const auto rest = static_cast<std::uint32_t>((scaled - static_cast<float>(whole)) * 0x1p32f);
  constexpr int kSets = 2, kSize = 16 * kLanes;
  const auto chunk = [&key, limit, rest ](const Schedule& schedule, std::uint64_t start,
                                          std::uint8_t* out) __attribute__((always_inline)) {
    I words[kSets][4];
    philox(schedule, Domain::kMask, start / 16, words);
    I tied = splat(0u);
    HUNCH_UNROLL
    for (int k = 0; k < 4 * kSets; ++k) {
      const I bytes = words[k / 4][k % 4];
      store_blocks(out + k / 4 * kSize + k % 4 * 16, 64, at_least(bytes, limit));
      tied = tied | equal_bytes(bytes, limit);
    }
    if (rest == 0 || !any(tied)) return;
    for (int k = 0; k < 4 * kSets; ++k) {
      break_ties(key, start, rest, k / 4 * kSize + k % 4 * 16,
                 byte_signs(equal_bytes(words[k / 4][k % 4], limit)), out);
    }
  };
  in_chunks<kSets * kSize>(key, first, n, mask, chunk);
}

void dropout_apply(std::size_t n, const float* x, const std::uint8_t* mask, float scale, float* y) {
  const F factor = splat(scale);
  std::size_t i = 0;
  for (; i + kStep <= n; i += kStep) {
    store(y + i, keep(load_mask(mask + i), load(x + i) * factor));
  }
  for (; i < n; ++i) y[i] = mask[i] != 0 ? x[i] * scale : 0;
}

HUNCH_INLINE F unit_interval(I word) { return to_floats(shift_right<8>(word)) * splat(0x1p-24f); }

// Not in the table of a module for dense networks alone.
[[maybe_unused]] void random_uniform(RandomKey key, std::uint64_t first, std::size_t n, float* y) {
  const auto chunk =
      [](const Schedule& schedule, std::uint64_t start, float* out) __attribute__((always_inline)) {
    I words[1][4];
    philox(schedule, Domain::kUniform, start / 4, words);
    HUNCH_UNROLL
    for (int k = 0; k < 4; ++k) store_blocks(out + 4 * k, 64, unit_interval(words[0][k]));
  };
  in_chunks<4 * kLanes>(key, first, n, y, chunk);
}

/// Box and Muller (1958): radius sqrt(-2 log u) with u in (0,1], angle a whole quadrant and a part.
HUNCH_INLINE void box_muller(I a, I b, F& x, F& y) {
  const F u = (to_floats(shift_right<8>(a)) + splat(1.0f)) * splat(0x1p-24f);
  const F radius = root(log(u) * splat(-2.0f));
  // The top two bits of b are the quadrant, the next 23 the angle in it, from -pi/4.
  const I part = shift_right<7>(b) & splat(0x007fffffu);
  const F angle = (to_floats(part) - splat(4194303.5f)) * splat(1.57079632679f * 0x1p-23f);
  const I quadrant = shift_right<30>(b);
  x = radius * sine_in_quadrant(angle, quadrant + splat(1u));
  y = radius * sine_in_quadrant(angle, quadrant);
}

[[maybe_unused]] void random_normal(RandomKey key, std::uint64_t first, std::size_t n, float* y) {
  const auto chunk =
      [](const Schedule& schedule, std::uint64_t start, float* out) __attribute__((always_inline)) {
    I words[1][4];
    philox(schedule, Domain::kNormal, start / 4, words);
    HUNCH_UNROLL
    for (int k = 0; k < 4; k += 2) {
      F a, b;
      box_muller(words[0][k], words[0][k + 1], a, b);
      store_blocks(out + 4 * k, 64, a);
      store_blocks(out + 4 * k + 4, 64, b);
    }
  };
  in_chunks<4 * kLanes>(key, first, n, y, chunk);
}

}  // namespace
}  // namespace hunch::kernels
