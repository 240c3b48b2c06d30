#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <limits>
#include <new>

#include "cli/console.h"
#include "cli/files.h"
#include "cli/options.h"
#include "cli/status.h"
#include "kernels/kernels.h"
#include "onnx/compare.h"
#include "onnx/run_model.h"
#include "spec/json_tree.h"

namespace hunch::cli {
namespace {

namespace fs = std::filesystem;

struct Verdict {
  enum Kind { kPass, kFail, kUnsupported } kind = kPass;
  std::string name;
  std::string what;  // why it is not a pass
  double error = 0;  // the largest of all outputs
};

constexpr const char* kWords[] = {"pass", "FAIL", "unsupported"};
constexpr const char* kJsonWords[] = {"pass", "fail", "unsupported"};

/// What cannot be read is told with its path within the test's folder.
template <class Read>
auto read_part(const fs::path& folder, const fs::path& path, Read read) {
  try {
    return read(read_file((folder / path).string()));
  } catch (const std::exception& error) {
    throw Error(fmt::format("{}: {}", path.string(), error.what()));
  }
}

/// input_0.pb, input_1.pb, ... as far as they go.
std::vector<onnx::Tensor> read_tensors(const fs::path& folder, const fs::path& set,
                                       const char* stem) {
  std::vector<onnx::Tensor> tensors;
  for (;;) {
    const fs::path path = set / fmt::format("{}_{}.pb", stem, tensors.size());
    std::error_code ignored;
    if (!fs::exists(folder / path, ignored)) return tensors;
    tensors.push_back(read_part(folder, path, io::read_onnx_tensor));
  }
}

std::vector<fs::path> sub_folders(const fs::path& folder) {
  std::vector<fs::path> found;
  std::error_code error;
  for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    std::error_code ignored;
    if (at->is_directory(ignored)) found.push_back(at->path());
  }
  if (error) {
    throw Failure(kUsage, fmt::format("{} cannot be read: {}", folder.string(), error.message()));
  }
  std::sort(found.begin(), found.end());
  return found;
}

/// One set of inputs and the outputs that belong to them.
void check_data_set(const io::OnnxModel& model, const fs::path& folder, const fs::path& set,
                    const kernels::Kernels& kernels, Verdict& verdict) {
  const std::vector<onnx::Tensor> inputs = read_tensors(folder, set, "input");
  const std::vector<onnx::Tensor> wanted = read_tensors(folder, set, "output");
  const std::vector<onnx::Tensor> got = onnx::run_model(model, inputs, kernels);
  if (wanted.empty() || wanted.size() != got.size()) {
    throw Error(
        fmt::format("{} has {} outputs, the model {}", set.string(), wanted.size(), got.size()));
  }
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    const onnx::Comparison c = onnx::compare(got[i], wanted[i]);
    verdict.error = std::max(verdict.error, c.error);
    if (c.same || verdict.kind == Verdict::kFail) continue;
    verdict.kind = Verdict::kFail;
    verdict.what = fmt::format("output {}: {}", i, c.what);
  }
}

void run_test(const fs::path& folder, const kernels::Kernels& kernels, Verdict& verdict) {
  const io::OnnxModel model = read_part(folder, "model.onnx", io::read_onnx_model);
  onnx::check_supported(model);
  std::size_t sets = 0;
  for (const fs::path& path : sub_folders(folder)) {
    const fs::path set = path.filename();
    if (!set.string().starts_with("test_data_set_")) continue;
    check_data_set(model, folder, set, kernels, verdict);
    ++sets;
  }
  if (sets == 0) throw Error("has no test_data_set_0");
}

Verdict judge(const fs::path& folder, const kernels::Kernels& kernels) {
  Verdict verdict;
  verdict.name = folder.filename().string();
  const auto fail = [&verdict](const char* why) {
    verdict.kind = Verdict::kFail;
    verdict.what = why;
    verdict.error = std::numeric_limits<double>::infinity();
  };
  try {
    run_test(folder, kernels, verdict);
  } catch (const onnx::Unsupported& error) {
    verdict.kind = Verdict::kUnsupported;
    verdict.what = error.what();
  } catch (const std::bad_alloc&) {
    fail("not enough memory");
  } catch (const std::exception& error) {
    fail(error.what());
  }
  return verdict;
}

bool is_test(const fs::path& folder) {
  std::error_code ignored;
  return fs::is_regular_file(folder / "model.onnx", ignored);
}

/// The folder itself if it is a test, else the tests in it.
std::vector<fs::path> find_tests(const std::string& place) {
  // Without a slash at its end, which would leave it without a name.
  const fs::path folder =
      fs::path(place).has_filename() ? fs::path(place) : fs::path(place).parent_path();
  std::error_code ignored;
  if (!fs::is_directory(folder, ignored)) {
    throw Failure(kUsage, fmt::format("{} is no folder", place));
  }
  if (is_test(folder)) return {folder};
  std::vector<fs::path> tests = sub_folders(folder);
  std::erase_if(tests, [](const fs::path& path) { return !is_test(path); });
  if (tests.empty()) {
    throw Failure(kUsage, fmt::format("{} has no model.onnx, nor has a folder in it", place));
  }
  return tests;
}

std::string json_line(const Verdict& verdict) {
  using spec::json_quote;
  std::string line = fmt::format(R"({{"name":{},"result":"{}")", json_quote(verdict.name),
                                 kJsonWords[verdict.kind]);
  if (verdict.kind != Verdict::kUnsupported && verdict.error < 1e300) {
    line += fmt::format(R"(,"error":{})", verdict.error);
  }
  if (!verdict.what.empty()) line += fmt::format(R"(,"reason":{})", json_quote(verdict.what));
  return line + "}";
}

std::string text_line(const Verdict& verdict) {
  std::string line = fmt::format("{}  {}", kWords[verdict.kind], verdict.name);
  if (!verdict.what.empty()) line += ": " + verdict.what;
  return printable(line);
}

}  // namespace

int onnx_test(const OnnxTestOptions& options, const Console& console) {
  const kernels::Kernels& kernels = options.kernels != nullptr ? *options.kernels : kernels::best();
  std::vector<fs::path> tests;
  for (const std::string& place : options.folders) {
    const std::vector<fs::path> found = find_tests(place);
    tests.insert(tests.end(), found.begin(), found.end());
  }
  int counts[3] = {};
  for (const fs::path& test : tests) {
    const Verdict verdict = judge(test, kernels);
    ++counts[verdict.kind];
    print_line(console.json() ? json_line(verdict) : text_line(verdict));
  }
  const auto [passed, failed, unsupported] = counts;
  print_line(console.json() ? fmt::format(R"({{"passed":{},"failed":{},"unsupported":{}}})", passed,
                                          failed, unsupported)
                            : fmt::format("{} passed, {} failed, {} unsupported", passed, failed,
                                          unsupported));
  return failed > 0 ? kFailed : kDone;
}

}  // namespace hunch::cli
