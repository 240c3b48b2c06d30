#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "spec/fields.h"
#include "spec/validate.h"

using namespace hunch::spec;
using nlohmann::json;

TEST_CASE("the schema describes every field with its limits and what a control needs") {
  const json schema = json::parse(json_schema());
  CHECK(schema["$schema"] == "https://json-schema.org/draft/2020-12/schema");
  const json defaults = json::parse(to_json(ModelSpec{}, true));
  for (const Field& field : fields()) {
    if (field.pointer.starts_with("/model/")) continue;
    CAPTURE(field.pointer);
    std::string path;
    for (const char c : std::string(field.pointer))
      path += c == '/' ? "/properties/" : std::string(1, c);
    const json::json_pointer at(path);
    REQUIRE(schema.contains(at));
    const json& entry = schema[at];
    CHECK(entry["title"] == field.label);
    CHECK(entry["description"] == field.help);
    CHECK(entry["default"] == defaults[json::json_pointer(std::string(field.pointer))]);
    CHECK(entry["x-hunch"]["urlKey"] == field.url_key);
    if (entry["type"] == "number" || entry["type"] == "integer") {
      CHECK(entry["minimum"].get<double>() == field.low);
      CHECK(entry["maximum"].get<double>() == field.high);
      CHECK(entry["x-hunch"]["step"].get<double>() > 0);
    }
    if (entry["type"] == "string" && !field.words.empty())
      CHECK(entry["enum"].size() == field.words.size());
  }
  const json& layer = schema["properties"]["model"]["items"]["oneOf"];
  REQUIRE(layer.size() == 41);
  CHECK(layer[0]["properties"]["units"]["maximum"] == 512);
  CHECK(layer[1]["properties"]["rate"]["maximum"] == 0.95);
  CHECK_FALSE(layer[1]["properties"].contains("units"));
  // A field that several types have stands with each of them, and with no other.
  for (const json& type : layer) {
    const std::string name = type["properties"]["type"]["const"];
    CAPTURE(name);
    CHECK(type["properties"].contains("kernel") == name.starts_with("conv"));
    CHECK(type["properties"].contains("size") ==
          (name.find("-pool") != std::string::npos && name.find("global") == std::string::npos));
    CHECK(type["properties"].contains("truncation") ==
          (name == "lstm" || name == "gru" || name == "simple-rnn"));
    if (type["properties"].contains("truncation"))
      CHECK(type["properties"]["truncation"]["x-hunch"]["zero"] == "all");
    if (type["properties"].contains("stride"))
      CHECK(type["properties"]["stride"]["x-hunch"]["zero"] == "auto");
    CHECK(type["properties"].contains("inputs"));
  }
}
