#define HUNCH_VECTOR "kernels/vec/avx512.h"

#include "kernels/targets/tables.h"
#include "kernels/text/table.inc.h"

constinit const hunch::kernels::Kernels hunch::kernels::kAvx512Table = make_table();
