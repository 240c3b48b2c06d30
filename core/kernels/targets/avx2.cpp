#define HUNCH_VECTOR "kernels/vec/avx2.h"

#include "kernels/targets/tables.h"
#include "kernels/text/table.inc.h"

constinit const hunch::kernels::Kernels hunch::kernels::kAvx2Table = make_table();
