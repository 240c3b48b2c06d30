#pragma once

#include <cstddef>
#include <cstdint>

/// What every vector type offers (F: floats, I: 32-bit words, M: a choice for each lane), so that
/// the kernel text is written once. Each target's unit includes one vec/*.h; all of it lies in an
/// unnamed namespace, so that code compiled for one instruction set is never linked into another's
/// unit.
///
///   kLanes kName kExact kTileRows
///   load store(p, F|I) splat(float) splat(uint32) iota()   unaligned loads and stores
///   + - * / on F; + - & | ^ on I; & | on M; shift_left<n> shift_right<n> shift_right_signed<n>
///   madd(a,b,c) = a b + c (two roundings when kExact), root, smaller(a,b) = a<b ? a : b,
///   larger(a,b) = a>b ? a : b (so the second operand when either is NaN), a < b, choose(M, yes,
///   no), keep(M, a) = choose(M, a, 0), drop(M, a) = choose(M, 0, a), bits(F) as_floats(I)
///   to_floats(I, signed) multiply_wide<word>(I, high, low)   32x32 -> 64 bits store_blocks(p,
///   stride, v)          each 128-bit part of v to p, p + stride, ... (bytes) at_least(I, byte) ->
///   I of bytes 0/1; equal_bytes(I, byte) -> I of bytes 0/255; any(I) != 0; byte_signs(I) -> a bit
///   for each byte load_mask(bytes) -> M               kLanes bytes, true where not 0
///   transpose4(source, row stride, target, row stride)   a 4x4 block
#define HUNCH_INLINE inline __attribute__((always_inline))
#if defined(__clang__)
#define HUNCH_UNROLL _Pragma("clang loop unroll(full)")
#else
#define HUNCH_UNROLL _Pragma("GCC unroll 32")
#endif
