#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "cli/events.h"
#include "cli/files.h"
#include "cli/image_files.h"
#include "cli/plan.h"
#include "cli/saved_model.h"
#include "cli/sound_files.h"
#include "cli/status.h"
#include "data/rows.h"
#include "data/series.h"
#include "session/forecaster.h"
#include "spec/words.h"

namespace hunch::cli {
namespace {

constexpr std::size_t kChunk = 2048;  // rows at a time

data::Rows read_rows(const PredictOptions& options, const session::SavedModel& model) {
  const std::string csv = read_text(options.data);
  // How cells are written is this table's own matter: the training table may have been another's.
  spec::CsvSpec how;
  auto read = data::read_rows(csv, model.prepared.dataset.inputs, how);
  if (const auto* issues = std::get_if<Issues>(&read)) refuse(options.data, *issues);
  return std::move(std::get<data::Rows>(read));
}

/// What is asked: a row for each prediction.
struct Questions {
  std::vector<float> features;      // (N,D)
  std::vector<std::uint32_t> line;  // (N) the table's lines, or the images counted from 1
  std::vector<std::string> file;    // (N) of sounds; else none
};

Questions ask_table(const PredictOptions& options, const session::SavedModel& model,
                    const Console& console) {
  data::Rows rows = read_rows(options, model);
  console.warn(rows.warnings);
  Questions asked;
  asked.features.resize(rows.count() * static_cast<std::size_t>(model.network.feature_count()));
  model.prepared.map.apply(rows.raw, rows.count(), asked.features);
  asked.line = std::move(rows.line);
  return asked;
}

/// The test set's images where there is one, else all.
Questions ask_images(const PredictOptions& options, const session::SavedModel& model) {
  if (!holds_images(options.data)) {
    throw Failure(kFailed, fmt::format("{}: this model has learned images: needs {}", options.data,
                                       kImageFolders));
  }
  const Shape& shape = model.prepared.dataset.shape;
  const data::Images images = read_images(options.data, {shape[0], shape[1], shape[2]});
  auto read = data::image_features(model.prepared.dataset, images);
  if (const auto* issues = std::get_if<Issues>(&read)) refuse(options.data, *issues);
  Questions asked{std::move(std::get<std::vector<float>>(read)), {}, {}};
  const auto tests = static_cast<std::size_t>(
      std::count(images.is_test.begin(), images.is_test.end(), std::uint8_t{1}));
  if (tests > 0) {
    // The test set was read last.
    const std::size_t others = (images.count() - tests) * images.image_size();
    asked.features.erase(asked.features.begin(),
                         asked.features.begin() + static_cast<std::ptrdiff_t>(others));
  }
  asked.line.resize(tests > 0 ? tests : images.count());
  std::iota(asked.line.begin(), asked.line.end(), 1u);
  return asked;
}

/// The test set's sounds where there is one, else all.
Questions ask_sounds(const PredictOptions& options, const session::SavedModel& model) {
  if (is_folder(options.data) && !holds_sounds(options.data)) {
    throw Failure(
        kFailed,
        fmt::format("{}: this model has learned sounds: needs a WAV file, or a folder of {}",
                    options.data, kSoundFolders));
  }
  ClassFiles found = find_sounds(options.data);
  // The test set comes last.
  const auto test = std::find_if(found.files.begin(), found.files.end(),
                                 [](const ClassFile& file) { return file.is_test; });
  if (test != found.files.end()) found.files.erase(found.files.begin(), test);
  auto read = data::clip_features(model.prepared.dataset, read_sounds(found));
  if (const auto* issues = std::get_if<Issues>(&read)) refuse(options.data, *issues);
  Questions asked{std::move(std::get<std::vector<float>>(read)), {}, {}};
  for (const ClassFile& file : found.files) asked.file.push_back(file_name(file.path));
  asked.line.resize(asked.file.size());
  std::iota(asked.line.begin(), asked.line.end(), 1u);
  return asked;
}

Questions ask(const PredictOptions& options, const session::SavedModel& model,
              const Console& console) {
  const data::Dataset& data = model.prepared.dataset;
  if (data.mel) return ask_sounds(options, model);
  return data.inputs.empty() ? ask_images(options, model) : ask_table(options, model, console);
}

/// The labels that are more likely than not, "circle, star".
std::string told_labels(const data::Dataset& data, const session::Predictions& p, std::size_t n) {
  const std::size_t labels = data.class_names.size();
  std::string told;
  for (std::size_t k = 0; k < labels; ++k) {
    if (p.probabilities[n * labels + k] <= 0.5F) continue;
    told += (told.empty() ? "" : ", ") + printable(data.class_names[k]);
  }
  return told.empty() ? "none" : told;
}

/// The sum over the labels of an example, each of which is a choice of its own.
float label_sum(const data::Dataset& data, const std::vector<float>& of, std::size_t n) {
  const std::size_t labels = data.class_names.size();
  const auto row = std::span(of).subspan(n * labels, labels);
  return std::accumulate(row.begin(), row.end(), 0.0F);
}

std::string table_head(const data::Dataset& data) {
  if (data.several) {
    return fmt::format("{:>7}  {:<30}{:>12}{:>12}{:>12}", data.inputs.empty() ? "image" : "line",
                       "labels", "entropy", "aleatoric", "epistemic");
  }
  if (data.itself) {
    return fmt::format("{:>7}{:>14}{:>12}", data.mel ? "sound" : "image", "error", "deviation");
  }
  if (data.task == data::Task::kRegression) {
    return fmt::format("{:>7}{:>14}{:>12}{:>12}{:>12}", "line", printable(data.target_name),
                       "deviation", "aleatoric", "epistemic");
  }
  return fmt::format("{:>7}  {:<20}{:>12}{:>12}{:>12}{:>12}",
                     data.mel              ? "sound"
                     : data.inputs.empty() ? "image"
                                           : "line",
                     printable(data.target_name), "probability", "entropy", "aleatoric",
                     "epistemic");
}

std::string table_row(const data::Dataset& data, const session::Predictions& p, std::size_t n,
                      std::uint32_t line) {
  if (data.several) {
    return fmt::format("{:>7}  {:<30}{:>12.4f}{:>12.4f}{:>12.4f}", line, told_labels(data, p, n),
                       label_sum(data, p.entropy, n), label_sum(data, p.expected_entropy, n),
                       label_sum(data, p.information, n));
  }
  if (data.itself) {
    return fmt::format("{:>7}{:>14.4f}{:>12.4f}", line, p.error[n], p.spread[n]);
  }
  if (data.task == data::Task::kRegression) {
    return fmt::format("{:>7}{:>14.5g}{:>12.4g}{:>12.4g}{:>12.4g}", line, p.mean[n], p.deviation[n],
                       p.aleatoric[n], p.epistemic[n]);
  }
  const std::size_t classes = data.class_names.size();
  const auto row = std::span(p.probabilities).subspan(n * classes, classes);
  const auto best = std::max_element(row.begin(), row.end());
  return fmt::format("{:>7}  {:<20}{:>12.4f}{:>12.4f}{:>12.4f}{:>12.4f}", line,
                     printable(data.class_names[static_cast<std::size_t>(best - row.begin())]),
                     *best, p.entropy[n], p.expected_entropy[n], p.information[n]);
}

bool is_finite(const session::Predictions& p) {
  const auto all = [](const auto& values) {
    return std::all_of(values.begin(), values.end(),
                       [](auto value) { return std::isfinite(value); });
  };
  return all(p.probabilities) && all(p.mean) && all(p.told);
}

session::Forecast ask_series(const PredictOptions& options, const session::SavedModel& model,
                             const kernels::Kernels& kernels, const Console& console) {
  auto read = data::last_window(model.spec->data, model.prepared.dataset, read_text(options.data));
  if (const auto* issues = std::get_if<Issues>(&read)) refuse(options.data, *issues);
  const auto& window = std::get<data::SeriesWindow>(read);
  console.warn(window.warnings);
  const session::Scene scene{model.prepared,
                             model.network,
                             model.parameters,
                             kernels,
                             options.seed.value_or(model.spec->seed),
                             model.noise_variance(),
                             {}};
  const int samples = options.samples > 0 ? options.samples : model.spec->uncertainty.samples;
  return session::forecast(scene, window.features, window.base, samples, options.futures);
}

/// The steps after the table's last row, and ways that they may go.
int predict_series(const PredictOptions& options, const session::SavedModel& model,
                   const Console& console) {
  const kernels::Kernels& kernels = model.spec->exact ? kernels::exact() : kernels::best();
  const session::Forecast told = ask_series(options, model, kernels, console);
  if (!console.json()) {
    print_line(fmt::format("{:>7}{:>14}{:>12}{:>12}{:>12}", "step",
                           printable(model.prepared.dataset.target_name), "deviation", "aleatoric",
                           "epistemic"));
  }
  for (std::size_t h = 0; h < told.mean.size(); ++h) {
    print_line(console.json()
                   ? forecast_line(told, h)
                   : fmt::format("{:>7}{:>14.5g}{:>12.4g}{:>12.4g}{:>12.4g}", h + 1, told.mean[h],
                                 told.deviation[h], told.aleatoric[h], told.epistemic[h]));
  }
  for (std::size_t f = 0; f < told.futures.size(); ++f) {
    if (console.json()) {
      print_line(future_line(told.futures[f], f));
      continue;
    }
    std::string line = fmt::format("future {}:", f + 1);
    for (const double value : told.futures[f]) line += fmt::format(" {:.5g}", value);
    print_line(line);
  }
  return kDone;
}

}  // namespace

int predict(const PredictOptions& options, const Console& console) {
  const session::SavedModel model = read_model(options.model);
  const data::Dataset& data = model.prepared.dataset;
  if (data.next) {
    throw Failure(kUsage,
                  options.model + ": this model has learned a text: ask it with hunch generate");
  }
  if (spec::is_series(model.spec->data.source)) return predict_series(options, model, console);
  if (options.futures > 0) {
    throw Failure(kUsage, "--futures: only a model of a series tells how it may go on");
  }
  const Questions asked = ask(options, model, console);
  if (!model.network.stochastic()) {
    console.say(
        "note: this network has no dropout, so one pass tells all it knows: its epistemic "
        "part is 0");
  }
  const kernels::Kernels& kernels = model.spec->exact ? kernels::exact() : kernels::best();
  const int samples = options.samples > 0 ? options.samples : model.spec->uncertainty.samples;
  const std::uint64_t seed = options.seed.value_or(model.spec->seed);

  if (!console.json()) print_line(table_head(data));
  const auto width = static_cast<std::size_t>(model.network.feature_count());
  for (std::size_t first = 0; first < asked.line.size(); first += kChunk) {
    const std::size_t count = std::min(kChunk, asked.line.size() - first);
    const auto features = std::span(asked.features).subspan(first * width, count * width);
    const session::Predictions predictions =
        session::predict_features(model, kernels, features, samples, seed);
    if (!is_finite(predictions)) {
      throw Failure(kFailed,
                    options.model +
                        ": its answers are no numbers: the file is damaged, or it is asked "
                        "about what lies far beyond its data");
    }
    std::string lines;
    for (std::size_t n = 0; n < count; ++n) {
      if (n > 0) lines += '\n';
      const std::string file = asked.file.empty() ? "" : asked.file[first + n];
      lines += console.json() ? prediction_line(data, predictions, n, file)
                              : table_row(data, predictions, n, asked.line[first + n]) +
                                    (file.empty() ? "" : "  " + printable(file));
    }
    print_line(lines);
  }
  return kDone;
}

}  // namespace hunch::cli
