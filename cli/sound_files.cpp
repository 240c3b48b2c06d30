#include "cli/sound_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <filesystem>

#include "base/error.h"
#include "cli/files.h"
#include "cli/status.h"
#include "data/audio/wav.h"

namespace hunch::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostSamples = std::size_t{1} << 28;  // 1 GB
constexpr int kLearnedFrom = 5;  // the first index of the spoken digits' training part

bool is_sound(const std::string& name) {
  std::string end = fs::path(name).extension().string();
  std::transform(end.begin(), end.end(), end.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return end == ".wav" || end == ".wave";
}

/// CLASS, CLASS_NAME or CLASS_SPEAKER_INDEX.
struct Name {
  std::string class_name;
  int index = -1;  // -1: has none

  explicit Name(const std::string& path) {
    const std::string stem = fs::path(path).stem().string();
    const std::size_t first = stem.find('_'), last = stem.rfind('_');
    class_name = stem.substr(0, first);
    if (first == last || stem.find('_', first + 1) != last) return;
    const char* end = stem.data() + stem.size();
    const auto [stop, error] = std::from_chars(stem.data() + last + 1, end, index);
    if (error != std::errc() || stop != end || index < 0) index = -1;
  }
};

/// The test set by the index of every name, if each has one and some remain.
void part_by_index(std::vector<ClassFile>& files) {
  const auto has_index = [](const ClassFile& file) { return Name(file.path).index >= 0; };
  const auto is_learned = [](const ClassFile& file) {
    return Name(file.path).index >= kLearnedFrom;
  };
  if (!std::all_of(files.begin(), files.end(), has_index)) return;
  if (std::none_of(files.begin(), files.end(), is_learned)) return;
  const auto tests = std::stable_partition(files.begin(), files.end(), is_learned);
  for (auto file = tests; file != files.end(); ++file) file->is_test = true;
}

/// Files of one folder, or of its "train" and "test", with their classes in their names.
ClassFiles find_named(const std::string& path, bool split) {
  ClassFiles found;
  const auto add = [&](const std::string& folder, bool is_test) {
    for (const std::string& name : wanted_files(folder, is_sound)) {
      found.files.push_back({inside(folder, name), 0, is_test});
    }
  };
  add(split ? inside(path, "train") : path, false);
  std::vector<std::string>& known = found.class_names;
  for (const ClassFile& file : found.files) known.push_back(Name(file.path).class_name);
  std::sort(known.begin(), known.end());
  known.erase(std::unique(known.begin(), known.end()), known.end());
  if (split) {
    add(inside(path, "test"), true);
  } else {
    part_by_index(found.files);
  }
  for (ClassFile& file : found.files) {
    const auto place = std::find(known.begin(), known.end(), Name(file.path).class_name);
    if (place == known.end()) {
      throw Failure(kFailed, fmt::format("{}: there is no such class in {}", file.path,
                                         inside(path, "train")));
    }
    file.label = static_cast<std::uint16_t>(place - known.begin());
  }
  return found;
}

}  // namespace

bool holds_sounds(const std::string& path) {
  return is_folder(path) &&
         (!wanted_files(path, is_sound).empty() || holds_classes(path, is_sound));
}

ClassFiles find_sounds(const std::string& path) {
  if (!is_folder(path)) return {{{path, 0, false}}, {Name(path).class_name}};
  if (!wanted_files(path, is_sound).empty()) return find_named(path, false);
  const std::vector<std::string> folders = wanted_folders(path, is_sound);
  if (folders == std::vector<std::string>{"test", "train"}) return find_named(path, true);
  return find_classes(path, is_sound);
}

data::Clips read_sounds(const ClassFiles& found) {
  data::Clips clips;
  std::size_t samples = 0;
  for (const ClassFile& file : found.files) {
    try {
      clips.sounds.push_back(data::read_wav(read_file(file.path)));
    } catch (const Error& error) {
      throw Failure(kFailed, fmt::format("{}: {}", file.path, error.what()));
    }
    samples += clips.sounds.back().samples.size();
    if (samples > kMostSamples) {
      throw Failure(kFailed, fmt::format("{}: the sounds up to here have {} million samples, needs "
                                         "at most {} million",
                                         file.path, samples / 1'000'000, kMostSamples / 1'000'000));
    }
    clips.labels.push_back(file.label);
    clips.is_test.push_back(file.is_test ? 1 : 0);
  }
  clips.class_names = found.class_names;
  return clips;
}

}  // namespace hunch::cli
