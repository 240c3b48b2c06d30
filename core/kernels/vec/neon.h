#pragma once

#include <arm_neon.h>

#include <cstring>

#include "kernels/vec/common.h"

/// 64-bit ARM: four lanes, fused multiply-add, 32 registers.
namespace hunch::kernels {
namespace {

constexpr int kLanes = 4;
constexpr const char* kName = "neon";
constexpr bool kExact = false;
constexpr int kTileRows = 8;

struct F {
  float32x4_t v;
};
struct I {
  uint32x4_t v;
};
struct M {
  uint32x4_t v;
};

HUNCH_INLINE F load(const float* p) { return {vld1q_f32(p)}; }
HUNCH_INLINE void store(float* p, F a) { vst1q_f32(p, a.v); }
HUNCH_INLINE F splat(float x) { return {vdupq_n_f32(x)}; }
HUNCH_INLINE I splat(std::uint32_t x) { return {vdupq_n_u32(x)}; }
HUNCH_INLINE I iota() {
  constexpr std::uint32_t lanes[4] = {0, 1, 2, 3};
  return {vld1q_u32(lanes)};
}

HUNCH_INLINE F operator+(F a, F b) { return {vaddq_f32(a.v, b.v)}; }
HUNCH_INLINE F operator-(F a, F b) { return {vsubq_f32(a.v, b.v)}; }
HUNCH_INLINE F operator*(F a, F b) { return {vmulq_f32(a.v, b.v)}; }
HUNCH_INLINE F operator/(F a, F b) { return {vdivq_f32(a.v, b.v)}; }
HUNCH_INLINE F madd(F a, F b, F c) { return {vfmaq_f32(c.v, a.v, b.v)}; }
HUNCH_INLINE F root(F a) { return {vsqrtq_f32(a.v)}; }
HUNCH_INLINE M operator<(F a, F b) { return {vcltq_f32(a.v, b.v)}; }
HUNCH_INLINE M operator&(M a, M b) { return {vandq_u32(a.v, b.v)}; }
HUNCH_INLINE M operator|(M a, M b) { return {vorrq_u32(a.v, b.v)}; }
HUNCH_INLINE F choose(M m, F a, F b) { return {vbslq_f32(m.v, a.v, b.v)}; }
HUNCH_INLINE F smaller(F a, F b) { return choose(a < b, a, b); }
HUNCH_INLINE F larger(F a, F b) { return choose(b < a, a, b); }
HUNCH_INLINE F keep(M m, F a) {
  return {vreinterpretq_f32_u32(vandq_u32(vreinterpretq_u32_f32(a.v), m.v))};
}
HUNCH_INLINE F drop(M m, F a) {
  return {vreinterpretq_f32_u32(vbicq_u32(vreinterpretq_u32_f32(a.v), m.v))};
}

HUNCH_INLINE I bits(F a) { return {vreinterpretq_u32_f32(a.v)}; }
HUNCH_INLINE F as_floats(I a) { return {vreinterpretq_f32_u32(a.v)}; }
HUNCH_INLINE F to_floats(I a) { return {vcvtq_f32_s32(vreinterpretq_s32_u32(a.v))}; }
HUNCH_INLINE I operator+(I a, I b) { return {vaddq_u32(a.v, b.v)}; }
HUNCH_INLINE I operator-(I a, I b) { return {vsubq_u32(a.v, b.v)}; }
HUNCH_INLINE I operator&(I a, I b) { return {vandq_u32(a.v, b.v)}; }
HUNCH_INLINE I operator|(I a, I b) { return {vorrq_u32(a.v, b.v)}; }
HUNCH_INLINE I operator^(I a, I b) { return {veorq_u32(a.v, b.v)}; }
template <int n>
HUNCH_INLINE I shift_left(I a) {
  return {vshlq_n_u32(a.v, n)};
}
template <int n>
HUNCH_INLINE I shift_right(I a) {
  return {vshrq_n_u32(a.v, n)};
}
template <int n>
HUNCH_INLINE I shift_right_signed(I a) {
  return {vreinterpretq_u32_s32(vshrq_n_s32(vreinterpretq_s32_u32(a.v), n))};
}
template <std::uint32_t b>
HUNCH_INLINE void multiply_wide(I a, I& high, I& low) {
  const uint32x4_t m = vdupq_n_u32(b);
  const uint32x4_t first = vreinterpretq_u32_u64(vmull_u32(vget_low_u32(a.v), vget_low_u32(m)));
  const uint32x4_t second = vreinterpretq_u32_u64(vmull_high_u32(a.v, m));
  low.v = vuzp1q_u32(first, second);
  high.v = vuzp2q_u32(first, second);
}

template <class V>
HUNCH_INLINE void store_blocks(void* p, std::ptrdiff_t, V a) {
  std::memcpy(p, &a.v, 16);
}
HUNCH_INLINE I at_least(I a, std::uint8_t limit) {
  const uint8x16_t keep = vcgeq_u8(vreinterpretq_u8_u32(a.v), vdupq_n_u8(limit));
  return {vreinterpretq_u32_u8(vandq_u8(keep, vdupq_n_u8(1)))};
}
HUNCH_INLINE I equal_bytes(I a, std::uint8_t value) {
  return {vreinterpretq_u32_u8(vceqq_u8(vreinterpretq_u8_u32(a.v), vdupq_n_u8(value)))};
}
HUNCH_INLINE bool any(I a) { return vmaxvq_u32(a.v) != 0; }
HUNCH_INLINE std::uint64_t byte_signs(I a) {
  constexpr std::uint8_t weights[16] = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
  const uint8x16_t negative = vcltzq_s8(vreinterpretq_s8_u32(a.v));
  const uint8x16_t weighed = vandq_u8(negative, vld1q_u8(weights));
  return static_cast<std::uint64_t>(vaddv_u8(vget_low_u8(weighed))) |
         static_cast<std::uint64_t>(vaddv_u8(vget_high_u8(weighed))) << 8;
}
HUNCH_INLINE M load_mask(const std::uint8_t* p) {
  std::uint32_t word;
  std::memcpy(&word, p, 4);
  const uint8x8_t bytes = vreinterpret_u8_u32(vdup_n_u32(word));
  const uint32x4_t lanes = vmovl_u16(vget_low_u16(vmovl_u8(bytes)));
  return {vtstq_u32(lanes, lanes)};
}
HUNCH_INLINE void transpose4(const float* from, std::ptrdiff_t from_stride, float* to,
                             std::ptrdiff_t to_stride) {
  const float32x4x2_t ab = vtrnq_f32(vld1q_f32(from), vld1q_f32(from + from_stride));
  const float32x4x2_t cd =
      vtrnq_f32(vld1q_f32(from + 2 * from_stride), vld1q_f32(from + 3 * from_stride));
  vst1q_f32(to, vcombine_f32(vget_low_f32(ab.val[0]), vget_low_f32(cd.val[0])));
  vst1q_f32(to + to_stride, vcombine_f32(vget_low_f32(ab.val[1]), vget_low_f32(cd.val[1])));
  vst1q_f32(to + 2 * to_stride, vcombine_f32(vget_high_f32(ab.val[0]), vget_high_f32(cd.val[0])));
  vst1q_f32(to + 3 * to_stride, vcombine_f32(vget_high_f32(ab.val[1]), vget_high_f32(cd.val[1])));
}

}  // namespace
}  // namespace hunch::kernels
