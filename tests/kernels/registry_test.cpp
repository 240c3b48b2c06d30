#include <cmath>
#include <set>
#include <string>

#include "base/hash.h"
#include "kernels/list.h"
#include "kernels/support.h"

using namespace hunch::kernels;

namespace {

/// A kernel that does nothing: leaves its output unwritten, or returns 0.
template <class Result, class... Arguments>
void disable(Result (*&kernel)(Arguments...)) {
  kernel = [](Arguments...) -> Result { return Result(); };
}

}  // namespace

TEST_CASE("the tables that this build should have are there, slowest first") {
  std::set<std::string> names;
  for (const Kernels* k : available()) names.insert(k->name);
  CHECK(std::string(available()[0]->name) == "scalar");
  CHECK(names.size() == available().size());
#if defined(__x86_64__)
  CHECK(names.count("sse") == 1);
  CHECK(names.count("avx2") == (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")));
  CHECK(names.count("avx512") ==
        (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
         __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq")));
#elif defined(__aarch64__)
  CHECK(names.count("neon") == 1);
#endif
  CHECK(best().name == std::string(available().back()->name));
  CHECK(exact().exact);
  // Every family but ARM, where the one SIMD table fuses, has an exact table beyond the scalar one.
  if (names.count("neon") == 0) {
    CHECK((exact().name != std::string("scalar") || available().size() == 1));
  }
  for (const Kernels* k : available()) CHECK(by_name(k->name) == k);
  CHECK(by_name("none") == nullptr);
}

TEST_CASE("a table runs the code of its own target") {
  // Only fused multiply-add keeps what rounding the product would lose: a b + c with a b = 1 -
  // 2^-46.
  const float a = 1 + 0x1p-23f, b = 1 - 0x1p-23f;
  for_each_table([&](const Kernels& k) {
    float c = -1;
    k.gemm(Trans::kNo, Trans::kNo, 1, 1, 1, &a, 1, &b, 1, true, nullptr, &c, 1,
           std::vector<float>(k.gemm_scratch(1, 1, 1)).data());
    float y = -1;
    k.axpy(1, a, &b, &y);
    const std::set<std::string> fused = {"avx2", "avx512", "neon"};
    if (k.exact) CHECK(y == 0);
    if (fused.count(k.name) == 1) CHECK(y == -0x1p-46f);
  });
}

TEST_CASE("every table passes the self-test") {
  for_each_table([](const Kernels& k) {
    const AnswerHashes hashes = answer_hashes(k);
    const std::string dense = hunch::hex(hashes.dense), layers = hunch::hex(hashes.layers);
    CAPTURE(dense);  // kExactAnswers of self_test.cpp
    CAPTURE(layers);
    CHECK(self_test(k));
    if (k.exact) CHECK(hashes == answer_hashes(*available()[0]));
  });
}

TEST_CASE("the self-test finds any kernel that does not do its work") {
  const Kernels& good = best();
#define HUNCH_DISABLE(kernel)                   \
  if (std::string(#kernel) != "gemm_scratch") { \
    Kernels broken = good;                      \
    disable(broken.kernel);                     \
    INFO(#kernel);                              \
    CHECK_FALSE(HALF(broken));                  \
  }
#define HALF self_test_dense
  HUNCH_DENSE_KERNELS(HUNCH_DISABLE)
#undef HALF
#define HALF self_test_layers
  HUNCH_LAYER_KERNELS(HUNCH_DISABLE)
#undef HALF
#undef HUNCH_DISABLE
}

TEST_CASE("the self-test finds lanes that compute wrongly") {
  Kernels broken = best();
  broken.activate = [](Activation f, std::size_t n, const float* x, float* y) {
    best().activate(f, n, x, y);
    if (f == Activation::kSilu && n > 6) y[6] += 1e-4f;
  };
  CHECK_FALSE(self_test(broken));

  broken = best();
  broken.dropout_mask = [](RandomKey key, std::uint64_t first, std::size_t n, float rate,
                           std::uint8_t* mask) {
    best().dropout_mask(key, first, n, rate, mask);
    if (n > 100) mask[100] ^= 1;
  };
  CHECK_FALSE(self_test(broken));
}

TEST_CASE("the self-test finds a table that claims to be exact and is not") {
  for_each_table([](const Kernels& k) {
    if (k.exact) return;
    Kernels liar = k;
    liar.exact = true;
    CHECK_FALSE(self_test(liar));
  });
}

TEST_CASE("burning counts its operations") {
  for_each_table([](const Kernels& k) {
    CHECK(burn_multiply_add(k, 10) > 0);
    CHECK(burn_multiply_add(k, 20) == 2 * burn_multiply_add(k, 10));
  });
}
