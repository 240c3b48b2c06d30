#include <doctest/doctest.h>

#include <string>

#include "base/random.h"
#include "spec/fields.h"
#include "spec/json_tree.h"
#include "spec/limits.h"
#include "spec/validate.h"

using namespace hunch;
using namespace hunch::spec;

namespace {

/// What must hold whatever came in.
void check_outcome(const std::string& text) {
  const Checked checked = validate(text);
  for (const Issue& issue : checked.issues) {
    CHECK_FALSE(issue.allowed.empty());
    CHECK(issue.value.size() < 400);
    Issues none;
    parse_json(issue.value, none);
    CHECK_MESSAGE(none.empty(), issue.value);  // a value is always JSON itself
  }
  const Checked again = validate(to_json(*checked.spec, true));
  if (!again.valid()) MESSAGE(again.issues[0].pointer, " ", again.issues[0].allowed);
  CHECK(again.valid());
  CHECK(to_json(*again.spec, true) == to_json(*checked.spec, true));
  const Checked in_hand = validate(*checked.spec);
  CHECK(in_hand.valid());
  CHECK(to_json(*in_hand.spec, true) == to_json(*checked.spec, true));
}

std::string first_issue(const std::string& text) {
  const Checked checked = validate(text);
  REQUIRE_FALSE(checked.valid());
  return checked.issues[0].pointer + " | " + checked.issues[0].allowed;
}

const char* const kDocuments[] = {
    R"({"version":1,"data":{"source":"blobs","classes":4,"samples":500,"noise":0.2,"labelNoise":0.1,"points":[[0.5,-0.5,1],[1,1]],"removed":[1,2,3],"features":["x","y","x2","sinx"],"formulas":["x*y"]},"model":[{"type":"dense","units":64,"activation":"relu"},{"type":"dropout","rate":0.1}],"training":{"optimizer":"adamw","rate":0.003,"schedule":"cosine","weightDecay":0.01},"uncertainty":{"samples":50},"seed":42,"exact":true,"view":{"title":"A \u00fc","hide":["data"],"lock":["/seed"],"axes":[0]}})",
    R"({"data":{"source":"csv","csv":{"target":"y","separator":";","exclude":["a","b"]}},"training":{"loss":"huber","huberDelta":2}})",
    R"({"data":{"source":"gap","gap":0.4,"features":["x","x2"]},"model":[],"training":{"loss":"gaussian-nll","patience":20,"minDelta":1e-4}})"};

}  // namespace

TEST_CASE("text that is no JSON document") {
  CHECK(first_issue("").find("it ends too early") != std::string::npos);
  CHECK(first_issue("{\"seed\":1").find("it ends too early") != std::string::npos);
  CHECK(first_issue("{\"training\":{\"rate\":NaN}}").find("NaN and Infinity") != std::string::npos);
  CHECK(first_issue("{\"training\":{\"rate\":-Infinity}}").find("NaN and Infinity") !=
        std::string::npos);
  CHECK(first_issue("{\"training\":{\"rate\":1e999}}") == "/training/rate | a finite number");
  CHECK(first_issue("{} {}").find("nothing may follow") != std::string::npos);
  CHECK(first_issue("\xEF\xBB\xBF{}").find("byte-order mark") != std::string::npos);
  CHECK(first_issue("[]") == " | an object with the fields of a spec");
  CHECK(first_issue("{\n\"seed\": 1,\n\"exact\": tru}").find("line 3") != std::string::npos);
  CHECK(first_issue("{\"seed\":1,\"seed\":2}") == "/seed | each field once: the first one counts");
  CHECK(first_issue("{\"view\":{\"title\":\"\xFF\"}}").find("line 1") != std::string::npos);
  for (const char* text :
       {"", "{", "{\"seed\"", "{\"seed\":", "NaN", "{} x", "\xEF\xBB\xBF{}", "nul", "\"", "\xFF",
        "{\"seed\":1e999}", "{\"a\":{\"a\":{\"a\":1}}}", "{\"\":1}", "{\"/\":1,\"~\":2}",
        "{\"data\":{\"\":{}}}", "{\"model\":{\"*\":{}}}", "{\"model\":[{\"*\":1}]}",
        "{\"data\":1,\"model\":2,\"training\":[],\"view\":null}"})
    check_outcome(text);
}

TEST_CASE("what came before a cut is kept, so that a cut link opens near its setting") {
  const Checked checked = validate(R"({"seed":7,"training":{"rate":0.5,"batch)");
  CHECK_FALSE(checked.valid());
  CHECK(checked.spec->seed == 7);
  CHECK(checked.spec->training.rate == 0.5);
}

