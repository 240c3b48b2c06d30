#pragma once

#include <cstring>

#include "kernels/vec/common.h"

/// Four lanes in plain C++: the reference for the other exact targets, and the only choice where
/// there is no SIMD.
namespace hunch::kernels {
namespace {

constexpr int kLanes = 4;
constexpr const char* kName = "scalar";
constexpr bool kExact = true;
constexpr int kTileRows = 4;

struct F {
  float v[4];
};
struct I {
  std::uint32_t v[4];
};
struct M {
  bool v[4];
};

template <class R, class A, class Op>
HUNCH_INLINE R each(A a, Op op) {
  return {{op(a.v[0]), op(a.v[1]), op(a.v[2]), op(a.v[3])}};
}
template <class R, class A, class Op>
HUNCH_INLINE R each(A a, A b, Op op) {
  return {{op(a.v[0], b.v[0]), op(a.v[1], b.v[1]), op(a.v[2], b.v[2]), op(a.v[3], b.v[3])}};
}

HUNCH_INLINE F load(const float* p) { return {{p[0], p[1], p[2], p[3]}}; }
HUNCH_INLINE void store(float* p, F a) { std::memcpy(p, a.v, sizeof a.v); }
HUNCH_INLINE F splat(float x) { return {{x, x, x, x}}; }
HUNCH_INLINE I splat(std::uint32_t x) { return {{x, x, x, x}}; }
HUNCH_INLINE I iota() { return {{0, 1, 2, 3}}; }

HUNCH_INLINE F operator+(F a, F b) {
  return each<F>(a, b, [](float x, float y) { return x + y; });
}
HUNCH_INLINE F operator-(F a, F b) {
  return each<F>(a, b, [](float x, float y) { return x - y; });
}
HUNCH_INLINE F operator*(F a, F b) {
  return each<F>(a, b, [](float x, float y) { return x * y; });
}
HUNCH_INLINE F operator/(F a, F b) {
  return each<F>(a, b, [](float x, float y) { return x / y; });
}
HUNCH_INLINE F madd(F a, F b, F c) { return a * b + c; }
HUNCH_INLINE F root(F a) {
  return each<F>(a, [](float x) { return __builtin_sqrtf(x); });
}
HUNCH_INLINE F smaller(F a, F b) {
  return each<F>(a, b, [](float x, float y) { return x < y ? x : y; });
}
HUNCH_INLINE F larger(F a, F b) {
  return each<F>(a, b, [](float x, float y) { return x > y ? x : y; });
}
HUNCH_INLINE M operator<(F a, F b) {
  return each<M>(a, b, [](float x, float y) { return x < y; });
}
HUNCH_INLINE M operator&(M a, M b) {
  return each<M>(a, b, [](bool x, bool y) { return x && y; });
}
HUNCH_INLINE M operator|(M a, M b) {
  return each<M>(a, b, [](bool x, bool y) { return x || y; });
}
HUNCH_INLINE F choose(M m, F a, F b) {
  return {{m.v[0] ? a.v[0] : b.v[0], m.v[1] ? a.v[1] : b.v[1], m.v[2] ? a.v[2] : b.v[2],
           m.v[3] ? a.v[3] : b.v[3]}};
}
HUNCH_INLINE F keep(M m, F a) { return choose(m, a, splat(0.0f)); }
HUNCH_INLINE F drop(M m, F a) { return choose(m, splat(0.0f), a); }

HUNCH_INLINE I bits(F a) {
  I r;
  std::memcpy(&r, &a, sizeof r);
  return r;
}
HUNCH_INLINE F as_floats(I a) {
  F r;
  std::memcpy(&r, &a, sizeof r);
  return r;
}
HUNCH_INLINE F to_floats(I a) {
  return each<F>(a,
                 [](std::uint32_t x) { return static_cast<float>(static_cast<std::int32_t>(x)); });
}
HUNCH_INLINE I operator+(I a, I b) {
  return each<I>(a, b, [](std::uint32_t x, std::uint32_t y) { return x + y; });
}
HUNCH_INLINE I operator-(I a, I b) {
  return each<I>(a, b, [](std::uint32_t x, std::uint32_t y) { return x - y; });
}
HUNCH_INLINE I operator&(I a, I b) {
  return each<I>(a, b, [](std::uint32_t x, std::uint32_t y) { return x & y; });
}
HUNCH_INLINE I operator|(I a, I b) {
  return each<I>(a, b, [](std::uint32_t x, std::uint32_t y) { return x | y; });
}
HUNCH_INLINE I operator^(I a, I b) {
  return each<I>(a, b, [](std::uint32_t x, std::uint32_t y) { return x ^ y; });
}
template <int n>
HUNCH_INLINE I shift_left(I a) {
  return each<I>(a, [](std::uint32_t x) { return x << n; });
}
template <int n>
HUNCH_INLINE I shift_right(I a) {
  return each<I>(a, [](std::uint32_t x) { return x >> n; });
}
template <int n>
HUNCH_INLINE I shift_right_signed(I a) {
  return each<I>(a, [](std::uint32_t x) {
    return static_cast<std::uint32_t>(static_cast<std::int32_t>(x) >> n);
  });
}
template <std::uint32_t b>
HUNCH_INLINE void multiply_wide(I a, I& high, I& low) {
  for (int i = 0; i < 4; ++i) {
    const std::uint64_t p = std::uint64_t{a.v[i]} * b;
    high.v[i] = static_cast<std::uint32_t>(p >> 32);
    low.v[i] = static_cast<std::uint32_t>(p);
  }
}

template <class V>
HUNCH_INLINE void store_blocks(void* p, std::ptrdiff_t, V a) {
  std::memcpy(p, a.v, 16);
}
HUNCH_INLINE I at_least(I a, std::uint8_t limit) {
  std::uint8_t b[16];
  std::memcpy(b, &a, 16);
  for (std::uint8_t& x : b) x = x >= limit;
  std::memcpy(&a, b, 16);
  return a;
}
HUNCH_INLINE I equal_bytes(I a, std::uint8_t value) {
  std::uint8_t b[16];
  std::memcpy(b, &a, 16);
  for (std::uint8_t& x : b) x = x == value ? 255 : 0;
  std::memcpy(&a, b, 16);
  return a;
}
HUNCH_INLINE bool any(I a) { return (a.v[0] | a.v[1] | a.v[2] | a.v[3]) != 0; }
HUNCH_INLINE std::uint64_t byte_signs(I a) {
  std::uint8_t b[16];
  std::memcpy(b, &a, 16);
  std::uint64_t result = 0;
  for (int i = 0; i < 16; ++i) result |= std::uint64_t{b[i] >= 128} << i;
  return result;
}
HUNCH_INLINE M load_mask(const std::uint8_t* p) {
  return {{p[0] != 0, p[1] != 0, p[2] != 0, p[3] != 0}};
}
HUNCH_INLINE void transpose4(const float* from, std::ptrdiff_t from_stride, float* to,
                             std::ptrdiff_t to_stride) {
  for (int i = 0; i < 4; ++i) {
    for (int j = 0; j < 4; ++j) to[j * to_stride + i] = from[i * from_stride + j];
  }
}

}  // namespace
}  // namespace hunch::kernels
