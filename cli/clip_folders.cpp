#include "cli/clip_folders.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "cli/class_files.h"
#include "cli/picture.h"
#include "cli/status.h"
#include "data/clips.h"
#include "data/fit_image.h"

namespace hunch::cli {
namespace {

using data::kClipSteps;

constexpr double kMostSide = 32;
constexpr std::size_t kMostValues = std::size_t{1} << 28;  // 1 GB as features

/// A number at the end of a frame's name, without its ending; -1: there is none.
long long number_of(const std::string& name) {
  const std::size_t end = name.rfind('.');
  std::size_t from = end;
  while (from > 0 && name[from - 1] >= '0' && name[from - 1] <= '9') --from;
  constexpr std::size_t kMostDigits = 18;
  if (from == end || end - from > kMostDigits) return -1;
  return std::stoll(name.substr(from, end - from));
}

/// Sub-folders with a clip in them, or more.
std::vector<std::string> clip_classes(const std::string& folder) {
  std::vector<std::string> found = sub_folders(folder);
  std::erase_if(found, [&](const std::string& name) {
    return wanted_folders(inside(folder, name), is_picture).empty();
  });
  return found;
}

/// Brings frames to one size, which the first decides unless one is wanted.
class Frames {
 public:
  explicit Frames(const ImageSize& wanted) {
    // A model says the size of what its clips became: T channels, or T frames in a strip.
    const bool strip = wanted.channels == 1 && wanted.height % kClipSteps == 0;
    images_.frames = kClipSteps;
    images_.height = strip ? wanted.height / kClipSteps : wanted.height;
    images_.width = wanted.width;
  }

  void add_clip(const std::string& folder, std::size_t label, bool is_test) {
    std::vector<std::string> names = wanted_files(folder, is_picture);
    std::erase_if(names, [](const std::string& name) { return number_of(name) < 0; });
    std::sort(names.begin(), names.end(), [](const std::string& a, const std::string& b) {
      return std::pair(number_of(a), a) < std::pair(number_of(b), b);
    });
    if (names.size() < 2) {
      throw Failure(kFailed, fmt::format("{}: {} numbered frames, a clip needs at least 2", folder,
                                         names.size()));
    }
    for (int t = 0; t < kClipSteps; ++t) {
      const double place = (t + 0.5) * static_cast<double>(names.size()) / kClipSteps;
      add(read_picture(inside(folder, names[static_cast<std::size_t>(place)])));
    }
    images_.labels.push_back(static_cast<std::uint16_t>(label));
    images_.is_test.push_back(is_test ? 1 : 0);
    if (images_.pixels.size() > kMostValues) {
      throw Failure(kFailed,
                    fmt::format("{}: the clips up to here have {} million pixels: a smaller "
                                "/data/side is needed",
                                folder, images_.pixels.size() / 1'000'000));
    }
  }

  data::Images take(std::vector<std::string> class_names) {
    images_.class_names = std::move(class_names);
    return std::move(images_);
  }

 private:
  void add(const Picture& picture) {
    if (images_.height == 0) {
      const double shrink = std::min(1.0, kMostSide / std::max(picture.height, picture.width));
      const auto side = [&](int own) {
        return std::max(4, 4 * static_cast<int>(std::lround(own * shrink / 4)));
      };
      images_.height = side(picture.height);
      images_.width = side(picture.width);
    }
    const std::vector<std::uint8_t> fitted = data::fit_image(
        luma(picture.pixels), picture.height, picture.width, 1, images_.height, images_.width);
    images_.pixels.insert(images_.pixels.end(), fitted.begin(), fitted.end());
  }

  data::Images images_;
};

}  // namespace

bool holds_clip_folders(const std::string& path) {
  return is_folder(path) &&
         (!clip_classes(path).empty() || !clip_classes(inside(path, "train")).empty());
}

data::Images read_clip_folders(const std::string& path, const ImageSize& wanted) {
  const std::string inner = inside(path, "train");
  const bool split = !clip_classes(inner).empty();
  const std::string& train = split ? inner : path;
  const std::vector<std::string> known = clip_classes(train);
  Frames frames(wanted);
  const auto add_class = [&](const std::string& folder, std::size_t label, bool is_test) {
    for (const std::string& clip : wanted_folders(folder, is_picture)) {
      frames.add_clip(inside(folder, clip), label, is_test);
    }
  };
  for (std::size_t k = 0; k < known.size(); ++k) add_class(inside(train, known[k]), k, false);
  const std::string test = inside(path, "test");
  for (const std::string& name : split ? clip_classes(test) : std::vector<std::string>()) {
    const auto place = std::find(known.begin(), known.end(), name);
    if (place == known.end()) {
      throw Failure(kFailed,
                    fmt::format("{}: there is no such class in {}", inside(test, name), train));
    }
    add_class(inside(test, name), static_cast<std::size_t>(place - known.begin()), true);
  }
  return frames.take(known);
}

}  // namespace hunch::cli
