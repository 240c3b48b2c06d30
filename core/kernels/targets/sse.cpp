#define HUNCH_VECTOR "kernels/vec/sse.h"

#include "kernels/targets/tables.h"
#include "kernels/text/table.inc.h"

constinit const hunch::kernels::Kernels hunch::kernels::kSseTable = make_table();
