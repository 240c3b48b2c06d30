#pragma once

#include <string>

#include "data/images.h"

namespace hunch::cli {

/// What images are brought to; 0: as they are.
struct ImageSize {
  int height = 0, width = 0, channels = 0;
};

/// Whether `path` is a folder of images in one of the ways that `read_images` reads.
bool holds_images(const std::string& path);
/// What `holds_images` looks for, for a person.
inline constexpr const char* kImageFolders =
    "the IDX files train-images... and train-labels..., or a folder of PNG or JPEG files for each "
    "class, or there a folder of numbered frames for each clip, or sheets of many images, NAME.png "
    "with a class on each line of NAME.txt";

/// The images of such a folder. IDX: files that begin with "train-images" and "train-labels", plain
/// or gzip; "t10k-images" and "t10k-labels" are the test set. Otherwise a sub-folder is a class:
/// see class_folders.h, for clips clip_folders.h, for sheets of many images image_sheets.h.
/// Throws Failure (failed): unreadable, damaged, files that do not fit one another.
data::Images read_images(const std::string& path, const ImageSize& wanted);

}  // namespace hunch::cli
