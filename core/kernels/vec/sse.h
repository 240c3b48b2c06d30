#pragma once

#include <smmintrin.h>

#include <cstring>

#include "kernels/vec/common.h"

/// SSE 4.1: four lanes, multiply then add.
namespace hunch::kernels {
namespace {

constexpr int kLanes = 4;
constexpr const char* kName = "sse";
constexpr bool kExact = true;
constexpr int kTileRows = 6;

struct F {
  __m128 v;
};
struct I {
  __m128i v;
};
struct M {
  __m128 v;
};

HUNCH_INLINE F load(const float* p) { return {_mm_loadu_ps(p)}; }
HUNCH_INLINE void store(float* p, F a) { _mm_storeu_ps(p, a.v); }
HUNCH_INLINE F splat(float x) { return {_mm_set1_ps(x)}; }
HUNCH_INLINE I splat(std::uint32_t x) { return {_mm_set1_epi32(static_cast<int>(x))}; }
HUNCH_INLINE I iota() { return {_mm_setr_epi32(0, 1, 2, 3)}; }

HUNCH_INLINE F operator+(F a, F b) { return {_mm_add_ps(a.v, b.v)}; }
HUNCH_INLINE F operator-(F a, F b) { return {_mm_sub_ps(a.v, b.v)}; }
HUNCH_INLINE F operator*(F a, F b) { return {_mm_mul_ps(a.v, b.v)}; }
HUNCH_INLINE F operator/(F a, F b) { return {_mm_div_ps(a.v, b.v)}; }
HUNCH_INLINE F madd(F a, F b, F c) { return a * b + c; }
HUNCH_INLINE F root(F a) { return {_mm_sqrt_ps(a.v)}; }
HUNCH_INLINE F smaller(F a, F b) { return {_mm_min_ps(a.v, b.v)}; }
HUNCH_INLINE F larger(F a, F b) { return {_mm_max_ps(a.v, b.v)}; }
HUNCH_INLINE M operator<(F a, F b) { return {_mm_cmplt_ps(a.v, b.v)}; }
HUNCH_INLINE M operator&(M a, M b) { return {_mm_and_ps(a.v, b.v)}; }
HUNCH_INLINE M operator|(M a, M b) { return {_mm_or_ps(a.v, b.v)}; }
HUNCH_INLINE F choose(M m, F a, F b) { return {_mm_blendv_ps(b.v, a.v, m.v)}; }
HUNCH_INLINE F keep(M m, F a) { return {_mm_and_ps(a.v, m.v)}; }
HUNCH_INLINE F drop(M m, F a) { return {_mm_andnot_ps(m.v, a.v)}; }

HUNCH_INLINE I bits(F a) { return {_mm_castps_si128(a.v)}; }
HUNCH_INLINE F as_floats(I a) { return {_mm_castsi128_ps(a.v)}; }
HUNCH_INLINE F to_floats(I a) { return {_mm_cvtepi32_ps(a.v)}; }
HUNCH_INLINE I operator+(I a, I b) { return {_mm_add_epi32(a.v, b.v)}; }
HUNCH_INLINE I operator-(I a, I b) { return {_mm_sub_epi32(a.v, b.v)}; }
HUNCH_INLINE I operator&(I a, I b) { return {_mm_and_si128(a.v, b.v)}; }
HUNCH_INLINE I operator|(I a, I b) { return {_mm_or_si128(a.v, b.v)}; }
HUNCH_INLINE I operator^(I a, I b) { return {_mm_xor_si128(a.v, b.v)}; }
template <int n>
HUNCH_INLINE I shift_left(I a) {
  return {_mm_slli_epi32(a.v, n)};
}
template <int n>
HUNCH_INLINE I shift_right(I a) {
  return {_mm_srli_epi32(a.v, n)};
}
template <int n>
HUNCH_INLINE I shift_right_signed(I a) {
  return {_mm_srai_epi32(a.v, n)};
}
template <std::uint32_t b>
HUNCH_INLINE void multiply_wide(I a, I& high, I& low) {
  const __m128i m = _mm_set1_epi32(static_cast<int>(b));
  const __m128 even = _mm_castsi128_ps(_mm_mul_epu32(_mm_unpacklo_epi32(a.v, a.v), m));
  const __m128 odd = _mm_castsi128_ps(_mm_mul_epu32(_mm_unpackhi_epi32(a.v, a.v), m));
  low.v = _mm_castps_si128(_mm_shuffle_ps(even, odd, _MM_SHUFFLE(2, 0, 2, 0)));
  high.v = _mm_castps_si128(_mm_shuffle_ps(even, odd, _MM_SHUFFLE(3, 1, 3, 1)));
}

template <class V>
HUNCH_INLINE void store_blocks(void* p, std::ptrdiff_t, V a) {
  std::memcpy(p, &a.v, 16);
}
HUNCH_INLINE I at_least(I a, std::uint8_t limit) {
  const __m128i t = _mm_set1_epi8(static_cast<char>(limit));
  return {_mm_and_si128(_mm_cmpeq_epi8(_mm_max_epu8(a.v, t), a.v), _mm_set1_epi8(1))};
}
HUNCH_INLINE I equal_bytes(I a, std::uint8_t value) {
  return {_mm_cmpeq_epi8(a.v, _mm_set1_epi8(static_cast<char>(value)))};
}
HUNCH_INLINE bool any(I a) { return _mm_testz_si128(a.v, a.v) == 0; }
HUNCH_INLINE std::uint64_t byte_signs(I a) {
  return static_cast<std::uint64_t>(_mm_movemask_epi8(a.v));
}
HUNCH_INLINE M load_mask(const std::uint8_t* p) {
  int word;
  std::memcpy(&word, p, 4);
  const __m128i lanes = _mm_cvtepu8_epi32(_mm_cvtsi32_si128(word));
  return {_mm_castsi128_ps(_mm_cmpgt_epi32(lanes, _mm_setzero_si128()))};
}
HUNCH_INLINE void transpose4(const float* from, std::ptrdiff_t from_stride, float* to,
                             std::ptrdiff_t to_stride) {
  __m128 a = _mm_loadu_ps(from), b = _mm_loadu_ps(from + from_stride);
  __m128 c = _mm_loadu_ps(from + 2 * from_stride), d = _mm_loadu_ps(from + 3 * from_stride);
  _MM_TRANSPOSE4_PS(a, b, c, d);
  _mm_storeu_ps(to, a);
  _mm_storeu_ps(to + to_stride, b);
  _mm_storeu_ps(to + 2 * to_stride, c);
  _mm_storeu_ps(to + 3 * to_stride, d);
}

}  // namespace
}  // namespace hunch::kernels
