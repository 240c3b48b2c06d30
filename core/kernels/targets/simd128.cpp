#define HUNCH_VECTOR "kernels/vec/wasm.h"
#define HUNCH_RELAXED 0

#include "kernels/targets/tables.h"
#include "kernels/text/table.inc.h"

constinit const hunch::kernels::Kernels hunch::kernels::kSimd128Table = make_table();
