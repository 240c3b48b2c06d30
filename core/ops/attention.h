#pragma once

#include <cstddef>
#include <cstdint>

#include "kernels/kernels.h"
#include "ops/op.h"

/// Scaled dot-product attention of one head, for ops with one input or two: softmax(q kT / sqrt d)
/// v. Vaswani, Shazeer, Parmar, Uszkoreit, Jones, Gomez, Kaiser, Polosukhin 2017, "Attention is all
/// you need", NIPS, section 3.2.
namespace hunch::ops {

/// Where a head's queries (queries,d), keys and values (keys,d) lie: rows of d numbers, `q_stride`
/// and `kv_stride` apart. Padding is left out of both counts.
struct Head {
  const float* q;
  const float* k;
  const float* v;
  int q_stride, kv_stride;
  int queries, keys;
  int width;    // d
  bool causal;  // query i sees keys 0 .. i only
};

/// The weights p (queries,stride) that a head gives, 0 where a query sees no key.
struct Weights {
  float* p;
  int stride;                // >= keys
  const std::uint8_t* mask;  // (queries,stride) of dropout, or null
  float scale;               // of what the mask keeps
  float* dropped;            // (queries,stride) scratch, used when there is a mask
};

/// Scratch for the products of a head of exactly this size.
std::size_t attention_scratch(const kernels::Kernels& k, int queries, int keys, int width);

/// Scratch that serves heads of every size up to this one.
std::size_t attention_scratch_up_to(const kernels::Kernels& k, int queries, int keys, int width);

/// Draws the dropout masks of `rows` rows of `count` weights (all heads), each row its own or all
/// the same by context.masks.
void draw_weight_masks(const Context& context, int rows, std::size_t count, double rate,
                       std::uint8_t* masks);

/// Writes weights.p, and out (queries,d) with rows `out_stride` apart.
void attend(const kernels::Kernels& k, const Head& head, const Weights& weights, float* out,
            int out_stride, float* scratch);

/// dq (queries,d), dk and dv (keys,d), strides as in `head`, are written from dout; dp
/// (queries,stride) is scratch.
void attend_back(const kernels::Kernels& k, const Head& head, const Weights& weights,
                 const float* dout, int out_stride, float* dp, float* dq, float* dk, float* dv,
                 float* scratch);

}  // namespace hunch::ops
