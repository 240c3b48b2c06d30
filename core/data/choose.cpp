#include <algorithm>

#include "data/images.h"
#include "data/prepare.h"
#include "data/text.h"

namespace hunch::data {
namespace {

/// Wider layers for more features and more rows, but never more than the rows can pay for.
int width_for(const CsvReport& report) {
  if (report.rows < 100) return 16;
  if (report.features > 30 || report.rows > 5000) return 64;
  return 32;
}

/// Names, words or formulas: short lines, hardly one of them empty, as between verses.
bool is_list(std::string_view text, std::size_t lines) {
  constexpr std::size_t kShort = 32, kSomeEmpty = 20;
  std::size_t empty = 0;
  char before = 0;
  for (const char c : text) {
    if (c == '\r') continue;
    empty += c == '\n' && before == '\n' ? 1 : 0;
    before = c;
  }
  return text.size() / lines <= kShort && empty * kSomeEmpty <= lines;
}

}  // namespace

spec::ModelSpec choose_spec(const CsvReport& report, std::uint64_t seed) {
  spec::ModelSpec spec;
  spec.seed = seed;
  spec.data.source = spec::Source::kCsv;
  spec.data.csv.target = report.target;
  spec.data.train_fraction = 0.8;
  // ReLU throughout: with tanh the spread of MC dropout hardly grows beyond the data.
  const bool classes = report.task == Task::kClassification;
  const int width = classes ? width_for(report) : std::max(32, width_for(report));
  const double rate = classes ? 0.1 : 0.05;
  spec.model.clear();
  for (int layer = 0; layer < 2; ++layer) {
    spec.model.push_back(
        {.type = spec::LayerType::kDense, .units = width, .activation = spec::Activation::kRelu});
    spec.model.push_back({.type = spec::LayerType::kDropout, .rate = rate});
  }
  spec::TrainingSpec& training = spec.training;
  training.optimizer = spec::Optimizer::kAdam;
  training.batch = report.rows < 2000 ? 32 : report.rows < 20'000 ? 64 : 256;
  training.rate = report.rows < 20'000 ? 0.01 : 0.003;
  // About 3,000 steps for small tables, at least three looks at each row for large ones.
  const auto steps =
      std::max<std::size_t>(1, report.rows * 4 / 5 / static_cast<std::size_t>(training.batch));
  training.epochs = static_cast<int>(std::clamp<std::size_t>(3000 / steps, 3, 300));
  training.schedule = spec::Schedule::kCosine;
  training.schedule_factor = 0.05;
  return spec;
}

spec::ModelSpec choose_image_spec(const Images& images, std::uint64_t seed) {
  using enum spec::LayerType;
  constexpr auto kRelu = spec::Activation::kRelu;
  spec::ModelSpec spec;
  spec.seed = seed;
  spec.data.source = spec::Source::kImages;
  spec.data.train_fraction = 0.9;
  // Twice as many filters wherever pooling halves the sides, until 7 pixels or fewer are left.
  spec.model.clear();
  int filters = 16;
  for (int side = std::min(images.height, images.width); side > 7 && filters <= 64; side /= 2) {
    spec.model.push_back({.type = kConv2d,
                          .filters = filters,
                          .padding = spec::Padding::kSame,
                          .activation = kRelu});
    spec.model.push_back({.type = kMaxPool2d});
    filters *= 2;
  }
  spec.model.push_back({.type = kFlatten});
  spec.model.push_back({.type = kDense, .units = 64, .activation = kRelu});
  spec.model.push_back({.type = kDropout, .rate = 0.25});
  spec.training.rate = 0.002;
  spec.training.batch = images.count() < 2000 ? 32 : 64;
  // At least four looks at each image, and about 5,000 steps for few of them.
  const auto steps =
      std::max<std::size_t>(1, images.count() / static_cast<std::size_t>(spec.training.batch));
  spec.training.epochs = static_cast<int>(std::clamp<std::size_t>(5000 / steps, 4, 100));
  spec.training.schedule = spec::Schedule::kCosine;
  spec.training.schedule_factor = 0.02;
  return spec;
}

spec::ModelSpec choose_text_spec(std::string_view text, std::uint64_t seed) {
  using enum spec::LayerType;
  const auto lines = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')) + 1;
  spec::ModelSpec spec;
  spec.seed = seed;
  spec.data.source = spec::Source::kText;
  spec.data.text.unit = is_list(text, lines) ? "lines" : "windows";
  spec.data.train_fraction = 0.9;
  const spec::LayerSpec block = {.type = kTransformerBlock,
                                 .activation = spec::Activation::kGelu,
                                 .rate = 0.1,
                                 .heads = 4,
                                 .causal = true};
  spec.model = {{.type = kEmbedding, .units = 64},
                {.type = kSinusoidalPosition},
                block,
                block,
                {.type = kLayerNorm}};
  spec.training.rate = 0.002;
  spec.training.batch = 64;
  // About 3,000 steps, at least two looks at each example.
  const std::size_t examples = spec.data.text.unit == "lines"
                                   ? lines
                                   : text.size() / static_cast<std::size_t>(spec.data.text.longest);
  const std::size_t steps = std::max<std::size_t>(1, examples * 9 / 10 / 64);
  spec.training.epochs = static_cast<int>(std::clamp<std::size_t>(3000 / steps, 2, 100));
  spec.training.schedule = spec::Schedule::kCosine;
  spec.training.schedule_factor = 0.02;
  return spec;
}

}  // namespace hunch::data
