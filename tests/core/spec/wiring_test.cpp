#include "spec/wiring.h"

#include <doctest/doctest.h>

#include "spec/validate.h"

using namespace hunch;
using namespace hunch::spec;

namespace {

/// "pointer is value, needs allowed" of each issue of such layers over points.
std::vector<std::string> told(const std::string& model) {
  std::vector<std::string> lines;
  for (const Issue& issue : validate("{\"model\":" + model + "}").issues)
    lines.push_back(issue.pointer + " is " + issue.value + ", needs " + issue.allowed);
  return lines;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("wiring: what is wrong is told with its field, its value and what is there") {
  CHECK(told(R"([{"type":"dense","name":"a"},{"type":"dense","inputs":["nix"]}])") ==
        Lines{"/model/1/inputs/0 is \"nix\", needs the name of a layer before this one: \"input\", "
              "\"a\""});
  CHECK(told(R"([{"type":"dense","name":"input"}])") ==
        Lines{"/model/0/name is \"input\", needs another name: \"input\" is the data"});
  CHECK(told(R"([{"type":"dense","name":"a"},{"type":"dense","name":"a"}])") ==
        Lines{"/model/1/name is \"a\", needs a name that no layer before has"});
  CHECK(told(R"([{"type":"dense","name":"a"},{"type":"add","inputs":["a"]}])") ==
        Lines{"/model/1/inputs is [\"a\"], needs the names of at least two layers"});
  CHECK(told(R"([{"type":"dense","name":"a"},{"type":"dense","inputs":["a","input"]}])") ==
        Lines{"/model/1/inputs is [\"a\", \"input\"], needs one name: add, multiply, concat and "
              "cross-attention bring several together"});
  // A layer may read neither itself nor one after it.
  CHECK(told(R"([{"type":"dense","name":"a","inputs":["a"]},{"type":"dense","inputs":["a"]}])")
            .size() == 1);
  CHECK(told(R"([{"type":"dense","name":"__proto__"},
                 {"type":"add","inputs":["__proto__","input"]}])")
            .empty());
}

TEST_CASE("wiring: the nearest spec is valid, and layers keep their places") {
  const Checked checked = validate(R"({"model":[
    {"type":"dense","units":3,"name":"a"},
    {"type":"add","inputs":["a","b"],"name":"sum"},
    {"type":"dense","units":5,"inputs":["sum"]},
    {"type":"dense","units":7,"name":"sum"}]})");
  REQUIRE(checked.issues.size() == 2);
  CHECK(checked.issues[0].pointer == "/model/1/inputs/1");
  CHECK(checked.issues[1].pointer == "/model/3/name");
  const auto& model = checked.spec->model;
  REQUIRE(model.size() == 4);
  CHECK(model[1].type == LayerType::kActivation);
  CHECK(model[1].inputs == std::vector<std::string>{"a"});
  CHECK(model[2].inputs == std::vector<std::string>{"sum"});
  CHECK(validate(*checked.spec).valid());
}

TEST_CASE("layers: fields that contradict one another are told") {
  const auto images = [](const std::string& layer) {
    return validate(R"({"data":{"source":"digits"},"model":[)" + layer + "]}").issues;
  };
  REQUIRE(images(R"({"type":"reshape"})").size() == 1);
  CHECK(images(R"({"type":"reshape"})")[0].pointer == "/model/0/shape");
  for (const std::string type : {"conv2d", "conv-transpose2d", "max-pool2d", "average-pool2d"}) {
    CAPTURE(type);
    const Issues causal = images(R"({"type":")" + type + R"(","padding":"causal"})");
    REQUIRE(causal.size() == 1);
    CHECK(causal[0].pointer == "/model/0/padding");
    CHECK(causal[0].value == "\"causal\"");
  }
}
