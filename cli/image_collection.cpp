#include "cli/image_collection.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "cli/status.h"
#include "data/fit_image.h"

namespace hunch::cli {
namespace {

constexpr int kMostSide = 64;  // without a wanted size: photographs would be slow to learn
constexpr std::size_t kMostValues = std::size_t{1} << 28;  // 1 GB as features

}  // namespace

void ImageCollection::add(const Picture& picture, std::uint16_t label, bool is_test,
                          const std::string& path) {
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

data::Images ImageCollection::take(std::vector<std::string> class_names) {
  images_.class_names = std::move(class_names);
  // A model of any other number has not learned pictures, and is told theirs.
  const bool fits = wanted_.channels == 1 || wanted_.channels == 3;
  images_.channels = fits ? wanted_.channels : grey_ ? 1 : 3;
  if (images_.channels == 1) images_.pixels = luma(images_.pixels);
  return std::move(images_);
}

void ImageCollection::settle_size(const Picture& first) {
  const double shrink =
      std::min(1.0, static_cast<double>(kMostSide) / std::max(first.height, first.width));
  const auto side = [&](int own) {
    return std::max(1, static_cast<int>(std::lround(own * shrink)));
  };
  images_.height = wanted_.height > 0 ? wanted_.height : side(first.height);
  images_.width = wanted_.width > 0 ? wanted_.width : side(first.width);
}

}  // namespace hunch::cli
