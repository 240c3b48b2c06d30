#include "io/onnx.h"

#include <doctest/doctest.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>

#include "base/error.h"
#include "io/protobuf.h"
#include "protobuf_bytes.h"

using namespace hunch;
using io::OnnxAttribute;
using io::OnnxModel;
using io::OnnxTensor;
using io::OnnxType;
using io::read_onnx_model;
using io::read_onnx_tensor;
namespace pb = protobuf;

namespace {

template <class Read>
std::string complaint(Read read, const std::string& bytes) {
  try {
    read(bytes);
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

std::string wire_complaint(const std::string& bytes) {
  return complaint(
      [](const std::string& b) {
        io::ProtobufReader reader(b);
        while (reader.next()) {
        }
      },
      bytes);
}

std::string tensor_complaint(const std::string& bytes) {
  return complaint([](const std::string& b) { read_onnx_tensor(b); }, bytes);
}

std::string model_complaint(const std::string& bytes) {
  return complaint([](const std::string& b) { read_onnx_model(b); }, bytes);
}

void check_says(const std::string& text, const std::string& part) {
  CAPTURE(text);
  CAPTURE(part);
  const bool found = text.find(part) != std::string::npos;
  CHECK(found);
}

std::string dims(std::initializer_list<std::int64_t> sides) {
  std::string bytes;
  for (const std::int64_t side : sides) bytes += pb::integer(1, side);
  return bytes;
}

std::string tensor(OnnxType type, std::initializer_list<std::int64_t> sides,
                   const std::string& values) {
  return dims(sides) + pb::integer(2, static_cast<std::int64_t>(type)) + pb::bytes(8, "w") + values;
}

/// A model with a node that has an attribute of every kind that is read.
std::string sample_model() {
  const auto attribute = [](const char* name, int kind, const std::string& value) {
    return pb::bytes(5, pb::bytes(1, name) + value + pb::integer(20, kind));
  };
  const std::string constant = tensor(OnnxType::kFloat, {2}, pb::real(4, 0.5f) + pb::real(4, -2));
  std::string node = pb::bytes(1, "x") + pb::bytes(1, "") + pb::bytes(2, "y") + pb::bytes(3, "n") +
                     pb::bytes(4, "Odd") + pb::bytes(7, "ai.example");
  node += attribute("f", 1, pb::real(2, 1.5f));
  node += attribute("i", 2, pb::integer(3, -7));
  node += attribute("s", 3, pb::bytes(4, "text"));
  node += attribute("t", 4, pb::bytes(5, constant));
  node += attribute("fs", 6, pb::bytes(7, pb::float_bytes(1) + pb::float_bytes(2)));
  node += attribute("is", 7, pb::integer(8, 3) + pb::integer(8, -4));
  node += attribute("ss", 8, pb::bytes(9, "a") + pb::bytes(9, "b"));
  const std::string shape = pb::bytes(1, pb::integer(1, 3)) + pb::bytes(1, pb::bytes(2, "N"));
  const std::string type = pb::bytes(1, pb::integer(1, 1) + pb::bytes(2, shape));
  const std::string graph = pb::bytes(1, node) + pb::bytes(2, "g") + pb::bytes(5, constant) +
                            pb::bytes(11, pb::bytes(1, "x") + pb::bytes(2, type)) +
                            pb::bytes(12, pb::bytes(1, "y") + pb::bytes(2, type));
  return pb::integer(1, 10) + pb::bytes(2, "me") + pb::bytes(7, graph) +
         pb::bytes(8, pb::bytes(1, "") + pb::integer(2, 22)) +
         pb::bytes(8, pb::bytes(1, "ai.example") + pb::integer(2, 1));
}

std::string file(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

}  // namespace

TEST_CASE("fields of every wire type") {
  const std::string bytes = pb::integer(1, 300) + pb::key(2, 1) + pb::double_bytes(2.5) +
                            pb::bytes(3, "abc") + pb::real(536870911, -1.5f);
  io::ProtobufReader reader(bytes);
  CHECK(reader.next()->integer() == 300);
  const auto fixed = reader.next();
  REQUIRE(fixed);
  std::vector<double> doubles;
  fixed->add_doubles(doubles);
  CHECK(doubles == std::vector<double>{2.5});
  CHECK_THROWS_AS(fixed->integer(), Error);
  CHECK_THROWS_AS(fixed->text(), Error);
  CHECK_THROWS_AS(fixed->real(), Error);
  CHECK(reader.next()->text() == "abc");
  const auto last = reader.next();
  CHECK(last->number == 536870911);
  CHECK(last->real() == -1.5f);
  CHECK(!reader.next());
}

TEST_CASE("whole numbers of up to ten bytes, also negative ones") {
  for (const std::int64_t value : {std::int64_t{0}, std::int64_t{127}, std::int64_t{128},
                                   std::int64_t{-1}, INT64_MAX, INT64_MIN}) {
    const std::string bytes = pb::integer(1, value);
    CHECK(io::ProtobufReader(bytes).next()->integer() == value);
  }
  const std::string ones(9, '\xff');
  check_says(wire_complaint(pb::key(1, 0) + ones + '\x02'), "more than 64 bits");
  check_says(wire_complaint(pb::key(1, 0) + ones + '\x81' + '\x01'), "more than 64 bits");
  check_says(wire_complaint(pb::key(1, 0) + ones), "is cut");
}

TEST_CASE("what is wrong on the wire is told") {
  check_says(wire_complaint(pb::key(0, 0) + '\1'), "field number 0");
  check_says(wire_complaint(pb::varint((std::uint64_t{1} << 29 << 3))), "field number 536870912");
  check_says(wire_complaint(pb::key(3, 3)), "field 3 has wire type 3");
  check_says(wire_complaint(pb::key(3, 7)), "field 3 has wire type 7");
  check_says(wire_complaint(pb::key(1, 2) + pb::varint(5) + "abcd"), "5 bytes, only 4 are left");
  check_says(wire_complaint(pb::key(1, 2) + pb::varint(~std::uint64_t{0}) + "abcd"), "only 4");
  check_says(wire_complaint(pb::key(1, 1) + "1234567"), "8 bytes, only 7 are left");
  check_says(wire_complaint(pb::key(1, 5) + "123"), "4 bytes, only 3 are left");
}

TEST_CASE("tensors of every type that is read, listed and raw") {
  const std::string floats = pb::float_bytes(1.5f) + pb::float_bytes(-2);
  const std::vector<float> want_floats = {1.5f, -2};
  for (const std::string& values :
       {pb::bytes(4, floats), pb::bytes(9, floats), pb::real(4, 1.5f) + pb::real(4, -2)}) {
    const OnnxTensor t = read_onnx_tensor(tensor(OnnxType::kFloat, {2, 1}, values));
    CHECK(t.name == "w");
    CHECK(t.dims == std::vector<std::int64_t>{2, 1});
    CHECK(t.floats == want_floats);
    CHECK((t.doubles.empty() && t.whole.empty()));
  }
  const std::string doubles = pb::double_bytes(0.1) + pb::double_bytes(-3);
  for (const std::string& values : {pb::bytes(10, doubles), pb::bytes(9, doubles)}) {
    const OnnxTensor t = read_onnx_tensor(tensor(OnnxType::kDouble, {2}, values));
    CHECK(t.doubles == std::vector<double>{0.1, -3});
  }
  const std::vector<std::int64_t> whole = {5, -1};
  const std::string listed = pb::varint(5) + pb::varint(static_cast<std::uint64_t>(-1));
  const auto check = [&](OnnxType type, int field, int bytes) {
    const std::string raw =
        pb::little_endian(5, bytes) + pb::little_endian(static_cast<std::uint64_t>(-1), bytes);
    CHECK(read_onnx_tensor(tensor(type, {2}, pb::bytes(9, raw))).whole == whole);
    const auto number = static_cast<std::uint64_t>(field);
    CHECK(read_onnx_tensor(tensor(type, {2}, pb::bytes(number, listed))).whole == whole);
  };
  check(OnnxType::kInt64, 7, 8);
  check(OnnxType::kInt32, 5, 4);
  check(OnnxType::kInt16, 5, 2);
  check(OnnxType::kInt8, 5, 1);
  const std::string two_bytes("\x01\xff", 2);
  CHECK(read_onnx_tensor(tensor(OnnxType::kUint8, {2}, pb::bytes(9, two_bytes))).whole ==
        std::vector<std::int64_t>{1, 255});
  const std::string bools("\x01\x00", 2);
  CHECK(read_onnx_tensor(tensor(OnnxType::kBool, {2}, pb::bytes(9, bools))).whole ==
        std::vector<std::int64_t>{1, 0});
}

TEST_CASE("scalars, empty tensors and types that are not read") {
  CHECK(read_onnx_tensor(tensor(OnnxType::kFloat, {}, pb::real(4, 3))).floats ==
        std::vector<float>{3});
  const OnnxTensor empty = read_onnx_tensor(tensor(OnnxType::kFloat, {4, 0, 7}, ""));
  CHECK(empty.size() == 0);
  const OnnxTensor half = read_onnx_tensor(tensor(OnnxType::kFloat16, {2}, pb::bytes(9, "1234")));
  CHECK(half.type == OnnxType::kFloat16);
  CHECK((half.floats.empty() && half.whole.empty()));
  CHECK(io::onnx_type_name(half.type) == "float16");
  CHECK(io::onnx_type_name(static_cast<OnnxType>(16)) == "bfloat16");
  CHECK(io::onnx_type_name(static_cast<OnnxType>(99)) == "type 99");
  CHECK(io::onnx_type_name(static_cast<OnnxType>(-1)) == "type -1");
}

TEST_CASE("tensors that are not whole are refused") {
  const auto f = OnnxType::kFloat;
  check_says(tensor_complaint(tensor(f, {3}, pb::real(4, 1))), "\"w\" has 1 numbers, needs 3");
  check_says(tensor_complaint(tensor(f, {2}, pb::bytes(9, "1234567"))), "7 raw bytes, needs 2");
  check_says(tensor_complaint(tensor(f, {1}, pb::bytes(4, "12345"))), "multiple of 4");
  check_says(tensor_complaint(tensor(f, {-1}, "")), "negative side");
  check_says(tensor_complaint(tensor(f, {1 << 20, 1 << 20}, "")), "too large");
  check_says(tensor_complaint(tensor(f, {INT64_MAX, INT64_MAX}, "")), "too large");
  check_says(tensor_complaint(tensor(f, {0, INT64_MAX, 8}, "")), "too large");
  check_says(tensor_complaint(dims({1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1}) +
                              pb::integer(2, 1) + pb::real(4, 1)),
             "17 dimensions, at most 16");
  check_says(tensor_complaint(tensor(f, {1}, pb::bytes(13, "") + pb::real(4, 1))), "another file");
  check_says(tensor_complaint(tensor(f, {1}, pb::integer(14, 1))), "another file");
  check_says(tensor_complaint(tensor(f, {1}, pb::bytes(3, "") + pb::real(4, 1))), "segment");
  check_says(tensor_complaint(""), "no type");
  check_says(tensor_complaint(pb::bytes(2, "float")), "field 2 has wire type 2");
}

TEST_CASE("a model with everything that is read") {
  const OnnxModel model = read_onnx_model(sample_model());
  CHECK(model.ir_version == 10);
  REQUIRE(model.opsets.size() == 2);
  CHECK(model.opsets[0].version == 22);
  CHECK(model.opsets[1].domain == "ai.example");
  CHECK(model.graph.name == "g");
  REQUIRE(model.graph.nodes.size() == 1);
  const io::OnnxNode& node = model.graph.nodes[0];
  CHECK(node.inputs == std::vector<std::string>{"x", ""});
  CHECK(node.outputs == std::vector<std::string>{"y"});
  CHECK((node.op_type == "Odd" && node.domain == "ai.example" && node.name == "n"));
  REQUIRE(node.attributes.size() == 7);
  CHECK(node.attributes[0].real == 1.5f);
  CHECK(node.attributes[1].integer == -7);
  CHECK(node.attributes[2].text == "text");
  CHECK(node.attributes[3].tensor.floats == std::vector<float>{0.5f, -2});
  CHECK(node.attributes[4].reals == std::vector<float>{1, 2});
  CHECK(node.attributes[5].integers == std::vector<std::int64_t>{3, -4});
  CHECK(node.attributes[6].texts == std::vector<std::string>{"a", "b"});
  CHECK(node.attributes[6].kind == OnnxAttribute::Kind::kStrings);
  REQUIRE(model.graph.initializers.size() == 1);
  REQUIRE(model.graph.inputs.size() == 1);
  CHECK(model.graph.inputs[0].dims == std::vector<std::int64_t>{3, -1});
  CHECK(model.graph.outputs[0].type == OnnxType::kFloat);
  CHECK((!model.has_functions && !model.graph.has_sparse));
}

TEST_CASE("parts that are not read are told") {
  const OnnxModel model = read_onnx_model(pb::bytes(7, pb::bytes(15, "")) + pb::bytes(25, ""));
  CHECK(model.has_functions);
  CHECK(model.graph.has_sparse);
  check_says(model_complaint(""), "no graph");
  check_says(model_complaint(pb::bytes(7, "") + pb::bytes(7, "")), "two graphs");
  check_says(model_complaint(pb::bytes(7, pb::bytes(1, ""))), "no operator");
  check_says(model_complaint(pb::bytes(7, pb::bytes(1, pb::bytes(4, "A") + pb::bytes(5, "")))),
             "no name");
}

TEST_CASE("a cut file is an error or, between two fields, a shorter message") {
  const std::string model = sample_model();
  for (std::size_t size = 0; size < model.size(); ++size) {
    const std::string complaint_here = model_complaint(model.substr(0, size));
    // The graph ends before the opsets: from there on a cut may fall between fields.
    if (size + 30 < model.size()) CHECK(!complaint_here.empty());
  }
  const std::string whole = tensor(OnnxType::kFloat, {2}, pb::bytes(9, "12345678"));
  for (std::size_t size = 0; size < whole.size(); ++size) {
    CAPTURE(size);
    CHECK(!tensor_complaint(whole.substr(0, size)).empty());
  }
}

TEST_CASE("damaged files never do more than throw an Error") {
  std::mt19937 random(7);
  const std::string parts[] = {sample_model(),
                               tensor(OnnxType::kFloat, {2}, pb::bytes(9, "12345678"))};
  int refused = 0;
  for (int round = 0; round < 20000; ++round) {
    std::string bytes = parts[round % 2];
    const int changes = 1 + static_cast<int>(random() % 4);
    for (int c = 0; c < changes; ++c) {
      const std::size_t at = random() % bytes.size();
      switch (random() % 3) {
        case 0:
          bytes[at] = static_cast<char>(random());
          break;
        case 1:
          bytes[at] = static_cast<char>(bytes[at] ^ (1 << random() % 8));
          break;
        default:
          bytes.erase(at, 1 + random() % 3);
          break;
      }
      if (bytes.empty()) bytes = "x";
    }
    refused += round % 2 == 0 ? !model_complaint(bytes).empty() : !tensor_complaint(bytes).empty();
  }
  CHECK(refused > 5000);
  for (int round = 0; round < 20000; ++round) {
    std::string noise(random() % 64, '\0');
    for (char& c : noise) c = static_cast<char>(random());
    model_complaint(noise);
    tensor_complaint(noise);
  }
}

TEST_CASE("folders of the standard") {
  const std::filesystem::path place = "../shared/data/onnx";
  if (!std::filesystem::exists(place)) {
    MESSAGE("skipped: ../shared/data/onnx is not here");
    return;
  }
  const OnnxModel lstm = read_onnx_model(file(place / "test_lstm_defaults/model.onnx"));
  REQUIRE(lstm.graph.nodes.size() == 1);
  CHECK(lstm.graph.nodes[0].op_type == "LSTM");
  CHECK(lstm.graph.nodes[0].outputs == std::vector<std::string>{"", "Y_h"});
  CHECK(lstm.graph.nodes[0].attributes[0].integer == 3);
  CHECK(lstm.opsets[0].version == 22);
  const OnnxTensor x = read_onnx_tensor(file(place / "test_relu/test_data_set_0/input_0.pb"));
  const OnnxTensor y = read_onnx_tensor(file(place / "test_relu/test_data_set_0/output_0.pb"));
  CHECK(x.dims == std::vector<std::int64_t>{3, 4, 5});
  REQUIRE(x.floats.size() == y.floats.size());
  for (std::size_t i = 0; i < y.floats.size(); ++i) CHECK(y.floats[i] == std::fmax(x.floats[i], 0));
}
