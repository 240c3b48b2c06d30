#include "cli/class_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "cli/status.h"

namespace hunch::cli {
namespace {

namespace fs = std::filesystem;

/// Names inside a folder that `take` takes, in order.
template <class Take>
std::vector<std::string> names(const std::string& folder, Take take) {
  std::vector<std::string> found;
  std::error_code ignored;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, ignored)) {
    if (take(entry)) found.push_back(entry.path().filename().string());
  }
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace

bool is_folder(const std::string& path) {
  std::error_code ignored;
  return fs::is_directory(path, ignored);
}

std::string file_name(const std::string& path) { return fs::path(path).filename().string(); }

std::string inside(const std::string& folder, std::string_view name) {
  return (fs::path(folder) / name).string();
}

std::vector<std::string> sub_folders(const std::string& folder) {
  return names(folder, [](const fs::directory_entry& entry) { return entry.is_directory(); });
}

std::vector<std::string> wanted_files(const std::string& folder, IsWanted wanted) {
  return names(folder, [wanted](const fs::directory_entry& entry) {
    return entry.is_regular_file() && wanted(entry.path().filename().string());
  });
}

std::vector<std::string> wanted_folders(const std::string& folder, IsWanted wanted) {
  return names(folder, [wanted](const fs::directory_entry& entry) {
    return entry.is_directory() && !wanted_files(entry.path().string(), wanted).empty();
  });
}

bool holds_classes(const std::string& path, IsWanted wanted) {
  return is_folder(path) && (!wanted_folders(path, wanted).empty() ||
                             !wanted_folders(inside(path, "train"), wanted).empty());
}

ClassFiles find_classes(const std::string& path, IsWanted wanted) {
  const std::string inner = inside(path, "train");
  const bool split = !wanted_folders(inner, wanted).empty();
  const std::string& train = split ? inner : path;
  ClassFiles found;
  found.class_names = wanted_folders(train, wanted);
  const auto add = [&](const std::string& folder, std::size_t label, bool is_test) {
    for (const std::string& name : wanted_files(folder, wanted)) {
      found.files.push_back({inside(folder, name), static_cast<std::uint16_t>(label), is_test});
    }
  };
  const std::vector<std::string>& known = found.class_names;
  for (std::size_t k = 0; k < known.size(); ++k) add(inside(train, known[k]), k, false);
  if (!split) return found;
  const std::string test = inside(path, "test");
  for (const std::string& name : wanted_folders(test, wanted)) {
    const auto place = std::find(known.begin(), known.end(), name);
    if (place == known.end()) {
      throw Failure(kFailed,
                    fmt::format("{}: there is no such class in {}", inside(test, name), train));
    }
    add(inside(test, name), static_cast<std::size_t>(place - known.begin()), true);
  }
  return found;
}

}  // namespace hunch::cli
