#pragma once

#include <wasm_simd128.h>

#include <cstring>

#include "kernels/vec/common.h"

/// WebAssembly SIMD: four lanes. The unit that includes it defines HUNCH_RELAXED as 0 or 1: with
/// relaxed SIMD multiply-add is fused where the processor can, without it the bits are exact.
namespace hunch::kernels {
namespace {

constexpr int kLanes = 4;
constexpr bool kExact = HUNCH_RELAXED == 0;
constexpr const char* kName = kExact ? "simd128" : "relaxed";
constexpr int kTileRows = kExact ? 5 : 6;  // V8 has 15 registers, a product takes one more

struct F {
  v128_t v;
};
struct I {
  v128_t v;
};
struct M {
  v128_t v;
};

HUNCH_INLINE F load(const float* p) { return {wasm_v128_load(p)}; }
HUNCH_INLINE void store(float* p, F a) { wasm_v128_store(p, a.v); }

/// Constants are hidden from the compiler, which would else put each into the loop where it is
/// used: there engines build a v128.const anew in several instructions, every time round.
template <class T>
HUNCH_INLINE T hidden(T x) {
  if (__builtin_constant_p(x)) asm("" : "+r"(x));
  return x;
}
HUNCH_INLINE F splat(float x) { return {wasm_f32x4_splat(hidden(x))}; }
HUNCH_INLINE I splat(std::uint32_t x) {
  asm("" : "+r"(x));  // always: clang 19 dies of a splat half of a 64-bit word
  return {wasm_u32x4_splat(x)};
}
HUNCH_INLINE I iota() { return {wasm_u32x4_const(0, 1, 2, 3)}; }

HUNCH_INLINE F operator+(F a, F b) { return {wasm_f32x4_add(a.v, b.v)}; }
HUNCH_INLINE F operator-(F a, F b) { return {wasm_f32x4_sub(a.v, b.v)}; }
HUNCH_INLINE F operator*(F a, F b) { return {wasm_f32x4_mul(a.v, b.v)}; }
HUNCH_INLINE F operator/(F a, F b) { return {wasm_f32x4_div(a.v, b.v)}; }
HUNCH_INLINE F madd(F a, F b, F c) {
#if HUNCH_RELAXED
  return {wasm_f32x4_relaxed_madd(a.v, b.v, c.v)};
#else
  return a * b + c;
#endif
}
HUNCH_INLINE F root(F a) { return {wasm_f32x4_sqrt(a.v)}; }
HUNCH_INLINE F smaller(F a, F b) { return {wasm_f32x4_pmin(b.v, a.v)}; }
HUNCH_INLINE F larger(F a, F b) { return {wasm_f32x4_pmax(b.v, a.v)}; }
HUNCH_INLINE M operator<(F a, F b) { return {wasm_f32x4_lt(a.v, b.v)}; }
HUNCH_INLINE M operator&(M a, M b) { return {wasm_v128_and(a.v, b.v)}; }
HUNCH_INLINE M operator|(M a, M b) { return {wasm_v128_or(a.v, b.v)}; }
HUNCH_INLINE F choose(M m, F a, F b) {
#if HUNCH_RELAXED  // one instruction, where the other is three; a mask from a comparison has one
                   // answer
  return {wasm_i32x4_relaxed_laneselect(a.v, b.v, m.v)};
#else
  return {wasm_v128_bitselect(a.v, b.v, m.v)};
#endif
}
HUNCH_INLINE F keep(M m, F a) { return choose(m, a, splat(0.0f)); }
HUNCH_INLINE F drop(M m, F a) { return choose(m, splat(0.0f), a); }

HUNCH_INLINE I bits(F a) { return {a.v}; }
HUNCH_INLINE F as_floats(I a) { return {a.v}; }
HUNCH_INLINE F to_floats(I a) { return {wasm_f32x4_convert_i32x4(a.v)}; }
HUNCH_INLINE I operator+(I a, I b) { return {wasm_i32x4_add(a.v, b.v)}; }
HUNCH_INLINE I operator-(I a, I b) { return {wasm_i32x4_sub(a.v, b.v)}; }
HUNCH_INLINE I operator&(I a, I b) { return {wasm_v128_and(a.v, b.v)}; }
HUNCH_INLINE I operator|(I a, I b) { return {wasm_v128_or(a.v, b.v)}; }
HUNCH_INLINE I operator^(I a, I b) { return {wasm_v128_xor(a.v, b.v)}; }
template <int n>
HUNCH_INLINE I shift_left(I a) {
  return {wasm_i32x4_shl(a.v, n)};
}
template <int n>
HUNCH_INLINE I shift_right(I a) {
  return {wasm_u32x4_shr(a.v, n)};
}
template <int n>
HUNCH_INLINE I shift_right_signed(I a) {
  return {wasm_i32x4_shr(a.v, n)};
}
/// Volatile, so that the factor is not known: the compiler would widen a constant once, elsewhere,
/// no longer see the one instruction that widens and multiplies, and take slow 64-bit products.
template <std::uint32_t b>
constexpr volatile std::uint32_t kFactor alignas(16)[4] = {b, b, b, b};

template <std::uint32_t b>
HUNCH_INLINE void multiply_wide(I a, I& high, I& low) {
  const v128_t m = *reinterpret_cast<const volatile v128_t*>(kFactor<b>);
  const v128_t first = wasm_u64x2_extmul_low_u32x4(a.v, m);
  const v128_t second = wasm_u64x2_extmul_high_u32x4(a.v, m);
  low.v = wasm_i32x4_shuffle(first, second, 0, 2, 4, 6);
  high.v = wasm_i32x4_shuffle(first, second, 1, 3, 5, 7);
}

template <class V>
HUNCH_INLINE void store_blocks(void* p, std::ptrdiff_t, V a) {
  wasm_v128_store(p, a.v);
}
/// Opaque, because clang 19 dies of a splat byte that it knows to be a float converted.
HUNCH_INLINE v128_t splat_byte(int x) {
  asm("" : "+r"(x));
  return wasm_i8x16_splat(static_cast<signed char>(x));
}
HUNCH_INLINE I at_least(I a, std::uint8_t limit) {
  return {wasm_v128_and(wasm_u8x16_ge(a.v, splat_byte(limit)), splat_byte(1))};
}
HUNCH_INLINE I equal_bytes(I a, std::uint8_t value) {
  return {wasm_i8x16_eq(a.v, splat_byte(value))};
}
HUNCH_INLINE bool any(I a) { return wasm_v128_any_true(a.v); }
HUNCH_INLINE std::uint64_t byte_signs(I a) { return wasm_i8x16_bitmask(a.v); }
HUNCH_INLINE M load_mask(const std::uint8_t* p) {
  const v128_t lanes =
      wasm_u32x4_extend_low_u16x8(wasm_u16x8_extend_low_u8x16(wasm_v128_load32_zero(p)));
  return {wasm_i32x4_gt(lanes, wasm_i32x4_const_splat(0))};
}
HUNCH_INLINE void transpose4(const float* from, std::ptrdiff_t from_stride, float* to,
                             std::ptrdiff_t to_stride) {
  const v128_t a = wasm_v128_load(from), b = wasm_v128_load(from + from_stride);
  const v128_t c = wasm_v128_load(from + 2 * from_stride);
  const v128_t d = wasm_v128_load(from + 3 * from_stride);
  const v128_t ab_low = wasm_i32x4_shuffle(a, b, 0, 4, 1, 5);
  const v128_t ab_high = wasm_i32x4_shuffle(a, b, 2, 6, 3, 7);
  const v128_t cd_low = wasm_i32x4_shuffle(c, d, 0, 4, 1, 5);
  const v128_t cd_high = wasm_i32x4_shuffle(c, d, 2, 6, 3, 7);
  wasm_v128_store(to, wasm_i64x2_shuffle(ab_low, cd_low, 0, 2));
  wasm_v128_store(to + to_stride, wasm_i64x2_shuffle(ab_low, cd_low, 1, 3));
  wasm_v128_store(to + 2 * to_stride, wasm_i64x2_shuffle(ab_high, cd_high, 0, 2));
  wasm_v128_store(to + 3 * to_stride, wasm_i64x2_shuffle(ab_high, cd_high, 1, 3));
}

}  // namespace
}  // namespace hunch::kernels
