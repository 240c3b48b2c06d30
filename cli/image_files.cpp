#include "cli/image_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <vector>

#include "cli/class_files.h"
#include "cli/class_folders.h"
#include "cli/clip_folders.h"
#include "cli/files.h"
#include "cli/image_sheets.h"
#include "cli/status.h"
#include "data/fit_image.h"
#include "data/idx.h"

namespace hunch::cli {
namespace {

namespace fs = std::filesystem;

/// The file of a folder that begins with `start`, or empty; the plain one before the packed one.
std::string find(const std::string& folder, std::string_view start) {
  std::error_code ignored;
  std::vector<std::string> found;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, ignored)) {
    const std::string name = entry.path().filename().string();
    if (name.starts_with(start) && entry.is_regular_file(ignored)) found.push_back(entry.path());
  }
  const auto shortest =
      std::min_element(found.begin(), found.end(), [](const std::string& a, const std::string& b) {
        return a.size() != b.size() ? a.size() < b.size() : a < b;
      });
  return shortest == found.end() ? std::string() : *shortest;
}

void add_pair(const std::string& folder, std::string_view part, bool is_test,
              data::Images& images) {
  const std::string pixels = find(folder, fmt::format("{}-images", part));
  const std::string labels = find(folder, fmt::format("{}-labels", part));
  if (pixels.empty() && labels.empty() && is_test) return;
  if (pixels.empty() || labels.empty()) {
    throw Failure(kFailed, fmt::format("{}: there is no file {}-{}...", folder, part,
                                       pixels.empty() ? "images" : "labels"));
  }
  try {
    data::add_idx(read_file(pixels), read_file(labels), is_test, images);
  } catch (const Error& error) {
    throw Failure(kFailed, fmt::format("{} with {}: {}", pixels, labels, error.what()));
  }
}

bool holds_idx(const std::string& path) {
  return is_folder(path) && !find(path, "train-images").empty() &&
         !find(path, "train-labels").empty();
}

void fit_all(const ImageSize& wanted, data::Images& images) {
  const int height = wanted.height > 0 ? wanted.height : images.height;
  const int width = wanted.width > 0 ? wanted.width : images.width;
  if (height == images.height && width == images.width) return;
  std::vector<std::uint8_t> fitted;
  const std::size_t size = images.image_size();
  for (std::size_t n = 0; n < images.count(); ++n) {
    const auto one = data::fit_image(std::span(images.pixels).subspan(n * size, size),
                                     images.height, images.width, images.channels, height, width);
    fitted.insert(fitted.end(), one.begin(), one.end());
  }
  images.pixels = std::move(fitted);
  images.height = height;
  images.width = width;
}

}  // namespace

bool holds_images(const std::string& path) {
  return holds_idx(path) || holds_class_folders(path) || holds_clip_folders(path) ||
         holds_sheets(path);
}

data::Images read_images(const std::string& path, const ImageSize& wanted) {
  if (!holds_idx(path)) {
    if (holds_class_folders(path)) return read_class_folders(path, wanted);
    return holds_clip_folders(path) ? read_clip_folders(path, wanted) : read_sheets(path, wanted);
  }
  data::Images images;
  add_pair(path, "train", false, images);
  add_pair(path, "t10k", true, images);
  fit_all(wanted, images);
  return images;
}

}  // namespace hunch::cli
