#include "cli/class_folders.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <vector>

#include "cli/picture.h"
#include "cli/status.h"
#include "data/fit_image.h"

namespace hunch::cli {
namespace {

namespace fs = std::filesystem;

constexpr int kMostSide = 64;  // without a wanted size: photographs would be slow to learn
constexpr std::size_t kMostValues = std::size_t{1} << 28;  // 1 GB as features

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

std::vector<std::string> pictures(const std::string& folder) {
  return names(folder, [](const fs::directory_entry& entry) {
    return entry.is_regular_file() && is_picture(entry.path().filename().string());
  });
}

std::string inside(const std::string& folder, std::string_view name) {
  return (fs::path(folder) / name).string();
}

/// Sub-folders with pictures.
std::vector<std::string> classes(const std::string& folder) {
  return names(folder, [](const fs::directory_entry& entry) {
    return entry.is_directory() && !pictures(entry.path().string()).empty();
  });
}

/// Images of one size as they are collected, in three channels until all are known to be grey.
class Collection {
 public:
  explicit Collection(const ImageSize& wanted) : wanted_(wanted) {}

  void add_folder(const std::string& folder, std::uint16_t label, bool is_test) {
    for (const std::string& name : pictures(folder)) {
      const std::string path = inside(folder, name);
      const Picture picture = read_picture(path);
      if (images_.height == 0) settle_size(picture);
      const std::vector<std::uint8_t> fitted = data::fit_image(
          picture.pixels, picture.height, picture.width, 3, images_.height, images_.width);
      images_.pixels.insert(images_.pixels.end(), fitted.begin(), fitted.end());
      images_.labels.push_back(label);
      images_.is_test.push_back(is_test ? 1 : 0);
      grey_ = grey_ && picture.grey;
      if (images_.pixels.size() > kMostValues) {
        throw Failure(kFailed, fmt::format("{}: the images up to here have {} million pixels' "
                                           "values: a smaller /data/side is needed",
                                           path, images_.pixels.size() / 1'000'000));
      }
    }
  }

  data::Images take(std::vector<std::string> class_names) {
    images_.class_names = std::move(class_names);
    images_.channels = wanted_.channels > 0 ? wanted_.channels : grey_ ? 1 : 3;
    if (images_.channels == 1) keep_brightness();
    return std::move(images_);
  }

 private:
  void settle_size(const Picture& first) {
    const double shrink =
        std::min(1.0, static_cast<double>(kMostSide) / std::max(first.height, first.width));
    const auto side = [&](int own) {
      return std::max(1, static_cast<int>(std::lround(own * shrink)));
    };
    images_.height = wanted_.height > 0 ? wanted_.height : side(first.height);
    images_.width = wanted_.width > 0 ? wanted_.width : side(first.width);
  }

  /// Red, green and blue -> luma, by the weights of ITU-R BT.601.
  void keep_brightness() {
    std::vector<std::uint8_t>& pixels = images_.pixels;
    for (std::size_t i = 0; i < pixels.size() / 3; ++i) {
      const int luma = 299 * pixels[3 * i] + 587 * pixels[3 * i + 1] + 114 * pixels[3 * i + 2];
      pixels[i] = static_cast<std::uint8_t>((luma + 500) / 1000);
    }
    pixels.resize(pixels.size() / 3);
  }

  ImageSize wanted_;
  data::Images images_;
  bool grey_ = true;
};

}  // namespace

bool holds_class_folders(const std::string& path) {
  return is_folder(path) && (!classes(path).empty() || !classes(inside(path, "train")).empty());
}

data::Images read_class_folders(const std::string& path, const ImageSize& wanted) {
  const std::string inner = inside(path, "train");
  const bool split = !classes(inner).empty();
  const std::string& train = split ? inner : path;
  const std::vector<std::string> known = classes(train);
  Collection collection(wanted);
  for (std::size_t k = 0; k < known.size(); ++k) {
    collection.add_folder(inside(train, known[k]), static_cast<std::uint16_t>(k), false);
  }
  const std::string test = inside(path, "test");
  for (const std::string& name : split ? classes(test) : std::vector<std::string>{}) {
    const auto place = std::find(known.begin(), known.end(), name);
    if (place == known.end()) {
      throw Failure(kFailed,
                    fmt::format("{}: there is no such class in {}", inside(test, name), train));
    }
    collection.add_folder(inside(test, name), static_cast<std::uint16_t>(place - known.begin()),
                          true);
  }
  return collection.take(known);
}

}  // namespace hunch::cli
