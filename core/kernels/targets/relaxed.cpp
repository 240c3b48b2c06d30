#define HUNCH_VECTOR "kernels/vec/wasm.h"
#define HUNCH_RELAXED 1

#include "kernels/targets/tables.h"
#include "kernels/text/table.inc.h"

constinit const hunch::kernels::Kernels hunch::kernels::kRelaxedTable = make_table();
