#pragma once

#include <string>

#include "session/model_file.h"

namespace hunch::cli {

/// Throws Failure (failed), naming the file: unreadable, no model, damaged.
session::SavedModel read_model(const std::string& path);

}  // namespace hunch::cli
