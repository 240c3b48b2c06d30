#pragma once

#include "kernels/kernels.h"

/// The table of each target; those that the build links are told to registry.cpp by
/// HUNCH_TARGET_<NAME>=1.
namespace hunch::kernels {

extern const Kernels kScalarTable, kSseTable, kAvx2Table, kAvx512Table, kNeonTable, kSimd128Table,
    kRelaxedTable;

}  // namespace hunch::kernels
