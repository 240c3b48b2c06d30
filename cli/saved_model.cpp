#include "cli/saved_model.h"

#include "cli/files.h"
#include "cli/status.h"

namespace hunch::cli {

session::SavedModel read_model(const std::string& path) {
  const std::string bytes = read_file(path);
  try {
    return session::load_model(bytes);
  } catch (const Error& error) {
    throw Failure(kFailed, path + ": " + error.what());
  }
}

}  // namespace hunch::cli
