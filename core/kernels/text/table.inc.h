#pragma once

#include "kernels/kernels.h"
#include "kernels/list.h"
#include "kernels/text/activations.inc.h"
#include "kernels/text/gemm.inc.h"
#include "kernels/text/optimizers.inc.h"
#include "kernels/text/random.inc.h"
#include "kernels/text/recurrent.inc.h"
#include "kernels/text/reductions.inc.h"
#include "kernels/text/sparse.inc.h"
#include "kernels/text/windows.inc.h"

// The text of all kernels, for the vector type that the target's unit names by HUNCH_VECTOR.
namespace hunch::kernels {
namespace {

constexpr Kernels make_table() {
  Kernels k{};
  k.name = kName;
  k.exact = kExact;
#define HUNCH_ENTER(kernel) k.kernel = kernel;
  HUNCH_KERNEL_LIST(HUNCH_ENTER)
#undef HUNCH_ENTER
  return k;
}

}  // namespace
}  // namespace hunch::kernels
