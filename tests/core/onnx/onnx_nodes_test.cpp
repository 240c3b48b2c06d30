#include "golden/onnx_activations.h"
#include "golden/onnx_elementwise.h"
#include "golden/onnx_matrices.h"
#include "golden/onnx_shapes.h"
#include "golden/onnx_softmax.h"
#include "run_case.h"

using namespace golden;
using hunch::Error;
using hunch::onnx::run_model;
using onnx_case::refusal;

TEST_CASE("activations are as PyTorch has them") { onnx_case::check(kOnnxActivations); }
TEST_CASE("matrix products are as PyTorch has them") { onnx_case::check(kOnnxMatrices); }
TEST_CASE("elementwise operators are as PyTorch has them") { onnx_case::check(kOnnxElementwise); }
TEST_CASE("shape operators are as PyTorch has them") { onnx_case::check(kOnnxShapes); }
TEST_CASE("softmaxes are as PyTorch has them") { onnx_case::check(kOnnxSoftmax); }

TEST_CASE("what is not run is named, not guessed") {
  const OnnxTensor x = input({2, 3}, 1, 0, 0);
  const OnnxTensor y = values({}, {0});
  OnnxTensor doubles = x;
  doubles.type = OnnxType::kDouble;
  doubles.doubles.assign(6, 1.0);
  doubles.floats.clear();
  CHECK(refusal({"", "Det", 22, {}, {x}, {y}}) == "Det");
  CHECK(refusal({"", "Relu", 28, {}, {x}, {y}}) == "Relu of opset 28");
  CHECK(refusal({"", "Gemm", 6, {}, {x, x}, {y}}) == "Gemm of opset 6");
  CHECK(refusal({"", "Relu", 14, {integers("consumed_inputs", {0})}, {x}, {y}}) ==
        "Relu: attribute consumed_inputs");
  CHECK(refusal({"", "Transpose", 13, {}, {whole(OnnxType::kInt64, {1}, {1})}, {y}}) ==
        "Transpose: input 0 of int64");
  CHECK(refusal({"", "Add", 14, {}, {doubles, doubles}, {y}}) == "Add: input 0 of double");
  CHECK(refusal({"", "Gelu", 20, {text("approximate", "sigmoid")}, {x}, {y}}) ==
        "Gelu: approximate = sigmoid");
  const OnnxTensor ratio = values({}, {0.5f}), on = whole(OnnxType::kBool, {}, {1});
  CHECK(refusal({"", "Dropout", 13, {}, {x, ratio, on}, {y}}) ==
        "Dropout: training_mode with a ratio above 0");
  CHECK(refusal({"", "Dropout", 7, {}, {x}, {y, y}}) == "Dropout: mask of opset below 10");
  CHECK(refusal({"", "Relu", 14, {}, {x}, {y, y}}) == "Relu: output 1");
}

TEST_CASE("models that contradict the standard are refused") {
  const OnnxTensor x = input({2, 3}, 1, 0, 0);
  const OnnxTensor y = values({}, {0});
  const auto refused = [](const NodeCase& c) { return refusal<Error>(c); };
  CHECK(refused({"", "Gemm", 13, {}, {x, x}, {y}}) == "[Gemm] inputs (2,3), (2,3)");
  CHECK(refused({"", "MatMul", 13, {}, {x, x}, {y}}) == "[MatMul] inputs (2,3), (2,3)");
  CHECK(refused({"", "Add", 14, {}, {x, input({2}, 1, 0, 0)}, {y}}) ==
        "[Add] inputs (2,3), (2): no common shape");
  CHECK(refused({"", "Add", 14, {}, {x}, {y}}) == "[Add] input 1 is missing");
  CHECK(refused({"", "Elu", 22, {integer("alpha", 1)}, {x}, {y}}) ==
        "[Elu] attribute alpha is of another type");
  CHECK(refused({"", "Concat", 13, {}, {x}, {y}}) == "[Concat] no axis");
  CHECK(refused({"", "Concat", 13, {integer("axis", 2)}, {x}, {y}}) == "[Concat] axis 2 of 2");
  const auto reshape = [&](std::vector<std::int64_t> shape) {
    const auto size = static_cast<std::int64_t>(shape.size());
    return refused({"", "Reshape", 14, {}, {x, whole(OnnxType::kInt64, {size}, shape)}, {y}});
  };
  CHECK(reshape({4}) == "[Reshape] input (2,3) as (4)");
  CHECK(reshape({-1, -1}) == "[Reshape] shape (-1,-1) for 6 values");
  CHECK(reshape({-1, 4}) == "[Reshape] shape (-1,4) for 6 values");
  CHECK(reshape({-2, 3}) == "[onnx] a side of -2");
  CHECK(reshape({1, 6, 0}) == "[Reshape] shape (1,6,0) keeps a side too many");
  CHECK(refused({"", "Transpose", 13, {integers("perm", {0, 0})}, {x}, {y}}) ==
        "[Transpose] perm has an axis twice");
}

