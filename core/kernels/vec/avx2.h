#pragma once

#include <immintrin.h>

#include <cstring>

#include "kernels/vec/common.h"

/// AVX2 with fused multiply-add: eight lanes.
namespace hunch::kernels {
namespace {

constexpr int kLanes = 8;
constexpr const char* kName = "avx2";
constexpr bool kExact = false;
constexpr int kTileRows = 6;

struct F {
  __m256 v;
};
struct I {
  __m256i v;
};
struct M {
  __m256 v;
};

HUNCH_INLINE F load(const float* p) { return {_mm256_loadu_ps(p)}; }
HUNCH_INLINE void store(float* p, F a) { _mm256_storeu_ps(p, a.v); }
HUNCH_INLINE F splat(float x) { return {_mm256_set1_ps(x)}; }
HUNCH_INLINE I splat(std::uint32_t x) { return {_mm256_set1_epi32(static_cast<int>(x))}; }
HUNCH_INLINE I iota() { return {_mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7)}; }

HUNCH_INLINE F operator+(F a, F b) { return {_mm256_add_ps(a.v, b.v)}; }
HUNCH_INLINE F operator-(F a, F b) { return {_mm256_sub_ps(a.v, b.v)}; }
HUNCH_INLINE F operator*(F a, F b) { return {_mm256_mul_ps(a.v, b.v)}; }
HUNCH_INLINE F operator/(F a, F b) { return {_mm256_div_ps(a.v, b.v)}; }
HUNCH_INLINE F madd(F a, F b, F c) { return {_mm256_fmadd_ps(a.v, b.v, c.v)}; }
HUNCH_INLINE F root(F a) { return {_mm256_sqrt_ps(a.v)}; }
HUNCH_INLINE F smaller(F a, F b) { return {_mm256_min_ps(a.v, b.v)}; }
HUNCH_INLINE F larger(F a, F b) { return {_mm256_max_ps(a.v, b.v)}; }
HUNCH_INLINE M operator<(F a, F b) { return {_mm256_cmp_ps(a.v, b.v, _CMP_LT_OQ)}; }
HUNCH_INLINE M operator&(M a, M b) { return {_mm256_and_ps(a.v, b.v)}; }
HUNCH_INLINE M operator|(M a, M b) { return {_mm256_or_ps(a.v, b.v)}; }
HUNCH_INLINE F choose(M m, F a, F b) { return {_mm256_blendv_ps(b.v, a.v, m.v)}; }
HUNCH_INLINE F keep(M m, F a) { return {_mm256_and_ps(a.v, m.v)}; }
HUNCH_INLINE F drop(M m, F a) { return {_mm256_andnot_ps(m.v, a.v)}; }

HUNCH_INLINE I bits(F a) { return {_mm256_castps_si256(a.v)}; }
HUNCH_INLINE F as_floats(I a) { return {_mm256_castsi256_ps(a.v)}; }
HUNCH_INLINE F to_floats(I a) { return {_mm256_cvtepi32_ps(a.v)}; }
HUNCH_INLINE I operator+(I a, I b) { return {_mm256_add_epi32(a.v, b.v)}; }
HUNCH_INLINE I operator-(I a, I b) { return {_mm256_sub_epi32(a.v, b.v)}; }
HUNCH_INLINE I operator&(I a, I b) { return {_mm256_and_si256(a.v, b.v)}; }
HUNCH_INLINE I operator|(I a, I b) { return {_mm256_or_si256(a.v, b.v)}; }
HUNCH_INLINE I operator^(I a, I b) { return {_mm256_xor_si256(a.v, b.v)}; }
template <int n>
HUNCH_INLINE I shift_left(I a) {
  return {_mm256_slli_epi32(a.v, n)};
}
template <int n>
HUNCH_INLINE I shift_right(I a) {
  return {_mm256_srli_epi32(a.v, n)};
}
template <int n>
HUNCH_INLINE I shift_right_signed(I a) {
  return {_mm256_srai_epi32(a.v, n)};
}
template <std::uint32_t b>
HUNCH_INLINE void multiply_wide(I a, I& high, I& low) {
  const __m256i m = _mm256_set1_epi32(static_cast<int>(b));
  const __m256i even = _mm256_mul_epu32(a.v, m);
  const __m256i odd = _mm256_mul_epu32(_mm256_srli_epi64(a.v, 32), m);
  low.v = _mm256_blend_epi32(even, _mm256_slli_epi64(odd, 32), 0xaa);
  high.v = _mm256_blend_epi32(_mm256_srli_epi64(even, 32), odd, 0xaa);
}

template <class V>
HUNCH_INLINE void store_blocks(void* p, std::ptrdiff_t stride, V a) {
  char* to = static_cast<char*>(p);
  std::memcpy(to, &a.v, 16);
  std::memcpy(to + stride, reinterpret_cast<const char*>(&a.v) + 16, 16);
}
HUNCH_INLINE I at_least(I a, std::uint8_t limit) {
  const __m256i t = _mm256_set1_epi8(static_cast<char>(limit));
  return {_mm256_and_si256(_mm256_cmpeq_epi8(_mm256_max_epu8(a.v, t), a.v), _mm256_set1_epi8(1))};
}
HUNCH_INLINE I equal_bytes(I a, std::uint8_t value) {
  return {_mm256_cmpeq_epi8(a.v, _mm256_set1_epi8(static_cast<char>(value)))};
}
HUNCH_INLINE bool any(I a) { return _mm256_testz_si256(a.v, a.v) == 0; }
HUNCH_INLINE std::uint64_t byte_signs(I a) {
  return static_cast<std::uint32_t>(_mm256_movemask_epi8(a.v));
}
HUNCH_INLINE M load_mask(const std::uint8_t* p) {
  long long word;
  std::memcpy(&word, p, 8);
  const __m256i lanes = _mm256_cvtepu8_epi32(_mm_cvtsi64_si128(word));
  return {_mm256_castsi256_ps(_mm256_cmpgt_epi32(lanes, _mm256_setzero_si256()))};
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
