#include <algorithm>
#include <filesystem>

#include "spec/json_tree.h"
#include "support.h"

using namespace hunch;
using namespace with_session;

// Every example spec, 500 steps in exact mode: the fingerprints that tests/golden/replay.mjs wrote.

namespace {

struct Replay {
  std::string file;
  std::string fingerprint;
};

std::vector<Replay> recorded() {
  Issues issues;
  const spec::JsonNode root = spec::parse_json(file_text("tests/golden/replay.json"), issues);
  CHECK(issues.empty());
  std::vector<Replay> list;
  for (std::size_t i = 0; i < root.children.size(); ++i) {
    list.push_back({root.keys[i], root.children[i].text});
  }
  return list;
}

spec::ModelSpec example(const std::string& file) {
  const spec::Checked checked = spec::validate(file_text("examples/specs/" + file));
  CAPTURE(file);
  CHECK(checked.valid());
  spec::ModelSpec spec = *checked.spec;
  spec.exact = true;
  return spec;
}

std::string run(const spec::ModelSpec& spec, const kernels::Kernels* kernels) {
  Session s = open(spec, {}, kernels);
  s.train(500);
  CHECK(s.kernels().exact);
  return s.fingerprint();
}

}  // namespace

TEST_CASE("every example gives its recorded fingerprint with every exact table") {
  const std::vector<Replay> replays = recorded();
  for (const Replay& replay : replays) {
    CAPTURE(replay.file);
    const spec::ModelSpec spec = example(replay.file);
    for (const kernels::Kernels* kernels : kernels::available()) {
      if (!kernels->exact) continue;
      CAPTURE(kernels->name);
      CHECK(run(spec, kernels) == replay.fingerprint);
    }
  }
}

TEST_CASE("no example is left out, and each tells what it shows") {
  const std::vector<Replay> replays = recorded();
  std::size_t count = 0;
  for (const auto& entry : std::filesystem::directory_iterator("examples/specs")) {
    const std::string file = entry.path().filename().string();
    CAPTURE(file);
    ++count;
    CHECK(std::any_of(replays.begin(), replays.end(),
                      [&](const Replay& replay) { return replay.file == file; }));
    CHECK(!example(file).view.title.empty());
    CHECK(!example(file).view.text.empty());
  }
  CHECK(count == replays.size());
}
