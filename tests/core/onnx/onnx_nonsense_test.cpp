#include <algorithm>
#include <random>

#include "golden/onnx_activations.h"
#include "golden/onnx_convolutions.h"
#include "golden/onnx_elementwise.h"
#include "golden/onnx_matrices.h"
#include "golden/onnx_norms.h"
#include "golden/onnx_pools.h"
#include "golden/onnx_recurrents.h"
#include "golden/onnx_shapes.h"
#include "golden/onnx_softmax.h"
#include "run_case.h"

using namespace golden;

namespace {

using Random = std::mt19937;

template <class T>
const T& any_of(const std::vector<T>& list, Random& random) {
  return list[random() % list.size()];
}

const std::vector<std::int64_t> kOdd = {INT64_MIN, -2147483648, -2, -1,   0,     1,
                                        2,         3,           7,  1000, 65537, INT64_MAX};

void spoil(OnnxAttribute& a, Random& random) {
  a.integer = any_of(kOdd, random);
  a.real = any_of(std::vector<float>{0, -1, 1e30f, std::nanf(""), -HUGE_VALF}, random);
  if (!a.integers.empty()) a.integers[random() % a.integers.size()] = any_of(kOdd, random);
  if (!a.integers.empty() && random() % 4 == 0) a.integers.pop_back();
  a.text = any_of(std::vector<std::string>{"", "SAME_LOWER", "reverse", "bidirectional"}, random);
  if (!a.texts.empty() && random() % 2 == 0) a.texts.pop_back();
  if (random() % 8 == 0) a.kind = static_cast<OnnxAttribute::Kind>(random() % 10);
}

/// Other sides for as many values: a reader lets nothing else through.
void spoil(OnnxTensor& t, Random& random) {
  const auto size = static_cast<std::int64_t>(t.size());
  switch (random() % 6) {
    case 0:
      t.dims = {size};
      break;
    case 1:
      t.dims = {1, size, 1};
      break;
    case 2:
      std::shuffle(t.dims.begin(), t.dims.end(), random);
      break;
    case 3:
      t = values({0, 2, 3}, {});
      break;
    case 4:
      t = none();
      break;
    default:
      if (!t.floats.empty()) t.floats[random() % t.floats.size()] = std::nanf("");
      if (!t.whole.empty()) t.whole[random() % t.whole.size()] = any_of(kOdd, random);
  }
}

}  // namespace

TEST_CASE("nodes of nonsense are refused or run, and nothing else") {
  Random random(11);
  int refused = 0;
  for (const auto* cases :
       {&kOnnxActivations, &kOnnxConvolutions, &kOnnxElementwise, &kOnnxMatrices, &kOnnxNorms,
        &kOnnxPools, &kOnnxRecurrents, &kOnnxShapes, &kOnnxSoftmax}) {
    for (int round = 0; round < 4000; ++round) {
      NodeCase c = any_of(*cases, random);
      const std::size_t changes = 1 + random() % 2;
      for (std::size_t i = 0; i < changes; ++i) {
        const bool attribute = !c.attributes.empty() && random() % 2 == 0;
        if (attribute) spoil(c.attributes[random() % c.attributes.size()], random);
        if (!attribute) spoil(c.inputs[random() % c.inputs.size()], random);
      }
      if (random() % 8 == 0) c.opset = static_cast<std::int64_t>(random() % 30);
      try {
        onnx_case::run(c, hunch::kernels::best());
      } catch (const hunch::Error&) {
        ++refused;
      }
    }
  }
  CHECK(refused > 10000);
}
