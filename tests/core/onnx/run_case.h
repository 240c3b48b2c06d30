#pragma once

#include <doctest/doctest.h>

#include <cmath>
#include <string>
#include <vector>

#include "golden/onnx_case.h"
#include "onnx/compare.h"
#include "onnx/run_model.h"

/// Runs single nodes for the tests of core/onnx.
namespace onnx_case {

/// A model of that node alone. Outputs that are none() are left without a name.
inline hunch::io::OnnxModel model_of(const golden::NodeCase& c) {
  hunch::io::OnnxModel model;
  model.opsets = {{"", c.opset}};
  hunch::io::OnnxNode node;
  node.op_type = c.op;
  node.attributes = c.attributes;
  for (std::size_t i = 0; i < c.inputs.size(); ++i) {
    const bool given = c.inputs[i].type != hunch::io::OnnxType::kUndefined;
    node.inputs.push_back(given ? "x" + std::to_string(i) : "");
    if (given) model.graph.inputs.push_back({node.inputs.back(), c.inputs[i].type, {}});
  }
  for (std::size_t i = 0; i < c.outputs.size(); ++i) {
    const bool wanted = c.outputs[i].type != hunch::io::OnnxType::kUndefined;
    node.outputs.push_back(wanted ? "y" + std::to_string(i) : "");
    if (wanted) model.graph.outputs.push_back({node.outputs.back(), c.outputs[i].type, {}});
  }
  model.graph.nodes = {node};
  return model;
}

template <class Tensors>
Tensors those_there(const Tensors& tensors) {
  Tensors there;
  for (const auto& t : tensors) {
    if (t.type != hunch::io::OnnxType::kUndefined) there.push_back(t);
  }
  return there;
}

inline std::vector<hunch::onnx::Tensor> run(const golden::NodeCase& c,
                                            const hunch::kernels::Kernels& kernels) {
  return hunch::onnx::run_model(model_of(c), those_there(c.inputs), kernels);
}

/// On every kernel table, a hundred times closer than the standard asks for.
inline void check(const std::vector<golden::NodeCase>& cases) {
  constexpr double kRelative = 1e-5, kAbsolute = 2e-6;
  for (const hunch::kernels::Kernels* kernels : hunch::kernels::available()) {
    CAPTURE(std::string(kernels->name));
    for (const golden::NodeCase& c : cases) {
      CAPTURE(std::string(c.name));
      const std::vector<golden::OnnxTensor> want = those_there(c.outputs);
      const std::vector<golden::OnnxTensor> got = run(c, *kernels);
      REQUIRE(got.size() == want.size());
      for (std::size_t i = 0; i < want.size(); ++i) {
        CAPTURE(i);
        CHECK(got[i].type == want[i].type);
        CHECK(got[i].dims == want[i].dims);
        CHECK(got[i].whole == want[i].whole);
        REQUIRE(got[i].floats.size() == want[i].floats.size());
        for (std::size_t n = 0; n < want[i].floats.size(); ++n) {
          CAPTURE(n);
          const double w = static_cast<double>(want[i].floats[n]);
          const double difference = std::fabs(static_cast<double>(got[i].floats[n]) - w);
          CHECK(difference <= kAbsolute + kRelative * std::fabs(w));
        }
      }
    }
  }
}

/// What is said instead of running it.
template <class Problem = hunch::onnx::Unsupported>
std::string refusal(const golden::NodeCase& c) {
  try {
    run(c, hunch::kernels::best());
  } catch (const Problem& problem) {
    return problem.what();
  }
  return "";
}

}  // namespace onnx_case
