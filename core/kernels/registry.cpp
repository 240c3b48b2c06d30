#include <array>
#include <cstring>

#include "kernels/kernels.h"
#include "kernels/targets/tables.h"

// The build defines HUNCH_TARGET_<NAME>=1 for each target it links.
namespace hunch::kernels {
namespace {

/// Up to eight tables, slowest first, found once.
struct Tables {
  std::array<const Kernels*, 8> all{};
  std::size_t count = 0;

  void add(bool can_run, const Kernels& k) {
    if (can_run) all[count++] = &k;
  }

  Tables() {
#if defined(HUNCH_TARGET_SCALAR)
    add(true, kScalarTable);
#endif
#if defined(HUNCH_TARGET_SIMD128)
    add(true, kSimd128Table);
#endif
#if defined(HUNCH_TARGET_RELAXED)
    add(true, kRelaxedTable);
#endif
#if defined(HUNCH_TARGET_NEON)
    add(true, kNeonTable);
#endif
#if defined(HUNCH_TARGET_SSE)
    add(__builtin_cpu_supports("sse4.1") != 0, kSseTable);
#endif
#if defined(HUNCH_TARGET_AVX2)
    add(__builtin_cpu_supports("avx2") != 0 && __builtin_cpu_supports("fma") != 0, kAvx2Table);
#endif
#if defined(HUNCH_TARGET_AVX512)
    add(__builtin_cpu_supports("avx512f") != 0 && __builtin_cpu_supports("avx512bw") != 0 &&
            __builtin_cpu_supports("avx512vl") != 0 && __builtin_cpu_supports("avx512dq") != 0,
        kAvx512Table);
#endif
  }
};

/// The last table, quickest, that is allowed and passes the test.
template <class Allowed>
const Kernels& choose(Allowed allowed) {
  const auto tables = available();
  for (std::size_t i = tables.size(); i-- > 1;) {
    if (allowed(*tables[i]) && self_test(*tables[i])) return *tables[i];
  }
  return *tables[0];
}

}  // namespace

std::span<const Kernels* const> available() {
  static const Tables tables;
  return {tables.all.data(), tables.count};
}

const Kernels& best() {
  static const Kernels& chosen = choose([](const Kernels&) { return true; });
  return chosen;
}

const Kernels& exact() {
  static const Kernels& chosen = choose([](const Kernels& k) { return k.exact; });
  return chosen;
}

const Kernels* by_name(const char* name) {
  for (const Kernels* k : available()) {
    if (std::strcmp(k->name, name) == 0) return k;
  }
  return nullptr;
}

double burn_multiply_add(const Kernels& k, std::size_t rounds) { return k.burn(rounds); }

}  // namespace hunch::kernels
