#include "cli/plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <variant>

#include "cli/files.h"
#include "cli/image_files.h"
#include "cli/status.h"
#include "data/prepare.h"
#include "data/text.h"
#include "spec/words.h"

namespace hunch::cli {
namespace {

spec::ModelSpec read_spec(const std::string& path) {
  const spec::Checked checked = spec::validate(read_text(path));
  if (!checked.valid()) {
    throw Failure(kUsage, fmt::format("{} is no valid spec:{}", path == "-" ? "the input" : path,
                                      list_issues(checked.issues)));
  }
  return *checked.spec;
}

/// The spec that suits a table when none is given.
spec::ModelSpec spec_for(const std::string& csv, const TrainOptions& options,
                         const Console& console) {
  spec::CsvSpec how;
  how.target = options.target;
  const auto inspected = data::inspect_csv(csv, how);
  if (const auto* issues = std::get_if<Issues>(&inspected)) refuse(options.data, *issues);
  const auto& report = std::get<data::CsvReport>(inspected);
  spec::ModelSpec spec = data::choose_spec(report, options.seed.value_or(1));
  const std::string learned = report.task == data::Task::kClassification
                                  ? fmt::format("{} classes", report.classes)
                                  : "a number";
  console.say(fmt::format("{}: {} rows; \"{}\" ({}) is learned from {} features", options.data,
                          report.rows, report.target, learned, report.features));
  return spec;
}

bool is_text_file(std::string_view path) {
  return path.ends_with(".txt") || path.ends_with(".txt.gz");
}

/// The same for a text.
spec::ModelSpec spec_for_text(const std::string& text, const TrainOptions& options,
                              const Console& console) {
  spec::ModelSpec spec = data::choose_text_spec(text, options.seed.value_or(1));
  console.say(fmt::format("{}: the next character of its {} is learned", options.data,
                          spec.data.text.unit));
  return spec;
}

/// What a spec cannot do without, for a person; empty for made data.
std::string wanted(spec::Source source) {
  switch (source) {
    case spec::Source::kCsv:
      return "a table: give it";
    case spec::Source::kImages:
      return "images: give their folder";
    case spec::Source::kText:
      return "a text: give it";
    case spec::Source::kSeries:
      return "a series: give its table";
    default:
      return "";
  }
}

/// What a file is read as by a spec that learns from this.
spec::Source own_source(spec::Source source) {
  if (spec::is_text(source)) return spec::Source::kText;
  return spec::is_series(source) ? spec::Source::kSeries : spec::Source::kCsv;
}

std::string about(const std::string& path, const data::Images& images) {
  const auto tests = std::count(images.is_test.begin(), images.is_test.end(), std::uint8_t{1});
  return fmt::format("{}: {} images of {} x {} x {}, {} of them for the test; {} classes", path,
                     images.count(), images.height, images.width, images.channels, tests,
                     images.class_names.size());
}

}  // namespace

void refuse(const std::string& what, const Issues& issues) {
  const bool table = std::any_of(issues.begin(), issues.end(), [](const Issue& issue) {
    return issue.pointer.starts_with("/csv") || issue.pointer == "/text" ||
           issue.pointer == "/data";
  });
  throw Failure(table ? kFailed : kUsage,
                fmt::format("{} cannot be used:{}", what, list_issues(issues)));
}

Plan make_plan(const TrainOptions& options, const Console& console) {
  spec::ModelSpec spec;
  if (!options.spec.empty()) spec = read_spec(options.spec);
  const std::string own = wanted(spec.data.source);
  if (options.data.empty() && !own.empty()) {
    throw Failure(kUsage, fmt::format("this spec learns from {} with --data PATH", own));
  }
  if (options.data.empty() && !options.target.empty()) {
    throw Failure(kUsage, "--target names a column of a table: give one with --data PATH");
  }

  std::string text;
  std::shared_ptr<const data::Images> images;
  const bool chosen = options.spec.empty() && !options.data.empty();
  if (holds_images(options.data)) {
    if (!options.target.empty()) throw Failure(kUsage, "--target: images have no columns");
    images = std::make_shared<const data::Images>(
        read_images(options.data, {spec.data.side, spec.data.side, 0}));
    if (chosen) spec = data::choose_image_spec(*images, options.seed.value_or(1));
    console.say(about(options.data, *images));
    spec.data.source = spec::Source::kImages;
  } else if (!options.data.empty()) {
    if (is_folder(options.data)) {
      throw Failure(kFailed, fmt::format("{} is a folder without images: needs {}", options.data,
                                         kImageFolders));
    }
    text = read_text(options.data);
    if (chosen) {
      spec = is_text_file(options.data) ? spec_for_text(text, options, console)
                                        : spec_for(text, options, console);
    } else {
      spec.data.source = own_source(spec.data.source);
    }
    if (!options.target.empty() && spec.data.source == spec::Source::kText) {
      throw Failure(kUsage, "--target: a text has no columns");
    }
    if (!options.target.empty()) spec.data.csv.target = options.target;
  }
  if (!options.data.empty()) {
    spec.data.points.clear();
    spec.data.removed.clear();
  }
  if (options.seed) spec.seed = *options.seed;
  if (options.epochs) spec.training.epochs = *options.epochs;
  if (options.exact) spec.exact = true;

  const spec::Checked checked = spec::validate(spec);
  if (!checked.valid()) throw Failure(kUsage, "no valid spec:" + list_issues(checked.issues));
  return {checked.spec, std::move(text), std::move(images), chosen};
}

}  // namespace hunch::cli
