#pragma once

#include <string>

#include "cli/image_files.h"

namespace hunch::cli {

/// Whether `path` is a folder of classes, or has such a "train", whose sub-folders hold the
/// numbered PNG or JPEG frames of a clip each.
bool holds_clip_folders(const std::string& path);

/// The clips of such a folder as made ones are (data/clips.h): so many frames, evenly spaced, grey,
/// no side above 32 pixels and each a multiple of 4 unless a size is wanted. "train" and "test" as
/// in class_files.h. Throws Failure (failed): a frame that cannot be decoded, a clip of one frame,
/// a class of the test that is not learned, too many pixels for memory.
data::Images read_clip_folders(const std::string& path, const ImageSize& wanted);

}  // namespace hunch::cli
