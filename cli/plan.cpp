#include "cli/plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <variant>

#include "cli/class_files.h"
#include "cli/files.h"
#include "cli/image_files.h"
#include "cli/sound_files.h"
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
    case spec::Source::kAudio:
      return "sounds: give their folder";
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
  const bool clips = images.frames > 1;
  return fmt::format("{}: {} {} of {} x {} x {}, {} of them for the test; {} classes", path,
                     images.count(), clips ? "clips" : "images", images.height, images.width,
                     clips ? images.frames : images.channels, tests, images.class_names.size());
}

/// Sounds to be learned from.
data::Clips read_clips(const std::string& path, const Console& console) {
  const ClassFiles found = find_sounds(path);
  if (found.class_names.size() == found.files.size()) {
    throw Failure(kFailed, fmt::format("{}: every sound would be a class of its own: needs {}",
                                       path, kSoundFolders));
  }
  data::Clips clips = read_sounds(found);
  const auto tests = std::count(clips.is_test.begin(), clips.is_test.end(), std::uint8_t{1});
  console.say(fmt::format("{}: {} sounds, {} of them for the test; {} classes", path, clips.count(),
                          tests, clips.class_names.size()));
  return clips;
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
  const std::string needed = wanted(spec.data.source);
  if (options.data.empty() && !needed.empty()) {
    throw Failure(kUsage, fmt::format("this spec learns from {} with --data PATH", needed));
  }
  if (options.data.empty() && !options.target.empty()) {
    throw Failure(kUsage, "--target names a column of a table: give one with --data PATH");
  }

  session::OwnData own;
  const bool chosen = options.spec.empty() && !options.data.empty();
  if (holds_images(options.data)) {
    if (!options.target.empty()) throw Failure(kUsage, "--target: images have no columns");
    own.images = std::make_shared<const data::Images>(
        read_images(options.data, {spec.data.side, spec.data.side, 0}));
    if (chosen) spec = data::choose_image_spec(*own.images, options.seed.value_or(1));
    console.say(about(options.data, *own.images));
    spec.data.source = spec::Source::kImages;
  } else if (holds_sounds(options.data)) {
    if (!options.target.empty()) throw Failure(kUsage, "--target: sounds have no columns");
    own.clips = std::make_shared<const data::Clips>(read_clips(options.data, console));
    if (chosen) spec = data::choose_clip_spec(*own.clips, options.seed.value_or(1));
    spec.data.source = spec::Source::kAudio;
  } else if (!options.data.empty()) {
    if (is_folder(options.data)) {
      throw Failure(kFailed, fmt::format("{} is a folder without images or sounds: needs {}, or {}",
                                         options.data, kImageFolders, kSoundFolders));
    }
    own.text = read_text(options.data);
    if (chosen) {
      spec = is_text_file(options.data) ? spec_for_text(own.text, options, console)
                                        : spec_for(own.text, options, console);
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
  return {checked.spec, std::move(own), chosen};
}

}  // namespace hunch::cli
