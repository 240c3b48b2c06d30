#define HUNCH_VECTOR "kernels/vec/scalar.h"

#include "kernels/targets/tables.h"
#include "kernels/text/table.inc.h"

constinit const hunch::kernels::Kernels hunch::kernels::kScalarTable = make_table();
