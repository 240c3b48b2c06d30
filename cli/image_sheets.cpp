#include "cli/image_sheets.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <set>
#include <utility>
#include <vector>

#include "base/error.h"
#include "cli/class_files.h"
#include "cli/files.h"
#include "cli/image_collection.h"
#include "cli/picture.h"
#include "cli/status.h"
#include "data/sheet.h"

namespace hunch::cli {
namespace {

bool is_list(const std::string& name) { return name.ends_with(".txt"); }

bool is_test_name(const std::string& name) {
  std::string start = name.substr(0, 4);
  std::transform(start.begin(), start.end(), start.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return start == "test";
}

struct Sheet {
  std::string picture, list;
  bool is_test = false;
};

std::vector<Sheet> find_sheets(const std::string& path) {
  const std::vector<std::string> pictures = wanted_files(path, is_picture);
  const std::vector<std::string> lists = wanted_files(path, is_list);
  const bool alone = pictures.size() == 1 && lists.size() == 1;
  const bool split = !std::all_of(pictures.begin(), pictures.end(), is_test_name);
  std::vector<Sheet> sheets;
  for (const std::string& name : pictures) {
    const std::string own = std::filesystem::path(name).stem().string() + ".txt";
    if (!alone && std::find(lists.begin(), lists.end(), own) == lists.end()) {
      throw Failure(kFailed,
                    fmt::format("{}: a sheet of images needs {} beside it, with a class on "
                                "each line",
                                inside(path, name), own));
    }
    sheets.push_back({inside(path, name), inside(path, alone ? lists.front() : own),
                      split && is_test_name(name)});
  }
  std::stable_partition(sheets.begin(), sheets.end(), [](const Sheet& s) { return !s.is_test; });
  return sheets;
}

/// The lines of a text without spaces around them; empty ones at its end are left out.
std::vector<std::string> classes_in(const std::string& path) {
  std::vector<std::string> lines;
  std::string line;
  for (const char c : read_text(path) + "\n") {
    if (c != '\n') {
      line += c;
      continue;
    }
    const std::size_t first = line.find_first_not_of(" \t\r");
    const std::size_t last = line.find_last_not_of(" \t\r");
    lines.push_back(first == std::string::npos ? "" : line.substr(first, last + 1 - first));
    line.clear();
  }
  while (!lines.empty() && lines.back().empty()) lines.pop_back();
  const auto empty = std::find(lines.begin(), lines.end(), "");
  if (empty != lines.end()) {
    throw Failure(kFailed, fmt::format("{}: line {} is empty: needs a class on each line", path,
                                       empty - lines.begin() + 1));
  }
  return lines;
}

void add_sheet(const Sheet& sheet, const std::vector<std::string>& lines,
               const std::vector<std::string>& classes, ImageCollection& collection) {
  const Picture whole = read_picture(sheet.picture);
  data::Tiling tiling;
  try {
    tiling = data::tiling_of(whole.height, whole.width, lines.size());
  } catch (const Error& error) {
    throw Failure(kFailed, fmt::format("{}: {}", sheet.picture, error.what()));
  }
  for (std::size_t n = 0; n < lines.size(); ++n) {
    const auto place = std::lower_bound(classes.begin(), classes.end(), lines[n]);
    if (place == classes.end() || *place != lines[n]) {
      throw Failure(kFailed,
                    fmt::format("{}: line {}: no sheet that is learned has the class \"{}\"",
                                sheet.list, n + 1, lines[n]));
    }
    collection.add({tiling.side, tiling.side, whole.grey,
                    data::tile_of(tiling, whole.pixels, whole.width, 3, n)},
                   static_cast<std::uint16_t>(place - classes.begin()), sheet.is_test,
                   sheet.picture);
  }
}

}  // namespace

bool holds_sheets(const std::string& path) {
  return is_folder(path) && !wanted_files(path, is_picture).empty() &&
         !wanted_files(path, is_list).empty();
}

data::Images read_sheets(const std::string& path, const ImageSize& wanted) {
  const std::vector<Sheet> sheets = find_sheets(path);
  std::vector<std::vector<std::string>> lines;
  std::set<std::string> known;
  for (const Sheet& sheet : sheets) {
    lines.push_back(classes_in(sheet.list));
    if (!sheet.is_test) known.insert(lines.back().begin(), lines.back().end());
  }
  if (known.size() < 2) {
    throw Failure(kFailed,
                  fmt::format("{}: the images of the sheets are of {} classes: needs two or "
                              "more",
                              path, known.size()));
  }
  std::vector<std::string> classes(known.begin(), known.end());
  ImageCollection collection(wanted);
  for (std::size_t n = 0; n < sheets.size(); ++n) {
    add_sheet(sheets[n], lines[n], classes, collection);
  }
  return collection.take(std::move(classes));
}

}  // namespace hunch::cli
