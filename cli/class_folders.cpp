#include "cli/class_folders.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "cli/class_files.h"
#include "cli/picture.h"
#include "cli/status.h"
#include "data/fit_image.h"

namespace hunch::cli {
namespace {

constexpr int kMostSide = 64;  // without a wanted size: photographs would be slow to learn
constexpr std::size_t kMostValues = std::size_t{1} << 28;  // 1 GB as features

/// Images of one size as they are collected, in three channels until all are known to be grey.
class Collection {
 public:
  explicit Collection(const ImageSize& wanted) : wanted_(wanted) {}

  void add(const ClassFile& file) {
    const Picture picture = read_picture(file.path);
    if (images_.height == 0) settle_size(picture);
    const std::vector<std::uint8_t> fitted = data::fit_image(
        picture.pixels, picture.height, picture.width, 3, images_.height, images_.width);
    images_.pixels.insert(images_.pixels.end(), fitted.begin(), fitted.end());
    images_.labels.push_back(file.label);
    images_.is_test.push_back(file.is_test ? 1 : 0);
    grey_ = grey_ && picture.grey;
    if (images_.pixels.size() > kMostValues) {
      throw Failure(kFailed, fmt::format("{}: the images up to here have {} million pixels' "
                                         "values: a smaller /data/side is needed",
                                         file.path, images_.pixels.size() / 1'000'000));
    }
  }

  data::Images take(std::vector<std::string> class_names) {
    images_.class_names = std::move(class_names);
    images_.channels = wanted_.channels > 0 ? wanted_.channels : grey_ ? 1 : 3;
    if (images_.channels == 1) images_.pixels = luma(images_.pixels);
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

  ImageSize wanted_;
  data::Images images_;
  bool grey_ = true;
};

}  // namespace

bool holds_class_folders(const std::string& path) { return holds_classes(path, is_picture); }

data::Images read_class_folders(const std::string& path, const ImageSize& wanted) {
  ClassFiles found = find_classes(path, is_picture);
  Collection collection(wanted);
  for (const ClassFile& file : found.files) collection.add(file);
  return collection.take(std::move(found.class_names));
}

}  // namespace hunch::cli
