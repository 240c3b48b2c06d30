#pragma once

#include <string>

#include "cli/image_files.h"

namespace hunch::cli {

/// Whether `path` is a folder with a sub-folder of PNG or JPEG files, or with "train" that is one.
bool holds_class_folders(const std::string& path);

/// The images of such a folder: a sub-folder is a class, both in the order of their names. With
/// "train" and "test" inside, the latter is the test set.
/// Throws Failure (failed): a file that cannot be decoded, a class of the test that is not learned,
/// too many pixels for memory.
data::Images read_class_folders(const std::string& path, const ImageSize& wanted);

}  // namespace hunch::cli
