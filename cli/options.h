#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace hunch::kernels {
struct Kernels;
}

/// What was asked for on the command line, already checked as far as that goes without files.
namespace hunch::cli {

struct TalkOptions {
  bool json = false;
  bool quiet = false;
  bool no_color = false;
};

struct TrainOptions {
  std::string spec;  ///< a path, "-" for standard input, empty for none
  std::string data;
  std::string target;
  std::optional<std::uint64_t> seed;
  std::optional<int> epochs;
  bool exact = false;
  const kernels::Kernels* kernels = nullptr;  ///< null: the best of this machine
  std::string out;
};

struct PredictOptions {
  std::string model;
  std::string data;
  int samples = 0;  ///< 0: as many as the model's spec says
  int futures = 0;  ///< of a series: ways that it may go on
  std::optional<std::uint64_t> seed;
};

struct GenerateOptions {
  std::string model;
  std::string prompt;
  int count = 5;      ///< texts
  int longest = 200;  ///< tokens of each at most
  double temperature = 1;
  int top_k = 0;  ///< 0: all
  double top_p = 1;
  int samples = 20;  ///< Monte-Carlo passes for each token
  std::uint64_t seed = 1;
};

struct CurveOptions {
  TrainOptions train;  ///< spec and data
  std::vector<int> sizes;
  std::vector<double> label_noise;  ///< none: the spec's own
  int runs = 3;
};

struct ValidateOptions {
  std::string spec;
};

struct OnnxTestOptions {
  std::vector<std::string> folders;
  const kernels::Kernels* kernels = nullptr;  ///< null: the best of this machine
};

class Console;
int train(const TrainOptions& options, const Console& console);
int predict(const PredictOptions& options, const Console& console);
int generate(const GenerateOptions& options, const Console& console);
int curve(const CurveOptions& options, const Console& console);
int validate(const ValidateOptions& options, const Console& console);
int schema();
int onnx_test(const OnnxTestOptions& options, const Console& console);

}  // namespace hunch::cli
