#define HUNCH_VECTOR "kernels/vec/neon.h"

#include "kernels/targets/tables.h"
#include "kernels/text/table.inc.h"

constinit const hunch::kernels::Kernels hunch::kernels::kNeonTable = make_table();
