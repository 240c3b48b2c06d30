#pragma once

#include <string>

#include "cli/image_files.h"

namespace hunch::cli {

/// Whether `path` is a folder with sheets: PNG or JPEG files of many images each, NAME.png with its
/// classes in NAME.txt; of a single sheet the text may have any name.
bool holds_sheets(const std::string& path);

/// The images of such a folder, cut as data/sheet.h says. A line of a text is the class of an
/// image, classes go by their names; sheets whose names begin with "test" are the test set beside
/// others. Throws Failure (failed): a file that cannot be decoded, a sheet without its text, an
/// empty line, no tiling for so many lines, fewer than two classes, a class of the test that is not
/// learned, too many pixels for memory.
data::Images read_sheets(const std::string& path, const ImageSize& wanted);

}  // namespace hunch::cli
