#pragma once

// GCC 12 takes its own headers' "undefined" vectors for a mistake of ours (GCC bug 105593).
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#pragma GCC diagnostic ignored "-Wuninitialized"
#endif

#include <immintrin.h>

#include <cstring>

#include "kernels/vec/common.h"

/// AVX-512 (F, BW, VL, DQ): sixteen lanes.
namespace hunch::kernels {
namespace {

constexpr int kLanes = 16;
constexpr const char* kName = "avx512";
constexpr bool kExact = false;
constexpr int kTileRows = 12;

struct F {
  __m512 v;
};
struct I {
  __m512i v;
};
struct M {
  __mmask16 v;
};

HUNCH_INLINE F load(const float* p) { return {_mm512_loadu_ps(p)}; }
HUNCH_INLINE void store(float* p, F a) { _mm512_storeu_ps(p, a.v); }
HUNCH_INLINE __mmask16 first_lanes(std::size_t count) {
  return static_cast<__mmask16>((1u << count) - 1);
}
HUNCH_INLINE F load_part(const float* p, std::size_t count) {
  return {_mm512_maskz_loadu_ps(first_lanes(count), p)};
}
HUNCH_INLINE void store_part(float* p, F a, std::size_t count) {
  _mm512_mask_storeu_ps(p, first_lanes(count), a.v);
}
HUNCH_INLINE F splat(float x) { return {_mm512_set1_ps(x)}; }
HUNCH_INLINE I splat(std::uint32_t x) { return {_mm512_set1_epi32(static_cast<int>(x))}; }
HUNCH_INLINE I iota() {
  return {_mm512_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)};
}

HUNCH_INLINE F operator+(F a, F b) { return {_mm512_add_ps(a.v, b.v)}; }
HUNCH_INLINE F operator-(F a, F b) { return {_mm512_sub_ps(a.v, b.v)}; }
HUNCH_INLINE F operator*(F a, F b) { return {_mm512_mul_ps(a.v, b.v)}; }
HUNCH_INLINE F operator/(F a, F b) { return {_mm512_div_ps(a.v, b.v)}; }
HUNCH_INLINE F madd(F a, F b, F c) { return {_mm512_fmadd_ps(a.v, b.v, c.v)}; }
HUNCH_INLINE F root(F a) { return {_mm512_sqrt_ps(a.v)}; }
HUNCH_INLINE F smaller(F a, F b) { return {_mm512_min_ps(a.v, b.v)}; }
HUNCH_INLINE F larger(F a, F b) { return {_mm512_max_ps(a.v, b.v)}; }
HUNCH_INLINE M operator<(F a, F b) { return {_mm512_cmp_ps_mask(a.v, b.v, _CMP_LT_OQ)}; }
HUNCH_INLINE M operator&(M a, M b) { return {_kand_mask16(a.v, b.v)}; }
HUNCH_INLINE M operator|(M a, M b) { return {_kor_mask16(a.v, b.v)}; }
HUNCH_INLINE F choose(M m, F a, F b) { return {_mm512_mask_blend_ps(m.v, b.v, a.v)}; }
HUNCH_INLINE F keep(M m, F a) { return {_mm512_maskz_mov_ps(m.v, a.v)}; }
HUNCH_INLINE F drop(M m, F a) { return {_mm512_maskz_mov_ps(_knot_mask16(m.v), a.v)}; }

HUNCH_INLINE I bits(F a) { return {_mm512_castps_si512(a.v)}; }
HUNCH_INLINE F as_floats(I a) { return {_mm512_castsi512_ps(a.v)}; }
HUNCH_INLINE F to_floats(I a) { return {_mm512_cvtepi32_ps(a.v)}; }
HUNCH_INLINE I operator+(I a, I b) { return {_mm512_add_epi32(a.v, b.v)}; }
HUNCH_INLINE I operator-(I a, I b) { return {_mm512_sub_epi32(a.v, b.v)}; }
HUNCH_INLINE I operator&(I a, I b) { return {_mm512_and_si512(a.v, b.v)}; }
HUNCH_INLINE I operator|(I a, I b) { return {_mm512_or_si512(a.v, b.v)}; }
HUNCH_INLINE I operator^(I a, I b) { return {_mm512_xor_si512(a.v, b.v)}; }
template <int n>
HUNCH_INLINE I shift_left(I a) {
  return {_mm512_slli_epi32(a.v, n)};
}
template <int n>
HUNCH_INLINE I shift_right(I a) {
  return {_mm512_srli_epi32(a.v, n)};
}
template <int n>
HUNCH_INLINE I shift_right_signed(I a) {
  return {_mm512_srai_epi32(a.v, n)};
}
template <std::uint32_t b>
HUNCH_INLINE void multiply_wide(I a, I& high, I& low) {
  const __m512i m = _mm512_set1_epi32(static_cast<int>(b));
  const __m512i even = _mm512_mul_epu32(a.v, m);
  const __m512i odd = _mm512_mul_epu32(_mm512_srli_epi64(a.v, 32), m);
  low.v = _mm512_mask_blend_epi32(0xaaaa, even, _mm512_slli_epi64(odd, 32));
  high.v = _mm512_mask_blend_epi32(0xaaaa, _mm512_srli_epi64(even, 32), odd);
}

template <class V>
HUNCH_INLINE void store_blocks(void* p, std::ptrdiff_t stride, V a) {
  char* to = static_cast<char*>(p);
  for (int k = 0; k < 4; ++k) {
    std::memcpy(to + k * stride, reinterpret_cast<const char*>(&a.v) + 16 * k, 16);
  }
}
HUNCH_INLINE I at_least(I a, std::uint8_t limit) {
  const __mmask64 m = _mm512_cmpge_epu8_mask(a.v, _mm512_set1_epi8(static_cast<char>(limit)));
  return {_mm512_maskz_set1_epi8(m, 1)};
}
HUNCH_INLINE I equal_bytes(I a, std::uint8_t value) {
  return {
      _mm512_movm_epi8(_mm512_cmpeq_epi8_mask(a.v, _mm512_set1_epi8(static_cast<char>(value))))};
}
HUNCH_INLINE bool any(I a) { return _mm512_test_epi32_mask(a.v, a.v) != 0; }
HUNCH_INLINE std::uint64_t byte_signs(I a) { return _mm512_movepi8_mask(a.v); }
HUNCH_INLINE M load_mask(const std::uint8_t* p) {
  const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(p));
  return {_mm_test_epi8_mask(bytes, bytes)};
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
