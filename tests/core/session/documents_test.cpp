#include "session/documents.h"

#include "spec/json_tree.h"
#include "support.h"

using namespace hunch;
using namespace with_session;
using spec::JsonNode;

namespace {

JsonNode parsed(const std::string& json) {
  Issues issues;
  JsonNode node = spec::parse_own_json(json, issues);
  INFO(json);
  CHECK(issues.empty());
  return node;
}

const JsonNode& member(const JsonNode& node, const std::string& name) {
  for (std::size_t i = 0; i < node.keys.size(); ++i) {
    if (node.keys[i] == name) return node.children[i];
  }
  FAIL("no member " << name);
  return node;
}

}  // namespace

TEST_CASE("issues keep what was written, quotes and all") {
  const spec::Checked checked = spec::validate(R"({"modle":1,"seed":"\"\\\n","data":{"noise":7}})");
  const JsonNode node = parsed(session::checked_json(checked));
  CHECK(member(node, "valid").boolean == false);
  const JsonNode& issues = member(node, "issues");
  REQUIRE(issues.children.size() == checked.issues.size());
  CHECK(member(issues.children[0], "pointer").text == checked.issues[0].pointer);
  CHECK(member(issues.children[0], "allowed").text == checked.issues[0].allowed);
  CHECK(spec::validate(spec::to_json(*checked.spec)).valid());
  CHECK(parsed(session::issues_json({{"/a", "", "b"}})).children[0].children[1].kind ==
        JsonNode::Kind::kNull);
  CHECK(parsed(session::issues_json({})).children.empty());
}

TEST_CASE("the description tells where the weights lie") {
  const Session s = open(moons());
  const JsonNode node = parsed(session::description_json(s.description()));
  CHECK(member(node, "task").text == "classification");
  CHECK(member(node, "parameters").number == static_cast<double>(s.parameters().size()));
  const JsonNode& layers = member(node, "layers");
  REQUIRE(layers.children.size() == 3);
  double at = 0;
  for (const JsonNode& layer : layers.children) {
    CHECK(member(layer, "weightOffset").number == at);
    at += member(layer, "inputs").number * member(layer, "units").number;
    CHECK(member(layer, "biasOffset").number == at);
    at += member(layer, "units").number;
  }
  CHECK(at == member(node, "parameters").number);
}

TEST_CASE("names out of a table cannot break a document") {
  const std::string csv =
      "\"a \"\"quoted\"\" "
      "name\",b\\c\xff,\"line\nbreak\"\n1,2,x\n2,3,y\n3,4,x\n5,5,y\n6,1,x\n7,2,y\n";
  const JsonNode found = parsed(session::inspect_json(csv, "{}"));
  const JsonNode& report = member(found, "report");
  CHECK(member(member(report, "columns").children[0], "name").text == "a \"quoted\" name");
  CHECK(member(report, "rows").number == 6);

  spec::ModelSpec spec;
  spec.data.source = spec::Source::kCsv;
  Session s = open(spec, csv);
  parsed(session::description_json(s.description()));
  const session::Applied applied = s.apply(s.spec());
  CHECK(member(parsed(session::applied_json(applied, s)), "outcome").text == "same");
}

TEST_CASE("a table that cannot be used gives no report") {
  const JsonNode node = parsed(session::inspect_json("one column\n1\n2\n", "{}"));
  CHECK(member(node, "report").kind == JsonNode::Kind::kNull);
  CHECK(member(node, "spec").kind == JsonNode::Kind::kNull);
  CHECK(!member(node, "issues").children.empty());
}
