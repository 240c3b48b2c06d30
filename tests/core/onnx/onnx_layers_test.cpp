#include "golden/onnx_convolutions.h"
#include "golden/onnx_norms.h"
#include "golden/onnx_pools.h"
#include "golden/onnx_recurrents.h"
#include "run_case.h"

using namespace golden;
using hunch::Error;
using onnx_case::refusal;

TEST_CASE("convolutions are as PyTorch has them") { onnx_case::check(kOnnxConvolutions); }
TEST_CASE("pools are as PyTorch has them") { onnx_case::check(kOnnxPools); }
TEST_CASE("norms are as PyTorch has them") { onnx_case::check(kOnnxNorms); }
TEST_CASE("recurrent cells are as PyTorch has them") { onnx_case::check(kOnnxRecurrents); }

TEST_CASE("windows that the layers have not are named") {
  const OnnxTensor y = values({}, {0});
  const OnnxTensor volume = input({1, 2, 3, 3, 3}, 1, 0, 0), plane = input({1, 2, 3, 3}, 1, 0, 0);
  const OnnxTensor weight = input({2, 2, 2, 2}, 1, 0, 0);
  const OnnxAttribute kernel = integers("kernel_shape", {2, 2});
  CHECK(refusal({"", "Conv", 22, {}, {volume, volume}, {y}}) == "Conv: 3 spatial dimensions");
  CHECK(refusal({"", "MaxPool", 22, {}, {volume}, {y}}) == "MaxPool: 3 spatial dimensions");
  CHECK(refusal({"", "GlobalMaxPool", 22, {}, {volume}, {y}}) ==
        "GlobalMaxPool: 3 spatial dimensions");
  CHECK(refusal({"", "Conv", 22, {}, {values({0, 2, 3, 3}, {}), weight}, {y}}) ==
        "Conv: an empty input");
  CHECK(refusal({"", "Conv", 22, {integers("pads", {-1, 0, 0, 0})}, {plane, weight}, {y}}) ==
        "Conv: [conv2d] padding -1x0: needs 0 to 65536");
  CHECK(refusal({"", "MaxPool", 22, {kernel, integers("pads", {2, 2, 2, 2})}, {plane}, {y, y}}) ==
        "MaxPool: a window on padding alone");
  CHECK(refusal({"", "ConvTranspose", 22, {integers("output_shape", {9, 9})}, {plane, weight}, {y}})
            .starts_with("ConvTranspose: "));
  const auto refused = [&](const char* op, std::vector<OnnxAttribute> attributes) {
    return refusal<Error>({"", op, 22, std::move(attributes), {plane, weight}, {y}});
  };
  CHECK(refused("MaxPool", {}) == "[MaxPool] no kernel_shape");
  CHECK(refused("MaxPool", {integers("kernel_shape", {2})}) ==
        "[MaxPool] kernel_shape has 1 numbers, needs 2");
  CHECK(refused("MaxPool", {kernel, integers("strides", {0, 1})}) ==
        "[MaxPool] kernel (2,2), strides (0,1), dilations (1,1): need 1 at least");
  CHECK(refused("Conv", {integers("kernel_shape", {3, 3})}) ==
        "[Conv] kernel_shape is not that of the weight (2,2,2,2)");
  CHECK(refused("Conv", {integer("group", 2)}) ==
        "[Conv] input (1,2,3,3), weight (2,2,2,2), 2 groups");
  CHECK(refused("Conv", {text("auto_pad", "WIDE")}) == "[Conv] auto_pad WIDE");
}

TEST_CASE("cells and norms that the layers have not are named") {
  const OnnxTensor y = values({}, {0});
  const OnnxTensor x = input({2, 1, 2}, 1, 0, 0), w = input({1, 12, 2}, 1, 0, 0),
                   r = input({1, 12, 3}, 1, 0, 0), state = input({1, 1, 3}, 1, 0, 0),
                   peepholes = input({1, 9}, 1, 0, 0);
  const auto lstm = [&](std::vector<OnnxAttribute> attributes, std::vector<OnnxTensor> more) {
    std::vector<OnnxTensor> inputs = {x, w, r};
    inputs.insert(inputs.end(), more.begin(), more.end());
    return refusal({"", "LSTM", 22, std::move(attributes), std::move(inputs), {y}});
  };
  CHECK(lstm({}, {none(), none(), state}) == "LSTM: initial_h other than 0");
  CHECK(lstm({}, {none(), none(), none(), state}) == "LSTM: initial_c other than 0");
  CHECK(lstm({}, {none(), none(), none(), none(), peepholes}) == "LSTM: peepholes other than 0");
  CHECK(lstm({}, {none(), whole(OnnxType::kInt32, {1}, {0})}) == "LSTM: a sequence of 0 steps");
  CHECK(lstm({real("clip", 1)}, {}) == "LSTM: attribute clip");
  CHECK(lstm({integer("input_forget", 1)}, {}) == "LSTM: input_forget");
  CHECK(lstm({texts("activations", {"Sigmoid", "Relu", "Tanh"})}, {}) ==
        "LSTM: activations Sigmoid, Relu, Tanh");
  CHECK(refusal({"", "LSTM", 22, {}, {x, w, r}, {y, y, y}}) == "LSTM: output 2");
  CHECK(refusal<Error>({"", "LSTM", 22, {}, {x, r, r}, {y}}) ==
        "[LSTM] input 1 has (1,12,3), needs (1,12,2)");
  const OnnxTensor one = values({1, 1}, {2}), gain = values({1}, {1});
  CHECK(refusal({"",
                 "BatchNormalization",
                 15,
                 {integer("training_mode", 1)},
                 {one, gain, gain, gain, gain},
                 {y}}) == "BatchNormalization: training on one value");
  CHECK(refusal({"", "LayerNormalization", 17, {integer("stash_type", 11)}, {x, gain}, {y}}) ==
        "LayerNormalization: stash_type 11");
  CHECK(refusal<Error>({"",
                        "GroupNormalization",
                        21,
                        {integer("num_groups", 2)},
                        {input({1, 3, 2}, 1, 0, 0), gain, gain},
                        {y}}) == "[GroupNormalization] num_groups 2 of 3 channels");
}
