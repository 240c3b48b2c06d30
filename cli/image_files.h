#pragma once

#include <string>

#include "data/images.h"

namespace hunch::cli {

bool is_folder(const std::string& path);
/// Whether `path` is a folder with files that begin with "train-images" and "train-labels".
bool holds_idx(const std::string& path);

/// The images of such a folder, plain or gzip; "t10k-images" and "t10k-labels" are the test set.
/// Throws Failure (failed): unreadable, damaged, files that do not fit one another.
data::Images read_idx_folder(const std::string& path);

}  // namespace hunch::cli