TEST_CASE("graphs are run in their order, and initializers are inputs that are known") {
  hunch::io::OnnxModel model;
  model.opsets = {{"ai.onnx", 13}};
  model.graph.inputs = {{"x", OnnxType::kFloat, {2}}};
  model.graph.outputs = {{"z", OnnxType::kFloat, {2}}};
  model.graph.initializers = {values({2}, {1, -5})};
  model.graph.initializers[0].name = "w";
  model.graph.nodes = {{"", "Add", "", {"x", "w"}, {"y"}, {}}, {"", "Relu", "", {"y"}, {"z"}, {}}};
  const std::vector<OnnxTensor> x = {values({2}, {3, 4})};
  const auto& k = hunch::kernels::best();
  CHECK(run_model(model, x, k).at(0).floats == std::vector<float>{4, 0});
  // An input of an initializer's name replaces it.
  model.graph.inputs.push_back({"w", OnnxType::kFloat, {2}});
  const std::vector<OnnxTensor> both = {x[0], values({2}, {-1, 1})};
  CHECK(run_model(model, both, k).at(0).floats == std::vector<float>{2, 5});
  std::swap(model.graph.nodes[0], model.graph.nodes[1]);
  CHECK_THROWS_WITH_AS(run_model(model, x, k), "[onnx] value y is read before it is set", Error);
  std::swap(model.graph.nodes[0], model.graph.nodes[1]);
  model.graph.nodes[1].outputs[0] = "y";
  CHECK_THROWS_WITH_AS(run_model(model, x, k), "[onnx] value y is set twice", Error);
  model.graph.nodes[1].domain = "com.example";
  CHECK_THROWS_WITH_AS(run_model(model, x, k), "com.example.Relu", hunch::onnx::Unsupported);
  model.has_functions = true;
  CHECK_THROWS_AS(run_model(model, x, k), hunch::onnx::Unsupported);
}

TEST_CASE("outputs are compared as the standard's own tests do") {
  using hunch::onnx::compare;
  const float nan = std::nanf("");
  const float inf = HUGE_VALF;
  const OnnxTensor want = values({2, 2}, {1, nan, inf, 0});
  CHECK(compare(want, want).same);
  CHECK(compare(values({2, 2}, {1.0009f, nan, inf, 0.9e-7f}), want).same);
  const auto off = compare(values({2, 2}, {1.002f, nan, inf, 0}), want);
  CHECK(!off.same);
  CHECK(off.error == doctest::Approx(0.002).epsilon(1e-3));
  CHECK(off.what.find("at (0,0) got 1.00199997, want 1") != std::string::npos);
  CHECK(!compare(values({2, 2}, {1, nan, inf, 2e-7f}), want).same);
  CHECK(!compare(values({2, 2}, {1, 0, inf, 0}), want).same);
  CHECK(!compare(values({2, 2}, {1, nan, 3e38f, 0}), want).same);
  CHECK(!compare(values({2, 2}, {1, nan, -inf, 0}), want).same);
  CHECK(!compare(values({2, 2}, {nan, nan, inf, 0}), want).same);
  CHECK(compare(values({4}, {1, nan, inf, 0}), want).what == "got shape (4), want (2,2)");
  CHECK(compare(whole(OnnxType::kBool, {1}, {1}), values({1}, {1})).what == "got bool, want float");
  CHECK(!compare(whole(OnnxType::kBool, {1}, {1}), whole(OnnxType::kBool, {1}, {0})).same);
}