TEST_CASE("depth, size and members are bounded") {
  for (const char* open : {"[", "{\"a\":", "{\"model\":["}) {
    std::string deep;
    for (int i = 0; i < 20'000; ++i) deep += open;
    const Checked checked = validate(deep);
    REQUIRE_FALSE(checked.valid());
    CHECK(checked.issues.back().allowed == "at most 32 levels");
  }
  CHECK(first_issue("{\"view\":{\"text\":\"" + std::string(300'000, 'a') + "\"}}")
            .find("262144 bytes") != std::string::npos);
  std::string many = "{";
  for (int i = 0; i < 20'000; ++i) many += "\"k" + std::to_string(i) + "\":1,";
  const Checked checked = validate(many + "\"z\":1}");
  CHECK(checked.issues.size() <= 200);
  std::string wrong = "{\"data\":{\"removed\":[";
  for (int i = 0; i < 60'000; ++i) wrong += "\"a\",";
  CHECK(validate(wrong + "1]}}").issues.size() <= 200);
}

TEST_CASE("random changes of valid documents never break it, and what comes back is valid") {
  static constexpr std::string_view kPieces[] = {"{",
                                                 "}",
                                                 "[",
                                                 "]",
                                                 ":",
                                                 ",",
                                                 "\"",
                                                 "null",
                                                 "true",
                                                 "-",
                                                 "1e999",
                                                 "1e308",
                                                 "-0",
                                                 "0.5",
                                                 "\\u0000",
                                                 "\\ud800",
                                                 "\"dense\"",
                                                 "\"units\":",
                                                 "99999999999999999999",
                                                 "\"csv\"",
                                                 "\"sine\"",
                                                 "\xC3",
                                                 "\x01"};
  Random random(7, Stream::kUser);
  for (int trial = 0; trial < 2000; ++trial) {
    std::string text = kDocuments[random.below(3)];
    const std::uint32_t changes = 1 + random.below(4);
    for (std::uint32_t c = 0; c < changes; ++c) {
      const auto size = static_cast<std::uint32_t>(text.size());
      const std::size_t at = random.below(size);
      switch (random.below(5)) {
        case 0:
          text[at] = static_cast<char>(random.below(256));
          break;
        case 1:
          text.erase(at, 1 + random.below(6));
          break;
        case 2:
          text.insert(at, kPieces[random.below(std::size(kPieces))]);
          break;
        case 3:
          text.insert(at, text.substr(random.below(size), random.below(40)));
          break;
        default:
          text.resize(at + 1);
      }
    }
    CAPTURE(text);
    check_outcome(text);
  }
}

TEST_CASE("random values in every field: still valid after one round") {
  static constexpr std::string_view kValues[] = {"-1",         "0",
                                                 "0.5",        "1",
                                                 "3",          "511.5",
                                                 "1e6",        "1e300",
                                                 "-1e300",     "1e-300",
                                                 "null",       "true",
                                                 "\"\"",       "\"x\"",
                                                 "\"csv\"",    "\"sine\"",
                                                 "\"spiral\"", "\"mse\"",
                                                 "[]",         "{}",
                                                 "[0]",        "[1,1]",
                                                 "[[0,0,9]]",  "[\"x\",\"y\"]",
                                                 "[\"data\"]", "[{\"units\":512},{\"units\":512}]",
                                                 "\"warmup\"", "\"adamw\""};
  Random random(8, Stream::kUser);
  for (int trial = 0; trial < 2000; ++trial) {
    std::string data, training, rest;
    for (const Field& field : fields()) {
      if (field.pointer.starts_with("/model/") || random.below(4) != 0) continue;
      const std::string value(kValues[random.below(std::size(kValues))]);
      const auto slash = field.pointer.rfind('/');
      const std::string member = json_quote(field.pointer.substr(slash + 1)) + ":" + value;
      if (field.pointer.starts_with("/data/csv/")) continue;
      std::string& group = field.pointer.starts_with("/data/")       ? data
                           : field.pointer.starts_with("/training/") ? training
                                                                     : rest;
      if (slash > 0 && &group == &rest) continue;
      group += (group.empty() ? "" : ",") + member;
    }
    const std::string text = "{\"data\":{" + data + "},\"training\":{" + training + "}" +
                             (rest.empty() ? "" : "," + rest) + "}";
    CAPTURE(text);
    check_outcome(text);
  }
}
