#include "io/safetensors.h"

#include <doctest/doctest.h>

#include <cstdint>
#include <fstream>
#include <iterator>
#include <string>

#include "base/error.h"

using namespace hunch;
using io::read_safetensors;
using io::Safetensors;
using io::write_safetensors;

namespace {

std::string golden() {
  std::ifstream file("tests/golden/tiny.safetensors", std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// A file with this header and so many bytes behind it.
std::string with_header(const std::string& header, std::size_t bytes) {
  std::string file;
  for (int i = 0; i < 8; ++i)
    file += static_cast<char>((std::uint64_t{header.size()} >> (8 * i)) & 0xff);
  return file + header + std::string(bytes, '\0');
}

/// What the reader says to this.
std::string complaint(const std::string& file) {
  try {
    read_safetensors(file);
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

bool says(const std::string& file, const std::string& part) {
  const std::string text = complaint(file);
  INFO("complaint: " << text);
  const bool found = text.find(part) != std::string::npos;
  CHECK(found);
  return found;
}

std::string entry(const std::string& name, int values, int begin, int end) {
  return "\"" + name + R"(":{"dtype":"F32","shape":[)" + std::to_string(values) +
         R"(],"data_offsets":[)" + std::to_string(begin) + "," + std::to_string(end) + "]}";
}

}  // namespace

TEST_CASE("a file that an independent writer made is read") {
  const Safetensors file = read_safetensors(golden());
  REQUIRE(file.tensors.size() == 4);
  const io::Tensor* weight = file.find("a/weight");
  REQUIRE(weight != nullptr);
  CHECK(weight->shape == std::vector<std::size_t>{2, 3});
  CHECK(weight->values == std::vector<float>{1, 2, 3, -4, 5.5f, 1e30f});
  CHECK(file.find("b/bias")->values == std::vector<float>{0.5f, -1.25f, 3e-8f});
  CHECK(file.find("scalar")->shape.empty());
  CHECK(file.find("scalar")->values == std::vector<float>{7});
  CHECK(file.find("empty")->values.empty());
  CHECK(*file.about("note") == "na\xc3\xafve \"quotes\"\n");
  CHECK(file.about("nothing") == nullptr);
  CHECK(file.find("nothing") == nullptr);
}

TEST_CASE("what is written is read again, and its tensors begin at multiples of eight") {
  Safetensors file;
  file.tensors = {{"w", {2, 2}, {1, -2, 3, 4}}, {"b", {2}, {0, -0.0f}}};
  file.metadata = {{"spec", "{\"a\":\"\\u00e9 \\\"\"}"}, {"empty", ""}};
  const std::string bytes = write_safetensors(file);
  const auto header =
      static_cast<unsigned char>(bytes[0]) + 256u * static_cast<unsigned char>(bytes[1]);
  CHECK(header % 8 == 0);
  CHECK(bytes.size() == 8 + header + 6 * sizeof(float));
  const Safetensors again = read_safetensors(bytes);
  CHECK(again.metadata == file.metadata);
  REQUIRE(again.tensors.size() == 2);
  CHECK(again.tensors[0].name == "w");
  CHECK(again.tensors[0].values == file.tensors[0].values);
  CHECK(again.tensors[1].shape == file.tensors[1].shape);
  CHECK(write_safetensors(again) == bytes);
}

TEST_CASE("the writer refuses what its reader would") {
  Safetensors twice;
  twice.tensors = {{"w", {1}, {1}}, {"w", {1}, {1}}};
  CHECK_THROWS_AS(write_safetensors(twice), Error);
  Safetensors short_one;
  short_one.tensors = {{"w", {2, 2}, {1, 2, 3}}};
  CHECK_THROWS_AS(write_safetensors(short_one), Error);
  Safetensors keys;
  keys.metadata = {{"a", "1"}, {"a", "2"}};
  CHECK_THROWS_AS(write_safetensors(keys), Error);
  Safetensors reserved;
  reserved.tensors = {{"__metadata__", {1}, {1}}};
  CHECK_THROWS_AS(write_safetensors(reserved), Error);
  Safetensors huge;
  huge.metadata = {{"a", std::string(io::kMaxHeaderBytes, 'x')}};
  CHECK_THROWS_AS(write_safetensors(huge), Error);
}

TEST_CASE("a cut file is refused wherever it is cut") {
  const std::string whole = golden();
  REQUIRE(complaint(whole).empty());
  for (std::size_t size = 0; size < whole.size(); ++size) {
    CAPTURE(size);
    CHECK(!complaint(whole.substr(0, size)).empty());
  }
  says(whole.substr(0, 5), "no header");
  says(whole.substr(0, 60), "inside its header");
  says(whole.substr(0, whole.size() - 4), "it is cut");
  says(whole + "more", "more at its end");
}

TEST_CASE("a header that lies about its length allocates nothing") {
  says(std::string(8, '\xff') + "{}", "at most 4194304");
  says(std::string("\x01\x00\x40\x00\x00\x00\x00\x00", 8), "at most 4194304");
  says(with_header("", 0), "no JSON object");
  says(with_header("[1]", 0), "no JSON object");
  says(with_header(" {}", 0), "no JSON object");
  says(with_header("{\"a\":", 0), "ends too early");
  says(with_header("{} x", 0), "nothing may follow");
}

TEST_CASE("tensors tile the file strictly") {
  says(with_header("{" + entry("a", 2, 0, 8) + "," + entry("b", 2, 4, 12) + "}", 12),
       "\"b\" begins at byte 4, inside another");
  says(with_header("{" + entry("a", 1, 0, 4) + "," + entry("b", 1, 8, 12) + "}", 12),
       "after a gap: needs 4");
  says(with_header("{" + entry("a", 1, 4, 8) + "}", 8), "after a gap: needs 0");
  says(with_header("{" + entry("a", 1, 0, 4) + "}", 8), "more at its end");
  says(with_header("{" + entry("a", 3, 0, 8) + "}", 8), "do not fit its shape [3]");
  says(with_header("{" + entry("a", 1, 8, 4) + "}", 8), "do not fit");
  // Out of order in the header is allowed.
  CHECK(complaint(with_header("{" + entry("b", 1, 4, 8) + "," + entry("a", 1, 0, 4) + "}", 8))
            .empty());
}

TEST_CASE("descriptions of tensors are taken literally") {
  const auto with = [](const std::string& tensor) {
    return with_header("{\"t\":" + tensor + "}", 4);
  };
  says(with(R"({"dtype":"F64","shape":[1],"data_offsets":[0,4]})"), "needs F32");
  says(with(R"({"dtype":"F32","shape":[1]})"), "no data_offsets");
  says(with(R"({"dtype":"F32","shape":1,"data_offsets":[0,4]})"), "no shape");
  says(with(R"({"dtype":"F32","shape":[1],"data_offsets":[0,4],"more":1})"), "unknown member");
  says(with(R"({"dtype":"F32","shape":[1],"shape":[1],"data_offsets":[0,4]})"), "twice");
  says(with(R"({"dtype":"F32","shape":[1.5],"data_offsets":[0,4]})"), "no whole number");
  says(with(R"({"dtype":"F32","shape":[-1],"data_offsets":[0,4]})"), "no whole number");
  says(with(R"({"dtype":"F32","shape":[1e30],"data_offsets":[0,4]})"), "no whole number");
  says(with(R"({"dtype":"F32","shape":[1073741824,1073741824,1073741824,1073741824],)"
            R"("data_offsets":[0,4]})"),
       "do not fit");
  says(with(R"({"dtype":"F32","shape":[1,1,1,1,1],"data_offsets":[0,4]})"), "at most 4");
  says(with(R"({"dtype":"F32","shape":[1],"data_offsets":[0,4,8]})"), "a begin and an end");
  says(with("7"), "needs an object");
  says(with_header("{" + entry("a", 1, 0, 4) + "," + entry("a", 1, 4, 8) + "}", 8), "twice");
  says(with_header(R"({"__metadata__":{"a":1}})", 0), "needs a text");
  says(with_header(R"({"__metadata__":[]})", 0), "needs an object");
}
